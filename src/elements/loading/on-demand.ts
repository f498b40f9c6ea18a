/** Functions that load code, by the selector of the elements that need it. */
export type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

type Root = Document | ShadowRoot;

const isOurs = (name: string) => /^(booking|cal)-/.test(name);

/**
 * Loads an element's code once the page contains such an element, in open shadow roots of other components too; call
 * the returned function with each closed one. If loading fails, the element's fallback stays and loading is tried again
 * when the network is back. Browsers that remember a failed import (Chromium 150, Firefox, Safari) need a reload.
 */
export function loadOnDemand(loaders: Loaders): (root: Root) => void {
  let wanted = Object.keys(loaders);
  const seen = new WeakSet<Root>();

  function findWanted(root: Root) {
    const found = wanted.filter(selector => root.querySelector(selector));
    wanted = wanted.filter(selector => !found.includes(selector));
    for (const selector of found) void load(selector);
  }

  async function load(selector: string) {
    try {
      await loaders[selector]!();
    } catch (error) {
      const advice = 'Retrying when the network is back; some browsers need a reload of the page.';
      console.warn(`booking-elements: the code for "${selector}" could not be loaded. ${advice}`, error);
      addEventListener('online', () => void load(selector), {once: true});
    }
  }

  /** Watches an element's shadow root, now or once the element is defined. */
  function enter(element: Element) {
    const {localName, shadowRoot} = element;
    if (isOurs(localName)) return;
    if (shadowRoot) watch(shadowRoot);
    else if (localName.includes('-') && !customElements.get(localName)) {
      customElements.whenDefined(localName).then(
        () => setTimeout(enter, 0, element),
        () => {},
      );
    }
  }

  function watch(root: Root) {
    if (seen.has(root)) return;
    seen.add(root);
    observer.observe(root, {childList: true, subtree: true, attributeFilter: ['data-cal-link']});
    findWanted(root);
    root.querySelectorAll('*').forEach(enter);
  }

  const observer = new MutationObserver(records => {
    for (const root of new Set(records.map(({target}) => target.getRootNode()))) {
      if (seen.has(root as Root)) findWanted(root as Root);
    }
    for (const node of records.flatMap(({addedNodes}) => [...addedNodes])) {
      if (node instanceof Element) [node, ...node.querySelectorAll('*')].forEach(enter);
    }
  });
  watch(document);
  return watch;
}

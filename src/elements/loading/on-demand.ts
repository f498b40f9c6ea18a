/** Code by the selector of what needs it. */
export type Loaders = Readonly<Record<string, () => Promise<unknown>>>;

type Root = Document | ShadowRoot;

const isOurs = (name: string) => /^(booking|cal)-/.test(name);

/**
 * Loads an element's code when the page has one, now or later, in the open shadow roots of other components too; a closed
 * one has to be handed to the function that is returned. What cannot be loaded leaves its fallback on show and is tried
 * again when the network is back; browsers that remember a failed import (Chromium 150, Firefox, Safari) need a reload.
 */
export function loadOnDemand(loaders: Loaders): (root: Root) => void {
  let wanted = Object.keys(loaders);
  const seen = new WeakSet<Root>();

  function look(root: Root) {
    const found = wanted.filter(selector => root.querySelector(selector));
    wanted = wanted.filter(selector => !found.includes(selector));
    for (const selector of found) void load(selector);
  }

  async function load(selector: string) {
    try {
      await loaders[selector]!();
    } catch (error) {
      const advice = 'It is tried again when the network is back; some browsers need the page to be reloaded.';
      console.warn(`booking-elements: the code for "${selector}" could not be loaded. ${advice}`, error);
      addEventListener('online', () => void load(selector), {once: true});
    }
  }

  /** Goes into what is inside of an element, now or once its own component is defined. */
  function enter(element: Element) {
    const {localName, shadowRoot} = element;
    if (isOurs(localName)) return;
    if (shadowRoot) see(shadowRoot);
    else if (localName.includes('-') && !customElements.get(localName)) {
      customElements.whenDefined(localName).then(
        () => setTimeout(enter, 0, element),
        () => {},
      );
    }
  }

  function see(root: Root) {
    if (seen.has(root)) return;
    seen.add(root);
    observer.observe(root, {childList: true, subtree: true, attributeFilter: ['data-cal-link']});
    look(root);
    root.querySelectorAll('*').forEach(enter);
  }

  const observer = new MutationObserver(records => {
    for (const root of new Set(records.map(({target}) => target.getRootNode()))) {
      if (seen.has(root as Root)) look(root as Root);
    }
    for (const node of records.flatMap(({addedNodes}) => [...addedNodes])) {
      if (node instanceof Element) [node, ...node.querySelectorAll('*')].forEach(enter);
    }
  });
  see(document);
  return see;
}

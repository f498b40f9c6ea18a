const isOurs = (node: Node) => node.parentElement?.closest('style, script, textarea') === null;

/**
 * Translates a page as browsers' translators do: each text becomes a `<font>` in a `<font>`, in shadow roots too, also
 * what comes later. Words stay as they are, so that a test can read them. Returns what ends it.
 */
export function translatePage(root: Document | ShadowRoot = document): () => void {
  const observers: MutationObserver[] = [];
  const known = new Set<Node>();

  function wrap(text: Node): void {
    if (!text.textContent!.trim() || !isOurs(text) || text.parentElement!.localName === 'font') return;
    const outer = document.createElement('font');
    const inner = document.createElement('font');
    inner.textContent = text.textContent;
    outer.append(inner);
    text.parentNode!.replaceChild(outer, text);
  }

  function walk(node: Node): void {
    const walker = document.createTreeWalker(node, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT);
    const texts: Node[] = [];
    for (let each: Node | null = walker.currentNode; each; each = walker.nextNode()) {
      if (each.nodeType === Node.TEXT_NODE) texts.push(each);
      else if (each instanceof Element && each.shadowRoot) enter(each.shadowRoot);
    }
    texts.forEach(wrap);
  }

  function enter(within: Document | ShadowRoot): void {
    if (known.has(within)) return;
    known.add(within);
    const observer = new MutationObserver(records => {
      for (const {target, addedNodes} of records)
        for (const node of [target, ...addedNodes]) if (node.isConnected) walk(node);
    });
    observer.observe(within, {subtree: true, childList: true, characterData: true});
    observers.push(observer);
    walk(within);
  }

  enter(root);
  return () => observers.forEach(observer => observer.disconnect());
}

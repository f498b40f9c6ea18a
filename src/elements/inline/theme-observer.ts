const watched = ['class', 'style', 'data-theme', 'data-mode', 'data-color-scheme'];

/** Calls `onChange` when colours may have changed: class, style or theme of the root, the body or the element. */
export function observeLook(host: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  for (const node of new Set([document.documentElement, document.body, host])) {
    observer.observe(node, {attributeFilter: watched});
  }
  return () => observer.disconnect();
}

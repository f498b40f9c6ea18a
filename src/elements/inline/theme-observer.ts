const watched = ['class', 'style', 'data-theme', 'data-mode', 'data-color-scheme'];

/** Calls `onChange` when the page may have got other colours: its root, its body or the element changed class, style or theme. */
export function observeLook(host: Element, onChange: () => void): () => void {
  const observer = new MutationObserver(onChange);
  for (const node of new Set([document.documentElement, document.body, host])) {
    observer.observe(node, {attributeFilter: watched});
  }
  return () => observer.disconnect();
}

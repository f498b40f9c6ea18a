const holders = new Set<object>();
let sheet: CSSStyleSheet | undefined;

/** A style sheet of its own, so that no styles of the page have to be saved and restored. */
function lockSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync('html { overflow: hidden !important; }');
  }
  return sheet;
}

/** Stops the page from scrolling until all holders have unlocked it. Keeps the space of the scroll bar. */
export function lockScroll(holder: object): void {
  holders.add(holder);
  const lock = lockSheet();
  if (document.adoptedStyleSheets.includes(lock)) return;
  const hasBar = innerWidth > document.documentElement.clientWidth;
  lock.replaceSync(`html { overflow: hidden !important; ${hasBar ? 'scrollbar-gutter: stable;' : ''} }`);
  document.adoptedStyleSheets.push(lock);
}

/** Removes a holder; the page scrolls again when none is left. */
export function unlockScroll(holder: object): void {
  holders.delete(holder);
  if (holders.size === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
}

const holders = new Set<object>();
let sheet: CSSStyleSheet | undefined;

/** A sheet of ours instead of the page's own styles: nothing has to be remembered, and nothing can be restored wrong. */
function lockSheet(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync('html { overflow: hidden !important; }');
  }
  return sheet;
}

/** Keeps the page from scrolling as long as anyone holds it; where its scroll bar was, its place is kept. */
export function lockScroll(holder: object): void {
  holders.add(holder);
  const lock = lockSheet();
  if (document.adoptedStyleSheets.includes(lock)) return;
  const hasBar = innerWidth > document.documentElement.clientWidth;
  lock.replaceSync(`html { overflow: hidden !important; ${hasBar ? 'scrollbar-gutter: stable;' : ''} }`);
  document.adoptedStyleSheets.push(lock);
}

/** Lets go; the page scrolls again when nobody holds it. */
export function unlockScroll(holder: object): void {
  holders.delete(holder);
  if (holders.size === 0) document.adoptedStyleSheets = document.adoptedStyleSheets.filter(one => one !== sheet);
}

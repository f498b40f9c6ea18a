/** What moves and edits in a field, beside what is written. */
const editing = /^(Backspace|Delete|Enter|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right)|Dead|Process|Unidentified)$/;

const buttons = 'button, summary, a[href], [type=checkbox], [type=radio]';

/** Whether a key does something where it is pressed. Escape, Tab and shortcuts with Ctrl or Cmd are the page's too. */
function isOwn({key, isComposing, defaultPrevented, ctrlKey, metaKey, altKey}: KeyboardEvent, from: Element): boolean {
  // AltGr, which writes, is both.
  const isShortcut = metaKey || ctrlKey !== (ctrlKey && altKey);
  if (isComposing || (defaultPrevented && key !== 'Escape')) return true;
  if (isShortcut) return false;
  if (from.matches(buttons)) return key === 'Enter' || key === ' ';
  return from.matches('input, textarea, select') && (key.length === 1 || editing.test(key));
}

/**
 * Keeps what is typed into an element's own fields from the page, whose one-key shortcuts cannot tell: to them all of it
 * comes from the element itself. The page's own fields in our slots are left to the page.
 */
export function keepKeys(host: Element): void {
  const keep = (event: Event) => {
    const from = event.composedPath()[0];
    if (event.target === host && from !== host && from instanceof Element && isOwn(event as KeyboardEvent, from))
      event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, keep);
}

/** Keys that edit text or move the cursor in a field, besides printable characters. */
const editing = /^(Backspace|Delete|Enter|Home|End|Page(Up|Down)|Arrow(Up|Down|Left|Right)|Dead|Process|Unidentified)$/;

const buttons = 'button, summary, a[href], [type=checkbox], [type=radio]';

/** Whether a key press acts on `from`. Escape, Tab and shortcuts with Ctrl or Cmd still reach the page. */
function isOwn({key, isComposing, defaultPrevented, ctrlKey, metaKey, altKey}: KeyboardEvent, from: Element): boolean {
  // AltGr, which types characters, sets both Ctrl and Alt.
  const isShortcut = metaKey || ctrlKey !== (ctrlKey && altKey);
  if (isComposing || (defaultPrevented && key !== 'Escape')) return true;
  if (isShortcut) return false;
  if (from.matches(buttons)) return key === 'Enter' || key === ' ';
  return from.matches('input, textarea, select') && (key.length === 1 || editing.test(key));
}

/**
 * Stops key events of an element's own fields from reaching the page. Its single-key shortcuts usually ignore keys
 * typed into fields, but see only the host as the event's target. Fields that the site slots in are not affected.
 */
export function keepKeys(host: Element): void {
  const keep = (event: Event) => {
    const from = event.composedPath()[0];
    if (event.target === host && from !== host && from instanceof Element && isOwn(event as KeyboardEvent, from))
      event.stopPropagation();
  };
  for (const type of ['keydown', 'keypress', 'keyup']) host.addEventListener(type, keep);
}

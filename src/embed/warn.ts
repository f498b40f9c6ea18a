const told = new Set<string>();

function once(level: 'warn' | 'error', text: string, cause: unknown): void {
  if (told.has(text)) return;
  told.add(text);
  console[level](`booking-elements: ${text}`, ...(cause === undefined ? [] : [cause]));
}

/** Tells the page's developer what works in another way than asked for, once however many elements it concerns. */
export function warnOnce(text: string, cause?: unknown): void {
  once('warn', text, cause);
}

/** Tells the page's developer of a mistake in the page, once however many elements it concerns. Not for what a visitor can cause. */
export function complainOnce(text: string, cause?: unknown): void {
  once('error', text, cause);
}

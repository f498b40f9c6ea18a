const logged = new Set<string>();

function once(level: 'warn' | 'error', text: string, cause: unknown): void {
  if (logged.has(text)) return;
  logged.add(text);
  console[level](`booking-elements: ${text}`, ...(cause === undefined ? [] : [cause]));
}

/**
 * Warns the site's developer once, however many elements are affected, that something works differently than requested.
 */
export function warnOnce(text: string, cause?: unknown): void {
  once('warn', text, cause);
}

/**
 * Logs a mistake of the site's developer once, however many elements are affected. Not for anything a visitor can
 * cause.
 */
export function complainOnce(text: string, cause?: unknown): void {
  once('error', text, cause);
}

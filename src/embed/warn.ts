const warned = new Set<string>();

/** Tells the page's developer something in the console, once however many elements it concerns. */
export function warnOnce(text: string, cause?: unknown): void {
  if (!warned.has(text)) console.warn(`booking-elements: ${text}`, ...(cause === undefined ? [] : [cause]));
  warned.add(text);
}

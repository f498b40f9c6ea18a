import {longestShown, looseText} from './read.ts';

/**
 * Returns a readable label or placeholder, or `undefined`. Event types created or changed through Cal.com's API have
 * translation keys (`your_name`, `additional_notes`) in place of words, and webhooks repeat them in `responses`; other
 * event types have the field's name (`slug`), an empty text or nothing.
 */
export function readLabel(value: unknown, slug?: unknown): string | undefined {
  const label = looseText(value, longestShown)?.trim();
  return !label || label === slug || /^[a-z\d]+(_[a-z\d]+)+$/.test(label) ? undefined : label;
}

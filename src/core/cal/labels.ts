import {longestShown, looseText} from './read.ts';

/**
 * A label or placeholder that people may read, or `undefined`. Event types made or changed through Cal.com's API carry
 * keys of its translations (`your_name`, `additional_notes`) where the words should be, and webhooks repeat them in
 * `responses`; other event types carry the bare name of the field (`slug`), an empty text or nothing.
 */
export function readLabel(value: unknown, slug?: unknown): string | undefined {
  const label = looseText(value, longestShown)?.trim();
  return !label || label === slug || /^[a-z\d]+(_[a-z\d]+)+$/.test(label) ? undefined : label;
}

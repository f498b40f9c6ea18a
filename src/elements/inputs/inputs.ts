import {tellMistake} from './tell-mistake.ts';

/** What an attribute or a property may be, and what counts in its place when it is something else. */
export type Input = readonly [fits: (value: unknown) => boolean, otherwise?: unknown];

/** By property. */
export type Inputs = Readonly<Record<string, Input>>;

export const isText = (value: unknown): boolean => typeof value === 'string';

export const isCountry = (value: unknown): boolean => typeof value === 'string' && /^[a-z]{2}$/i.test(value);

export const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const oneOf =
  (...names: unknown[]) =>
  (value: unknown): boolean =>
    names.includes(value);

/** A whole number from 1 on, or from another one. */
export const upTo =
  (most: number, least = 1) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** What was last seen of each element. */
const known = new WeakMap<object, Record<string, unknown>>();

/**
 * Looks at what was set on an element since the last time, and replaces what it could not work with: whatever a page
 * writes into its markup, an element is never left half made.
 */
export function checkInputs(element: Element, inputs: Inputs): void {
  const values = element as unknown as Record<string, unknown>;
  const seen = known.get(element) ?? {};
  known.set(element, seen);
  for (const [name, [fits, usual]] of Object.entries(inputs)) {
    const value = values[name];
    const otherwise = fits === isRecord ? {} : usual;
    if (value === otherwise || (name in seen && value === seen[name])) continue;
    // Nothing is no mistake: frameworks and templates set it. But nobody leaves a time zone empty on purpose.
    const isSet = value != null && (value !== '' || name === 'timeZone');
    if (!isSet || !fits(value)) {
      const isLikeText = fits === isText && isSet && typeof value !== 'object';
      values[name] = isLikeText ? String(value) : otherwise;
      if (isSet && fits !== isText) tellMistake('tellInput', element.localName, name, value);
    }
    seen[name] = values[name];
  }
}

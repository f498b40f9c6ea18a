import {tellMistake} from './tell-mistake.ts';

/** A check of a property's value, and the value that replaces an invalid one. */
export type Input = readonly [fits: (value: unknown) => boolean, otherwise?: unknown];

/** Checks by property name. */
export type Inputs = Readonly<Record<string, Input>>;

export const isText = (value: unknown): boolean => typeof value === 'string';

export const isCountry = (value: unknown): boolean => typeof value === 'string' && /^[a-z]{2}$/i.test(value);

export const isRecord = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const oneOf =
  (...names: unknown[]) =>
  (value: unknown): boolean =>
    names.includes(value);

/** Accepts integers from `least` (1 by default) to `most`. */
export const upTo =
  (most: number, least = 1) =>
  (value: unknown): boolean =>
    Number.isInteger(value) && (value as number) >= least && (value as number) <= most;

/** The values of each element that were checked last. */
const known = new WeakMap<object, Record<string, unknown>>();

/**
 * Checks the properties that changed since the last call and replaces invalid values, so that no markup can leave an
 * element half rendered. Invalid values are reported in the console.
 */
export function checkInputs(element: Element, inputs: Inputs): void {
  const values = element as unknown as Record<string, unknown>;
  const seen = known.get(element) ?? {};
  known.set(element, seen);
  for (const [name, [fits, usual]] of Object.entries(inputs)) {
    const value = values[name];
    const otherwise = fits === isRecord ? {} : usual;
    if (value === otherwise || (name in seen && value === seen[name])) continue;
    // Empty values are fine: frameworks and templates set them. An empty time zone is not: nobody sets it on purpose.
    const isSet = value != null && (value !== '' || name === 'timeZone');
    if (!isSet || !fits(value)) {
      const isLikeText = fits === isText && isSet && typeof value !== 'object';
      values[name] = isLikeText ? String(value) : otherwise;
      if (isSet && fits !== isText) tellMistake('tellInput', element.localName, name, value);
    }
    seen[name] = values[name];
  }
}

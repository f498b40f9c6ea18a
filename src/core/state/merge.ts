import {own} from '../model/own.ts';
import type {Instant} from '../model/types.ts';

/** A value and the sender's time of it. */
export interface Dated<Value = string> {
  at: Instant;
  value: Value;
}

/** What `merge` makes of two words; one that is alone is merged with itself, so that lists come out sorted. */
export function mergeKnown<Value>(
  a: Value | undefined,
  b: Value | undefined,
  merge: (a: Value, b: Value) => Value,
): Value | undefined {
  const [first = b, second = a] = [a, b];
  return first === undefined || second === undefined ? undefined : merge(first, second);
}

/** The first of two instants. */
export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** The last of two instants. */
export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** True when one of them is. */
export const either = (a: boolean, b: boolean): boolean => a || b;

/** All that is in one of two lists, each once and sorted. */
const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])].sort();

/** The latest word. Equal times are settled by content, or the result would depend on the order of arrival. */
export function newest<Value>(a: Dated<Value>, b: Dated<Value>): Dated<Value> {
  return `${a.at} ${String(a.value)}` >= `${b.at} ${String(b.value)}` ? a : b;
}

/** One word under each key, whichever order they came in. */
export const firstEach = earliestEach;

/** The first instant under each key. */
export function earliestEach(a: Record<string, Instant>, b: Record<string, Instant>): Record<string, Instant> {
  return Object.fromEntries(
    union(Object.keys(a), Object.keys(b)).map(key => [key, mergeKnown(own(a, key), own(b, key), earliest)!]),
  );
}

/** The latest word under each key. */
export function newestEach<Value>(
  a: Record<string, Dated<Value>>,
  b: Record<string, Dated<Value>>,
): Record<string, Dated<Value>> {
  const keys = union(Object.keys(a), Object.keys(b));
  return Object.fromEntries(keys.map(key => [key, mergeKnown(own(a, key), own(b, key), newest)!]));
}

import {own} from '../model/own.ts';
import type {Instant} from '../model/types.ts';

/** A value with the sender's time. */
export interface Dated<Value = string> {
  at: Instant;
  value: Value;
}

/** Merges two values with `merge`; a single value is merged with itself, so that lists are sorted. */
export function mergeKnown<Value>(
  a: Value | undefined,
  b: Value | undefined,
  merge: (a: Value, b: Value) => Value,
): Value | undefined {
  const [first = b, second = a] = [a, b];
  return first === undefined || second === undefined ? undefined : merge(first, second);
}

/** The earlier of two instants. */
export const earliest = (a: Instant, b: Instant): Instant => (a < b ? a : b);

/** The later of two instants. */
export const latest = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/** Whether one of the two is true. */
export const either = (a: boolean, b: boolean): boolean => a || b;

/** The union of two lists, sorted. */
const union = (a: string[], b: string[]): string[] => [...new Set([...a, ...b])].sort();

/** The newer of two values. Equal times are decided by content, or the result would depend on the order of arrival. */
export function newest<Value>(a: Dated<Value>, b: Dated<Value>): Dated<Value> {
  return `${a.at} ${String(a.value)}` >= `${b.at} ${String(b.value)}` ? a : b;
}

/** One value per key, independent of the order of arrival. */
export const firstEach = earliestEach;

/** The earliest instant per key. */
export function earliestEach(a: Record<string, Instant>, b: Record<string, Instant>): Record<string, Instant> {
  return Object.fromEntries(
    union(Object.keys(a), Object.keys(b)).map(key => [key, mergeKnown(own(a, key), own(b, key), earliest)!]),
  );
}

/** The newest value per key. */
export function newestEach<Value>(
  a: Record<string, Dated<Value>>,
  b: Record<string, Dated<Value>>,
): Record<string, Dated<Value>> {
  const keys = union(Object.keys(a), Object.keys(b));
  return Object.fromEntries(keys.map(key => [key, mergeKnown(own(a, key), own(b, key), newest)!]));
}

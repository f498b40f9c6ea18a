import {BookingError} from '../model/error.ts';
import {toInstant} from '../time/parse-time.ts';
import type {Instant} from '../model/types.ts';

/** A JSON object of unknown content. */
export type Json = Record<string, unknown>;

/** Creates the error for an unexpected answer from Cal.com; names the path, never the value. */
export function wrongShape(path: string, expected: string): BookingError {
  return new BookingError('upstream_shape', `Cal.com's answer has no ${expected} at ${path}.`);
}

/** Whether a value is a JSON object (not an array). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the object itself, or `{}` for anything else: for optional members. */
export function looseObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** Returns the objects in an array; `[]` for anything else. */
export function looseObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/**
 * Maximum characters of a name or title that is shown: browsers take seconds to draw tens of thousands of digits or
 * accents.
 */
export const longestShown = 1_000;

/** Returns the first `longest` characters of a text; `undefined` if it is empty or not a text. */
export function looseText(value: unknown, longest?: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
}

/** Reads an object. Throws `upstream_shape`. */
export function object(value: unknown, path: string): Json {
  if (!isObject(value)) throw wrongShape(path, 'object');
  return value;
}

/** Reads an array. Throws `upstream_shape`. */
export function array(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw wrongShape(path, 'array');
  return value;
}

/** Reads a non-empty text. Throws `upstream_shape`. */
export function text(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') throw wrongShape(path, 'text');
  return value;
}

/** Reads a number above zero. Throws `upstream_shape`. */
export function positive(value: unknown, path: string): number {
  if (typeof value !== 'number' || !(value > 0)) throw wrongShape(path, 'positive number');
  return value;
}

/** Reads an instant with any offset. Throws `upstream_shape`. */
export function instant(value: unknown, path: string): Instant {
  const found = typeof value === 'string' ? toInstant(value) : undefined;
  if (found === undefined) throw wrongShape(path, 'date and time');
  return found;
}

/** Removes members that are `undefined`. */
export function defined<T extends object>(members: {[K in keyof T]: T[K] | undefined}): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

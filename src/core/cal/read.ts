import {BookingError} from '../model/error.ts';
import {toInstant} from '../time/time.ts';
import type {Instant} from '../model/types.ts';

/** A JSON object nothing is known about yet. */
export type Json = Record<string, unknown>;

/** The error for an answer that is not what Cal.com promises; names the place, never the value. */
export function wrongShape(path: string, expected: string): BookingError {
  return new BookingError('upstream_shape', `Cal.com's answer has no ${expected} at ${path}.`);
}

/** Whether a value is a JSON object (not an array). */
export function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object itself, or `{}` for anything else: for members that may be missing. */
export function looseObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

/** The objects of an array; `[]` for anything else. */
export function looseObjects(value: unknown): Json[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}

/** Of a name or a title that is shown no more: browsers take seconds to draw tens of thousands of digits or accents. */
export const longestShown = 1_000;

/** A text that is not empty, its first `longest` characters, or `undefined`. */
export function looseText(value: unknown, longest?: number): string | undefined {
  return typeof value === 'string' && value !== '' ? value.slice(0, longest) : undefined;
}

/** The object at a path. Throws `upstream_shape`. */
export function object(value: unknown, path: string): Json {
  if (!isObject(value)) throw wrongShape(path, 'object');
  return value;
}

/** The array at a path. Throws `upstream_shape`. */
export function array(value: unknown, path: string): unknown[] {
  if (!Array.isArray(value)) throw wrongShape(path, 'array');
  return value;
}

/** The text at a path; not empty. Throws `upstream_shape`. */
export function text(value: unknown, path: string): string {
  if (typeof value !== 'string' || value === '') throw wrongShape(path, 'text');
  return value;
}

/** The number at a path; above zero. Throws `upstream_shape`. */
export function positive(value: unknown, path: string): number {
  if (typeof value !== 'number' || !(value > 0)) throw wrongShape(path, 'positive number');
  return value;
}

/** The instant at a path, whatever offset it is written with. Throws `upstream_shape`. */
export function instant(value: unknown, path: string): Instant {
  const found = typeof value === 'string' ? toInstant(value) : undefined;
  if (found === undefined) throw wrongShape(path, 'date and time');
  return found;
}

/** Leaves out the members that are `undefined`. */
export function defined<T extends object>(members: {[K in keyof T]: T[K] | undefined}): T {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as T;
}

import {toInstant} from '../../core/time/parse-time.ts';
import type {Instant} from '../../core/model/types.ts';

/**
 * A parsed object. Read it through these functions only: a body may contain `__proto__`, and any member may be missing
 * or null.
 */
export type JsonRecord = Record<string, unknown>;

/** The record's own value under `key`, never an inherited one; null counts as missing. */
export function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? undefined) : undefined;
}

/** An own value that is a string. */
export function ownText(record: JsonRecord, key: string): string | undefined {
  const value = own(record, key);
  return typeof value === 'string' ? value : undefined;
}

/** An own value that is a date-time, as an instant in UTC. */
export function ownInstant(record: JsonRecord, key: string): Instant | undefined {
  const text = ownText(record, key);
  return text === undefined ? undefined : toInstant(text);
}

/** An own value that is an object, not an array. */
export function ownRecord(record: JsonRecord, key: string): JsonRecord | undefined {
  const value = own(record, key);
  return isRecord(value) ? value : undefined;
}

/** The objects in an own value that is a list. */
export function ownRecords(record: JsonRecord, key: string): JsonRecord[] {
  const value = own(record, key);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Whether the value is an object and not an array. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own value that can be a booking's uid: short and plain, because it goes into URLs and to browsers. */
export function ownUid(record: JsonRecord, key: string): string | undefined {
  const value = ownText(record, key);
  return value !== undefined && /^[\w-]{1,128}$/.test(value) ? value : undefined;
}

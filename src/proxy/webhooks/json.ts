import {toInstant} from '../../core/time/time.ts';
import type {Instant} from '../../core/model/types.ts';

/** A parsed object. Read through these functions only: a body may hold `__proto__`, and anything may be missing or null. */
export type JsonRecord = Record<string, unknown>;

/** The record's own value under `key`; nothing inherited, and null counts as missing. */
export function own(record: JsonRecord, key: string): unknown {
  return Object.hasOwn(record, key) ? (record[key] ?? undefined) : undefined;
}

/** An own value that is text. */
export function ownText(record: JsonRecord, key: string): string | undefined {
  const value = own(record, key);
  return typeof value === 'string' ? value : undefined;
}

/** An own value that is a date-time, as an instant in UTC. */
export function ownInstant(record: JsonRecord, key: string): Instant | undefined {
  const text = ownText(record, key);
  return text === undefined ? undefined : toInstant(text);
}

/** An own value that is an object and no array. */
export function ownRecord(record: JsonRecord, key: string): JsonRecord | undefined {
  const value = own(record, key);
  return isRecord(value) ? value : undefined;
}

/** The objects in an own value that is a list. */
export function ownRecords(record: JsonRecord, key: string): JsonRecord[] {
  const value = own(record, key);
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

/** Whether it is an object and no array. */
export function isRecord(value: unknown): value is JsonRecord {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** An own value that can be a booking's uid: short and plain, since it goes into addresses and to pages. */
export function ownUid(record: JsonRecord, key: string): string | undefined {
  const value = ownText(record, key);
  return value !== undefined && /^[\w-]{1,128}$/.test(value) ? value : undefined;
}

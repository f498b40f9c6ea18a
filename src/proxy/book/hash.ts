import {createHash} from 'node:crypto';
import {isObject} from '../../core/cal/read.ts';

/** The same hash for equal bodies, regardless of the order of their members. */
export function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body, sortMembers)).digest('hex');
}

function sortMembers(_: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

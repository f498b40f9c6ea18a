import {createHash} from 'node:crypto';
import {isObject} from '../../core/cal/read.ts';

/** The same for bodies that say the same, in whatever order their members are written. */
export function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body, sortMembers)).digest('hex');
}

function sortMembers(_: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

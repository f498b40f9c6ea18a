import type {z} from 'zod';
import {BookingError} from '../../core/error.ts';

/**
 * The value as the schema reads it. Rejects with `invalid_request` and one sentence that names the first member that is
 * wrong; never with what was sent.
 */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BookingError('invalid_request', `${what}: ${describe(issue!)}.`, {status: 400});
}

function describe(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `property ${nameOf([...issue.path, issue.keys[0]!])} should not exist`;
  const name = nameOf(issue.path);
  return name === '' ? issue.message : `${name} ${issue.message}`;
}

function nameOf(path: PropertyKey[]): string {
  return path.map(part => String(part).slice(0, 40).replace(/[^\w.@ -]/g, '?')).join('.');
}

import type {z} from 'zod';
import {BookingError} from '../../../core/model/error.ts';

/**
 * Parses a value with a schema. Rejects with `invalid_request` and one sentence that names the first invalid member,
 * never its value.
 */
export function check<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  throw new BookingError('invalid_request', `${what}: ${describe(issue!)}.`, {status: 400});
}

function describe(issue: z.core.$ZodIssue): string {
  const name = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') return `property ${nameOf([...issue.path, issue.keys[0]!])} should not exist`;
  if (issue.code === 'invalid_key')
    return `the name ${name}${String(issue.path.at(-1)).length > shownLength ? '…' : ''} ${issue.issues[0]?.message ?? issue.message}`;
  // Of a union, report the alternative whose type matches and whose value is only too long or too large.
  const [nearest] =
    issue.code === 'invalid_union' ? issue.errors.filter(([first]) => first && !otherKinds.has(first.code)) : [];
  if (nearest?.[0]) return describe({...nearest[0], path: [...issue.path, ...nearest[0].path]});
  return name === '' ? issue.message : `${name} ${issue.message}`;
}

/** Issue codes that mean the value has another type. */
const otherKinds = new Set<string | undefined>(['invalid_type', 'unrecognized_keys']);

/** The longest part of a member's name that a message repeats. */
const shownLength = 40;

function nameOf(path: PropertyKey[]): string {
  return path
    .map(part =>
      String(part)
        .slice(0, shownLength)
        .replace(/[^\w.@ -]/g, '?'),
    )
    .join('.');
}

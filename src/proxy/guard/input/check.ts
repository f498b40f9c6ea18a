import type {z} from 'zod';
import {BookingError} from '../../../core/model/error.ts';

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
  const name = nameOf(issue.path);
  if (issue.code === 'unrecognized_keys') return `property ${nameOf([...issue.path, issue.keys[0]!])} should not exist`;
  if (issue.code === 'invalid_key')
    return `the name ${name}${String(issue.path.at(-1)).length > shownLength ? '…' : ''} ${issue.issues[0]?.message ?? issue.message}`;
  // Of the kinds a value may be of it is one, and only too long or too large for it.
  const [nearest] =
    issue.code === 'invalid_union' ? issue.errors.filter(([first]) => first && !otherKinds.has(first.code)) : [];
  if (nearest?.[0]) return describe({...nearest[0], path: [...issue.path, ...nearest[0].path]});
  return name === '' ? issue.message : `${name} ${issue.message}`;
}

/** What is wrong with a value of another kind. */
const otherKinds = new Set<string | undefined>(['invalid_type', 'unrecognized_keys']);

/** How much of a member's name is repeated. */
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

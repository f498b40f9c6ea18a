import {z} from 'zod';
import type {RunFilter} from '../../engine/history.ts';
import {check} from './check.ts';
import {start, text} from './fields.ts';

const id = text(40).regex(/^[\w-]+$/, 'is not the id of a run');
const ids = z.array(id, 'must be a list of ids').min(1, 'must not be empty').max(500, 'must have 500 ids at most');
const uid = text(128).regex(/^[\w-]+$/, "is not a booking's uid");
const effect = text(40).regex(/^[\w-]+$/, 'is not the name of an effect');

const filter = z.object({
  effect: effect.optional(),
  state: z.enum(['waiting', 'active', 'done', 'failed', 'cancelled'], 'is not the state of a run').optional(),
  uid: uid.optional(),
  reason: text(500).optional(),
  status: text(3)
    .regex(/^\d{3}$/, 'must be an HTTP status such as 503')
    .transform(Number)
    .optional(),
  before: start.transform(text => Date.parse(text)).optional(),
  limit: text(3)
    .regex(/^\d+$/, 'must be a number')
    .transform(Number)
    .refine(value => value >= 1 && value <= 500, 'must be from 1 to 500')
    .optional(),
});
const replay = z.strictObject({ids, fresh: z.boolean('must be true or false').optional()});
const cancel = z.strictObject({ids});
const test = z.strictObject({uid});

/** Reads which runs are meant from a query or a form. Rejects with `invalid_request`, like the others. */
export function readRunFilter(query: Record<string, string>): RunFilter {
  const read = Object.entries(check(filter, query, 'The runs cannot be listed'));
  return Object.fromEntries(read.filter(([, value]) => value !== undefined));
}

export function readReplayBody(json: unknown) {
  return check(replay, json, 'Nothing can be replayed');
}

export function readCancelBody(json: unknown) {
  return check(cancel, json, 'Nothing can be cancelled');
}

export function readTestBody(json: unknown) {
  return check(test, json, 'The effect cannot be tested');
}

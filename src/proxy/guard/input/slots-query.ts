import {z} from 'zod';
import type {EventTypeRef} from '../../../core/model/types.ts';
import {readEventTypeRef} from './booking-body.ts';
import {check} from './check.ts';
import {slug, text, timeZone} from './fields.ts';

const dayMs = 24 * 60 * 60_000;
const maxDays = 70;

const date = text(40).refine(
  value =>
    /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:?\d\d)?)?$/.test(value) &&
    !Number.isNaN(Date.parse(value)),
  'must be an ISO 8601 date, such as 2026-11-23 or 2026-11-23T00:00:00Z',
);

const range = {
  start: date,
  end: date,
  duration: text(4)
    .regex(/^[1-9]\d*$/, 'must be minutes')
    .optional(),
};

const slotsQuery = z
  .strictObject({
    ...range,
    eventTypeId: text(15)
      .regex(/^[1-9]\d*$/, 'must be a whole number')
      .transform(Number)
      .optional(),
    eventTypeSlug: slug.optional(),
    username: slug.optional(),
    teamSlug: slug.optional(),
    timeZone: timeZone.optional(),
    format: z.enum(['time', 'range'], 'must be time or range').optional(),
    bookingUidToReschedule: text(64)
      .regex(/^[\w-]+$/, "is not a booking's uid")
      .optional(),
  })
  .superRefine(checkRange);

const firstSlots = z.strictObject({...range, include: z.literal('slots', 'can only be slots')}).superRefine(checkRange);

function checkRange({start, end}: {start: string; end: string}, context: z.RefinementCtx): void {
  // An end without a time includes that whole day.
  const lengthMs = Date.parse(end) + (end.length === 10 ? dayMs : 0) - Date.parse(start);
  const refuse = (message: string) => context.addIssue({code: 'custom', message, path: ['end']});
  if (lengthMs <= 0) refuse('must be after start');
  else if (lengthMs > maxDays * dayMs) refuse(`must be within ${maxDays} days of start`);
}

/** Reads the query of GET /v2/slots; `query` goes to Cal.com. Rejects with `invalid_request`. */
export function readSlotsQuery(given: Record<string, string>): {ref: EventTypeRef; query: Record<string, string>} {
  const {eventTypeId, eventTypeSlug, username, teamSlug} = check(slotsQuery, given, 'The slots cannot be read');
  return {
    ref: readEventTypeRef({eventTypeId, eventTypeSlug, username, teamSlug}, 'The slots cannot be read'),
    query: given,
  };
}

/**
 * Reads the query that requests an event type's first slots with it; undefined without it. Rejects with
 * `invalid_request`.
 */
export function readFirstSlots({
  include,
  start,
  end,
  duration,
}: Record<string, string>): Record<string, string> | undefined {
  if (include === undefined) return undefined;
  const given = Object.fromEntries(
    Object.entries({include, start, end, duration}).filter(([, value]) => value !== undefined),
  );
  const {include: _, ...query} = check(firstSlots, given, 'The slots cannot be read');
  return Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined));
}

import {z} from 'zod';
import {withoutReserved} from '../../../core/model/reserved.ts';
import type {EventTypeRef} from '../../../core/model/types.ts';
import {check} from './check.ts';
import {count, email, phoneNumber, slug, start, text, timeZone} from './fields.ts';

const maxMetadata = 48;

// Cal.com limits only metadata (cal-api.md §2.5). The other limits are above what its forms can send.
const attendee = z
  .strictObject(
    {
      name: text(1_000),
      timeZone,
      email: email.optional(),
      phoneNumber: phoneNumber.optional(),
      language: text(35).optional(),
    },
    'must be an object',
  )
  .refine(
    ({email: given, phoneNumber: phone}) => given !== undefined || phone !== undefined,
    'needs an email or a phoneNumber',
  );

const location = z.strictObject(
  {
    type: text(40),
    integration: text(200).optional(),
    phone: phoneNumber.optional(),
    address: text(2_000).optional(),
    location: text(2_000).optional(),
  },
  'must be an object with a type',
);

/** Limits the number of entries before anything else is validated. */
function atMost(most: number, entries: string) {
  const sizeOf = (value: unknown) => (typeof value === 'object' && value !== null ? Object.keys(value).length : 0);
  return z
    .unknown()
    .refine(value => sizeOf(value) <= most, {error: `must not have more than ${most} ${entries}`, abort: true});
}

const choices = atMost(500, 'entries').pipe(z.array(text(20_000)));

const answer = z.union(
  [text(20_000, 0), z.number(), z.boolean(), choices],
  'must be a string, a number, a boolean or a list of strings',
);

// Cal.com accepts numbers and booleans too, but returns strings only.
const metadataValue = z
  .union([z.string(), z.number(), z.boolean()], 'must be a string')
  .transform(String)
  .refine(value => value.length <= 500, 'must not have more than 500 characters');

// Reserved keys do not count; they are removed below.
const metadata = atMost(500, 'keys')
  .pipe(z.record(text(40), metadataValue, 'must be an object'))
  .transform(withoutReserved<string>)
  .refine(own => Object.keys(own).length <= maxMetadata, `must not have more than ${maxMetadata} keys`);

const body = z.strictObject({
  start,
  eventTypeId: count.optional(),
  eventTypeSlug: slug.optional(),
  username: slug.optional(),
  teamSlug: slug.optional(),
  attendee,
  bookingFieldsResponses: atMost(500, 'answers')
    .pipe(z.record(text(200), answer, 'must be an object'))
    .optional(),
  guests: atMost(30, 'addresses').pipe(z.array(email, 'must be a list of e-mail addresses')).optional(),
  location: location.optional(),
  metadata: metadata.optional(),
  lengthInMinutes: count.optional(),
  recurrenceCount: count.max(1_000, 'must not be more than 1000').optional(),
  emailVerificationCode: text(20).optional(),
});

type Body = z.output<typeof body>;

/** A requested booking; `rest` is what goes to Cal.com besides the event type. */
export interface BookingBody {
  ref: EventTypeRef;
  rest: Omit<Body, 'eventTypeId' | 'eventTypeSlug' | 'username' | 'teamSlug'>;
}

/** Reads the body of POST /v2/bookings: Cal.com's members only, each with a limit. Rejects with `invalid_request`. */
export function readBookingBody(json: unknown): BookingBody {
  const {eventTypeId, eventTypeSlug, username, teamSlug, ...rest} = check(body, json, 'The booking cannot be made');
  return {ref: readEventTypeRef({eventTypeId, eventTypeSlug, username, teamSlug}, 'The booking cannot be made'), rest};
}

const refSchema = z.union(
  [
    z.strictObject({eventTypeId: count}).transform(({eventTypeId}): EventTypeRef => ({kind: 'id', id: eventTypeId})),
    z
      .strictObject({eventTypeSlug: slug, username: slug})
      .transform(({eventTypeSlug, username}): EventTypeRef => ({kind: 'user', username, slug: eventTypeSlug})),
    z
      .strictObject({eventTypeSlug: slug, teamSlug: slug})
      .transform(({eventTypeSlug, teamSlug}): EventTypeRef => ({kind: 'team', team: teamSlug, slug: eventTypeSlug})),
  ],
  'name the event type in one way: eventTypeId, or eventTypeSlug with username or teamSlug',
);

/** Reads the event type a request names in one of Cal.com's ways. `what` begins the error message. */
export function readEventTypeRef(members: Record<string, unknown>, what: string): EventTypeRef {
  return check(refSchema, Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)), what);
}

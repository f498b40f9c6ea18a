import {emailRefusals, findBySlug, findEventType, findPerson, findTeam} from '../../world/data.ts';
import {book, type Booked} from '../../world/desk.ts';
import {exception} from '../../errors.ts';
import type {EventTypeRow, Person} from '../../world/model.ts';
import {checkBookingBody} from './booking-body.ts';
import {checkAllFields, checkCustomFields} from './booking-fields.ts';
import {chooseLocation} from './booking-location.ts';
import {bookingOutput} from './booking-output.ts';
import {isHost} from './booking-reads.ts';
import type {Call, Handler} from '../call.ts';

function identify(body: Record<string, unknown>): EventTypeRow {
  const {eventTypeId, eventTypeSlug, username, teamSlug} = body as {
    eventTypeId?: number;
    eventTypeSlug?: string;
    username?: string;
    teamSlug?: string;
  };
  if (eventTypeId !== undefined) {
    const row = findEventType(eventTypeId);
    if (!row) throw exception(404, `Event type with id=${eventTypeId} not found`);
    return row;
  }
  if (!eventTypeSlug || (!username && !teamSlug)) {
    throw exception(400, 'Either eventTypeId or eventTypeSlug + username or eventTypeSlug + teamSlug must be provided');
  }
  const isElsewhere = body['organizationSlug'] !== undefined && body['organizationSlug'] !== 'acme';
  if (username && (isElsewhere || !findPerson(username)))
    throw exception(404, `User with username ${username} not found`);
  if (!username && (isElsewhere || !findTeam(teamSlug!))) throw exception(404, `Team with slug ${teamSlug} not found`);
  const row = findBySlug(username ? {username} : {team: teamSlug}, eventTypeSlug);
  if (!row)
    throw exception(
      404,
      `Event type with slug ${eventTypeSlug} belonging to ${username ? `user ${username}` : `team ${teamSlug}`} not found`,
    );
  return row;
}

function checkAccess(row: EventTypeRow, caller: Person | undefined) {
  if (!row.requiresAuthentication) return;
  if (!caller)
    throw exception(401, 'checkBookingRequiresAuthentication - booking is only allowed for authenticated users');
  if (!row.hosts.includes(caller.username))
    throw exception(403, 'checkBookingRequiresAuthentication - user is not authorized to book this event type');
}

function lengthOf(row: EventTypeRow, requested: unknown): number {
  if (requested === undefined) return row.minutes;
  if (!row.options)
    throw exception(
      400,
      "Can't specify 'lengthInMinutes' because event type does not have multiple possible lengths. Please, " +
        "remove the 'lengthInMinutes' field from the request.",
    );
  if (!row.options.includes(requested as number))
    throw exception(
      400,
      `Provided 'lengthInMinutes' is not one of the possible lengths for the event type. The possible lengths are: ${row.options.join(', ')}`,
    );
  return requested as number;
}

function checkCount(row: EventTypeRow, count: unknown) {
  // Ignored for an event type without recurrence (cal-real.md 11).
  if (count === undefined || !row.recurrence) return;
  if ((count as number) > row.recurrence.occurrences)
    throw exception(400, `recurrenceCount must be less than or equal to ${row.recurrence.occurrences}`);
}

/** Books a checked body. The event type decides whether this creates a booking, a series or a seat. */
export async function place({
  world,
  announce,
  body,
  caller,
}: Pick<Call, 'world' | 'announce' | 'body' | 'caller'>): Promise<Booked> {
  const row = identify(body);
  checkAccess(row, caller);
  checkCount(row, body['recurrenceCount']);
  const minutes = lengthOf(row, body['lengthInMinutes']);
  const given = body['attendee'] as {
    name: string;
    email?: string;
    phoneNumber?: string;
    timeZone: string;
    language?: string;
  };
  const responses = (body['bookingFieldsResponses'] ?? {}) as Record<string, unknown>;
  // Guests who must not be invited are dropped silently.
  const guests = ((body['guests'] ?? []) as string[]).filter(each => !(each in emailRefusals));
  const {numberAnswers} = world.options;
  checkCustomFields(row, responses, numberAnswers);
  if (row.phoneOnly && !given.phoneNumber)
    throw exception(
      400,
      'Missing attendee phone number - it is required by the event type. Pass it as "attendee.phoneNumber" ' +
        'string in the request.',
    );
  const location = chooseLocation(row, body['location']);
  checkAllFields(
    row,
    {...responses, name: given.name, email: given.email, attendeePhoneNumber: given.phoneNumber, guests},
    numberAnswers,
  );
  // An attendee known only by phone gets an address derived from the number.
  const email = given.email ?? `${given.phoneNumber!.slice(1)}@sms.cal.com`;
  const start = String(body['start']);
  return book(world, announce, {
    row,
    minutes,
    guests,
    responses,
    location,
    start: Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(start) ? start : `${start}Z`),
    attendee: {
      name: given.name,
      email,
      timeZone: given.timeZone,
      language: given.language ?? 'en',
      ...(given.phoneNumber ? {phoneNumber: given.phoneNumber} : {}),
    },
    metadata: Object.fromEntries(Object.entries((body['metadata'] ?? {}) as Record<string, string>)),
    ...(body['recurrenceCount'] === undefined ? {} : {count: body['recurrenceCount'] as number}),
    ...(body['emailVerificationCode'] === undefined ? {} : {emailCode: String(body['emailVerificationCode'])}),
  });
}

/** POST /v2/bookings: returns a booking, an array of occurrences, or a booking with the visitor's seat. */
export const createBooking: Handler = async call => {
  const {world, body, caller} = call;
  checkBookingBody(body);
  const {bookings, seat} = await place(call);
  const shown = bookings.map(booking => bookingOutput(world, booking, {seat, seatsVisible: isHost(caller, booking)}));
  return {status: 201, data: bookings[0]!.row.recurrence ? shown : shown[0]};
};

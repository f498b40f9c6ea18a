import {decodeBookings} from '../../core/cal/booking.ts';
import {bookingRequest} from '../../core/cal/requests/booking-requests.ts';
import {bookWithNumbers, NumbersRefused} from '../../core/cal/requests/numbers.ts';
import {isObject, looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {phoneSlug} from '../../core/flow/questions.ts';
import {own} from '../../core/model/own.ts';
import {addMinutes} from '../../core/time/time.ts';
import type {EventType, Instant} from '../../core/model/types.ts';
import {attemptKey, refKey} from '../../core/model/wire.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import {LostAnswer, type Upstream} from '../cal/upstream/upstream.ts';

/** A request to book as it goes to Cal.com, without the attempt's id. */
export interface BookingRequest {
  eventType: EventType;
  start: Instant;
  email?: string | undefined;
  durationMinutes?: number | undefined;
  body: Json;
}

/** The kit's marks in a booking's metadata; a lost booking is found by them. */
export interface Marks {
  /** The attempt's id. */
  attempt: string;
  /** The live session that waits for the booking. Its `ref` is written into the metadata. */
  session: {ref: string; rid: string};
}

/** Sends the booking. Uses the owner's key only if the event type requires it. Resolves with Cal.com's `data`. */
export async function postBooking(
  upstream: Upstream,
  {eventType, body}: BookingRequest,
  {attempt, session}: Marks,
): Promise<unknown> {
  const metadata = {...looseObject(body['metadata']), [refKey]: session.ref, [attemptKey]: attempt};
  const send = (members: Json) =>
    upstream.send(
      {method: 'POST', path: '/v2/bookings', body: {...members, metadata}, version: apiVersions.bookings},
      {withKey: eventType.requiresAuthentication === true, priority: 'booking'},
    );
  try {
    return readDone(await bookWithNumbers(body, eventType, send));
  } catch (error) {
    throw ofQuestions(error, eventType, body);
  }
}

/** Cal.com requires an answer the form does not ask for, or accepts none: no input of the visitor can succeed. */
export class Unanswerable extends BookingError {}

/** The form's own fields, besides the event type's questions. */
const ownFields = ['name', 'email', 'guests', 'location', phoneSlug, 'title', 'notes', 'rescheduleReason'];

/**
 * The rejection, reduced to the event type's questions: other names in Cal.com's text do not concern visitors. The uid
 * of a conflicting booking is removed too, because anyone can type someone else's e-mail address.
 */
function ofQuestions(error: unknown, {questions}: EventType, body: Json): unknown {
  if (!isBookingError(error)) return error;
  const {status: was = 400} = error;
  if (error.uid !== undefined) return new BookingError(error.code, error.message, {status: was, cause: error});
  if (error.fields === undefined) return error;
  const known = new Set([...ownFields, ...questions.filter(({hidden}) => !hidden).map(({slug}) => slug)]);
  const {code, message, status} = error;
  const given = Object.entries(error.fields);
  const fields = Object.fromEntries(given.filter(([slug]) => known.has(slug)));
  const isAskedUnseen = given.some(([slug, reason]) => reason === 'required' && !known.has(slug));
  // Cal.com gives the same message for a value that is not a number and for a required 0, which it treats as missing.
  const answers = looseObject(body['bookingFieldsResponses']);
  const numbers = questions.filter(({type}) => type === 'number').map(({slug}) => own(answers, slug));
  const areNumbers = numbers.every(value => value !== 0 && ['number', 'undefined'].includes(typeof value));
  const Refusal = isAskedUnseen || (error instanceof NumbersRefused && areNumbers) ? Unanswerable : BookingError;
  return new Refusal(code, message, {...(status === undefined ? {} : {status}), fields, cause: error});
}

/** The `data` of a write's answer. Throws `LostAnswer` if it is not a booking: the write was done nevertheless. */
export function readDone(json: Json): unknown {
  try {
    decodeBookings(json);
  } catch (cause) {
    // Without Cal.com's envelope the answer may not even come from Cal.com.
    throw new LostAnswer(json['status'] === 'success', cause);
  }
  return json['data'];
}

/**
 * The part of `data` that belongs to the attempt; undefined if none does. Cal.com answers a second request of a person
 * for the same time with the existing booking (cal-api.md §6); only the attempt's id in it shows whose it is.
 */
export function ownPartOf(data: unknown, attempt: string): unknown {
  if (!Array.isArray(data)) return ownPart(looseObject(data), attempt)[0];
  const own = looseObjects(data).flatMap(booking => ownPart(booking, attempt));
  return own.length > 0 ? own : undefined;
}

/** Whether an answer does not show whose booking it is: with seats, Cal.com may hide who has which. */
export function isOpenWhose(data: unknown): boolean {
  const [first = {}] = Array.isArray(data) ? looseObjects(data) : [looseObject(data)];
  return !isObject(first['metadata']) || looseText(first['seatUid']) !== undefined;
}

/**
 * Reads a booking that a webhook reported, if it is the attempt's. Without seats only: an answer does not show the
 * seat.
 */
export async function readOwnBooking(upstream: Upstream, uid: string, attempt: string): Promise<unknown> {
  const read = async (name: string) => (await upstream.send(bookingRequest(name), {priority: 'booking'}))['data'];
  const found = looseObject(await read(uid));
  if (Array.isArray(found['attendees']) && 'seatUid' in looseObject(found['attendees'][0])) return undefined;
  if (ownPart(found, attempt).length === 0) return undefined;
  const seriesUid = looseText(found['recurringBookingUid']);
  const data = seriesUid === undefined ? found : ownPartOf(await read(seriesUid), attempt);
  decodeBookings({data});
  return data;
}

/**
 * Searches with the owner's key for the booking of an attempt. Resolves with Cal.com's `data`, or undefined if none.
 */
export async function findBooking(
  upstream: Upstream,
  request: BookingRequest,
  attempt: string,
  priority: Priority,
): Promise<unknown> {
  const {eventType, start, email, durationMinutes} = request;
  const isRecurring = eventType.recurrence !== undefined;
  const end = addMinutes(start, durationMinutes ?? eventType.durations[0]!);
  const query = {
    eventTypeId: String(eventType.id),
    ...(email === undefined ? {} : {attendeeEmail: email}),
    afterStart: addMinutes(start, -1),
    ...(isRecurring ? {} : {beforeEnd: addMinutes(end, 1)}),
    sortCreated: 'desc',
    take: isRecurring ? '100' : '10',
  };
  const {data} = await upstream.send(
    {method: 'GET', path: '/v2/bookings', query, version: apiVersions.bookings},
    {withKey: true, priority},
  );
  const found = looseObjects(data).flatMap(booking => ownPart(booking, attempt));
  if (found.length === 0) return undefined;
  const series = found.sort((a, b) => (String(a['start']) < String(b['start']) ? -1 : 1));
  const result = isRecurring ? series : found[0];
  decodeBookings({data: result});
  return result;
}

/** The booking itself, or with seats the attempt's part of it. */
function ownPart(booking: Json, attempt: string): Json[] {
  const seat = looseObjects(booking['attendees']).find(
    attendee => looseObject(attendee['metadata'])[attemptKey] === attempt,
  );
  if (seat) return [{...booking, seatUid: seat['seatUid'], metadata: seat['metadata']}];
  return looseObject(booking['metadata'])[attemptKey] === attempt ? [booking] : [];
}

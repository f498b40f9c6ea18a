import type {BookingFacts} from '../../core/facts.ts';
import {toInstant} from '../../core/time.ts';
import type {Instant} from '../../core/types.ts';
import type {FactPatch} from '../store/store.ts';
import {own, ownText, ownUid, type JsonRecord} from './json.ts';

/** One event of one booking, located but not interpreted. */
export interface BookingEvent {
  trigger: string;
  uid: string;
  /** When it happened. */
  at: Instant;
  /** How old the booking's details in it are. */
  detailsAt: Instant;
  booking: JsonRecord;
}

/**
 * What each trigger says about its booking. `payload.status` is left alone: it says ACCEPTED for a payment that was
 * only begun, CANCELLED for one seat of many, and is missing elsewhere. Triggers that are not here (no-shows,
 * recordings, reports, those of tomorrow) change nothing.
 */
const readers = new Map<string, (event: BookingEvent) => BookingFacts>([
  ['BOOKING_REQUESTED', ({at}) => ({requestedAt: at})],
  ['BOOKING_PAYMENT_INITIATED', ({at}) => ({awaitingPaymentAt: at})],
  ['BOOKING_PAID', ({at, booking}) => ({paidAt: at, ...(own(booking, 'requiresConfirmation') === true ? {needsApproval: true} : {})})],
  ['BOOKING_CREATED', ({at}) => ({acceptedAt: at})],
  ['BOOKING_RESCHEDULED', ({at}) => ({acceptedAt: at})],
  ['BOOKING_REJECTED', ({at}) => ({rejectedAt: at})],
  ['BOOKING_CANCELLED', readCancellation],
  ['BOOKING_LOCATION_UPDATED', ({at}) => ({impliedAt: at})],
  ['BOOKING_REASSIGNED', ({at}) => ({impliedAt: at})],
  ['MEETING_STARTED', ({at}) => ({impliedAt: at, startedAt: at})],
  ['MEETING_ENDED', ({at}) => ({impliedAt: at, endedAt: at})],
  ['INSTANT_MEETING', ({at}) => ({awaitingHostAt: at})],
  ['INSTANT_MEETING_ACCEPTED', ({at}) => ({acceptedAt: at})],
]);

/** What the event adds to the facts of its booking, and of the booking it replaces. */
export function patchesOf(event: BookingEvent): FactPatch[] {
  const read = readers.get(event.trigger);
  if (!read) return [];
  return [{uid: event.uid, facts: {...read(event), ...readTimes(event)}}, ...replacedBy(event)];
}

function readCancellation({at, booking}: BookingEvent): BookingFacts {
  const seat = cancelledSeat(booking);
  if (seat !== undefined) return {seatsGone: [seat], impliedAt: at};
  return {cancelledAt: at, ...(own(booking, 'requestReschedule') === true ? {rescheduleExpected: true} : {})};
}

// One seat given back looks like the end of the whole booking, down to `status: CANCELLED` and the shared uid. Only
// then is the attendee a row of the database, with an id.
function cancelledSeat(booking: JsonRecord): string | undefined {
  if (!isSeated(booking)) return undefined;
  const attendees = own(booking, 'attendees');
  const attendee: unknown = Array.isArray(attendees) ? attendees[0] : undefined;
  const id = typeof attendee === 'object' && attendee !== null ? own(attendee as JsonRecord, 'id') : undefined;
  return ownText(booking, 'attendeeSeatId') ?? (id === undefined ? undefined : `attendee:${String(id)}`);
}

// A reschedule sends no cancellation of the old booking. With seats only one of them may have moved: the old booking
// and those who stay in it hear nothing.
function replacedBy({trigger, uid, at, booking}: BookingEvent): FactPatch[] {
  if (trigger !== 'BOOKING_RESCHEDULED' && trigger !== 'BOOKING_REQUESTED') return [];
  const old = ownUid(booking, 'rescheduleUid');
  if (old === undefined || old === uid || isSeated(booking)) return [];
  return [{uid: old, facts: {supersededBy: uid, supersededAt: at}}];
}

function isSeated(booking: JsonRecord): boolean {
  return own(booking, 'seatsPerTimeSlot') !== undefined;
}

// Cal.com writes the same instant as `Z`, `.000Z` and with an offset, depending on the trigger.
function readTimes({detailsAt, booking}: BookingEvent): Pick<BookingFacts, 'start' | 'end'> {
  const start = toInstant(ownText(booking, 'startTime') ?? '');
  const end = toInstant(ownText(booking, 'endTime') ?? '');
  return {...(start ? {start: {at: detailsAt, value: start}} : {}), ...(end ? {end: {at: detailsAt, value: end}} : {})};
}

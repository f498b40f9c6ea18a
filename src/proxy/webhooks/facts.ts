import {hash} from 'node:crypto';
import type {BookingFacts} from '../../core/state/facts.ts';
import type {SeatState} from '../../core/state/seat.ts';
import type {Instant} from '../../core/model/types.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {FactPatch} from '../store/store.ts';
import {own, ownInstant, ownRecord, ownRecords, ownText, ownUid, type JsonRecord} from './json.ts';

/** A located but uninterpreted event of one booking. */
export interface BookingEvent {
  trigger: string;
  uid: string;
  /** When it happened. */
  at: Instant;
  /** When the booking's details in it were current. */
  detailsAt: Instant;
  booking: JsonRecord;
}

type Read = (event: BookingEvent) => BookingFacts;

/**
 * What each trigger says about a booking's state. `payload.status` is ignored: it is ACCEPTED for a payment that has
 * only begun, CANCELLED for one seat of many, and missing elsewhere.
 */
const stateReaders = new Map<string, Read>([
  ['BOOKING_REQUESTED', event => ({requestedAt: event.at, ...readSeat(event)})],
  ['BOOKING_PAYMENT_INITIATED', ({at}) => ({awaitingPaymentAt: at})],
  [
    'BOOKING_PAID',
    ({at, booking}) => ({paidAt: at, ...(own(booking, 'requiresConfirmation') === true ? {needsApproval: true} : {})}),
  ],
  ['BOOKING_CREATED', event => ({acceptedAt: event.at, ...readSeat(event)})],
  ['BOOKING_RESCHEDULED', event => ({acceptedAt: event.at, ...readSeat(event)})],
  ['BOOKING_REJECTED', ({at}) => ({rejectedAt: at})],
  ['BOOKING_CANCELLED', readCancellation],
  ['BOOKING_LOCATION_UPDATED', ({at}) => ({impliedAt: at})],
  ['BOOKING_REASSIGNED', ({at}) => ({impliedAt: at})],
  ['MEETING_STARTED', ({at}) => ({impliedAt: at, startedAt: at})],
  ['MEETING_ENDED', ({at}) => ({impliedAt: at, endedAt: at})],
  ['INSTANT_MEETING', ({at}) => ({awaitingHostAt: at})],
  ['INSTANT_MEETING_ACCEPTED', ({at}) => ({acceptedAt: at})],
]);

/** Triggers that do not change the state. Triggers in neither list (reports, future ones) contribute nothing. */
const sideReaders = new Map<string, Read>([
  ['BOOKING_NO_SHOW_UPDATED', readNoShows],
  ['AFTER_HOSTS_CAL_VIDEO_NO_SHOW', ({at}) => ({hostAbsentAt: at})],
  ['AFTER_GUESTS_CAL_VIDEO_NO_SHOW', ({at}) => ({guestAbsentAt: at})],
  ['RECORDING_READY', ({at}) => ({recordedAt: at})],
  ['RECORDING_TRANSCRIPTION_GENERATED', ({at}) => ({transcribedAt: at})],
  // Its payload is undocumented, but a calendar that rejected the booking is worth a check.
  ['CALENDAR_ENTRY_REJECTED', ({at}) => ({doubtedAt: at})],
]);

/** Whether the trigger determines its booking's state. */
export function determinesState(trigger: string): boolean {
  return stateReaders.has(trigger);
}

/** Whether the trigger is about a booking, which its payload then names. Unknown for an undocumented trigger. */
export function isAboutBooking(trigger: string): boolean {
  return stateReaders.has(trigger) || sideReaders.has(trigger);
}

/** The facts an event adds to its booking and to the booking it replaces. */
export function patchesOf(event: BookingEvent): FactPatch[] {
  const {trigger, uid} = event;
  const side = sideReaders.get(trigger)?.(event);
  if (side) return [{uid, facts: side}];
  const read = stateReaders.get(trigger);
  if (!read) return [];
  return [{uid, facts: {...read(event), ...readSeries(event), ...readDetails(event)}}, ...replacedBy(event)];
}

// The cancellation of one seat looks like that of the whole booking, down to `status: CANCELLED` and the shared uid.
// Only for a seat is the attendee a database row, with an id. That is a hint, so Cal.com has to be asked.
function readCancellation({at, booking}: BookingEvent): BookingFacts {
  const isMove = own(booking, 'requestReschedule') === true ? {rescheduleExpected: true} : {};
  if (!isSeated(booking)) return {cancelledAt: at, ...isMove};
  const [attendee] = ownRecords(booking, 'attendees');
  const row = attendee && own(attendee, 'id');
  const seat = ownText(booking, 'attendeeSeatId') ?? (row === undefined ? undefined : `attendee:${String(row)}`);
  return seat === undefined
    ? {unsureCancelledAt: at, doubtedAt: at, ...isMove}
    : {...seatState(seat, at, 'left'), impliedAt: at, doubtedAt: at};
}

function readSeat({at, booking}: BookingEvent): BookingFacts {
  const seat = ownText(booking, 'attendeeSeatId');
  return isSeated(booking) && seat !== undefined ? seatState(seat, at, 'here') : {};
}

function seatState(seat: string, at: Instant, value: SeatState): BookingFacts {
  const taken = value === 'here' ? {seatTakenAt: Object.fromEntries([[seat, at]])} : {};
  return {seatStates: Object.fromEntries([[seat, {at, value}]]), ...taken};
}

function readSeries({booking}: BookingEvent): BookingFacts {
  return own(booking, 'recurringEvent') !== undefined || own(booking, 'recurringEventId') !== undefined
    ? {recurring: true}
    : {};
}

// Facts contain no personal data: a hash is enough to distinguish attendees.
function readNoShows({at, booking}: BookingEvent): BookingFacts {
  const marks = ownRecords(booking, 'attendees').flatMap(attendee => {
    const email = ownText(attendee, 'email');
    const value = own(attendee, 'noShow');
    return email === undefined || typeof value !== 'boolean' ? [] : [[digest(email), {at, value}] as const];
  });
  return marks.length > 0 ? {noShows: Object.fromEntries(marks)} : {};
}

// A reschedule sends no cancellation of the old booking. With seats only one of them may have moved: the remaining
// attendees get no event, and only Cal.com knows whether there are any.
function replacedBy({trigger, uid, at, booking}: BookingEvent): FactPatch[] {
  if (trigger !== 'BOOKING_RESCHEDULED' && trigger !== 'BOOKING_REQUESTED') return [];
  const old = ownUid(booking, 'rescheduleUid');
  if (old === undefined || old === uid) return [];
  if (!isSeated(booking)) return [{uid: old, facts: {supersededBy: uid, supersededAt: at}}];
  const seat = ownText(booking, 'attendeeSeatId');
  return [{uid: old, facts: {doubtedAt: at, ...(seat === undefined ? {} : seatState(seat, at, `moved ${uid}`))}}];
}

/** The patch without the join link, for owners who do not show it. */
export function withoutJoinLink({uid, facts: {joinUrl: _, ...facts}}: FactPatch): FactPatch {
  return {uid, facts};
}

function isSeated(booking: JsonRecord): boolean {
  return own(booking, 'seatsPerTimeSlot') !== undefined;
}

// Cal.com writes the same instant as `Z`, `.000Z` and with an offset, depending on the trigger.
function readDetails({detailsAt: at, booking}: BookingEvent): Pick<BookingFacts, 'start' | 'end' | 'joinUrl'> {
  const start = ownInstant(booking, 'startTime');
  const end = ownInstant(booking, 'endTime');
  const joinUrl = readJoinUrl(booking);
  return {
    ...(start ? {start: {at, value: start}} : {}),
    ...(end ? {end: {at, value: end}} : {}),
    ...(joinUrl ? {joinUrl: {at, value: joinUrl}} : {}),
  };
}

// The location comes from the calendar; the metadata's link can be anything the booker wrote. `videoCallData` is not
// used: its address may open the call as another person.
function readJoinUrl(booking: JsonRecord): string | undefined {
  const metadata = ownRecord(booking, 'metadata');
  return [ownText(booking, 'location'), metadata && ownText(metadata, 'videoCallUrl')].map(toWebAddress).find(Boolean);
}

function toWebAddress(text: string | undefined): string | undefined {
  return text !== undefined && text.length <= 1000 && toLink(text) && URL.canParse(text)
    ? new URL(text).href
    : undefined;
}

/** A short hash of something that must not be stored. */
export function digest(text: string): string {
  return hash('sha256', text).slice(0, 16);
}

import type {Instant} from '../../core/model/types.ts';
import {digest} from './facts.ts';
import {own, ownInstant, ownRecord, ownRecords, ownText, ownUid, type JsonRecord} from './json.ts';

/** A located but uninterpreted event. `about` is the booking's part of the body, or the payload. */
export interface LocatedEvent {
  trigger: string;
  uid?: string;
  /** When it happened. */
  at: Instant;
  about: JsonRecord;
}

type Discriminate = (event: LocatedEvent) => unknown[];

const seat: Discriminate = ({about}) => [
  ownText(about, 'attendeeSeatId') ?? (own(about, 'seatsPerTimeSlot') === undefined ? '' : attendee(about)),
];
const once: Discriminate = () => [];
const payment: Discriminate = ({about}) => [own(about, 'paymentId')];
const occurrence: Discriminate = ({at}) => [at];
const link: Discriminate = ({about}) => [
  digest(JSON.stringify(own(about, 'downloadLink') ?? own(about, 'downloadLinks') ?? '')),
];

/**
 * What distinguishes two events with the same trigger and booking. Never `createdAt` alone, which differs per
 * subscription.
 */
const discriminators = new Map<string, Discriminate>([
  ['BOOKING_CREATED', seat],
  ['BOOKING_REQUESTED', seat],
  ['BOOKING_RESCHEDULED', ({about}) => [ownUid(about, 'rescheduleUid'), ...movedSeat(about)]],
  ['BOOKING_CANCELLED', seatGivenBack],
  ['BOOKING_REJECTED', once],
  ['BOOKING_PAYMENT_INITIATED', payment],
  ['BOOKING_PAID', payment],
  [
    'BOOKING_LOCATION_UPDATED',
    ({about, at}) => [digest(ownText(about, 'location') ?? ''), own(about, 'iCalSequence'), second(at)],
  ],
  [
    'BOOKING_REASSIGNED',
    ({about, at}) => [ids(about, 'addedHostUserIds'), ids(about, 'removedHostUserIds'), second(at)],
  ],
  ['BOOKING_NO_SHOW_UPDATED', ({about, at}) => [marks(about), second(at)]],
  ['MEETING_STARTED', occurrence],
  ['MEETING_ENDED', occurrence],
  ['AFTER_HOSTS_CAL_VIDEO_NO_SHOW', ({about}) => [digest(ownText(about, 'hostEmail') ?? '')]],
  ['AFTER_GUESTS_CAL_VIDEO_NO_SHOW', once],
  ['RECORDING_READY', link],
  ['RECORDING_TRANSCRIPTION_GENERATED', link],
  ['INSTANT_MEETING', once],
  ['INSTANT_MEETING_ACCEPTED', once],
  ['OOO_CREATED', ({about}) => [digest(JSON.stringify(ownRecord(about, 'oooEntry') ?? {}))]],
  [
    'FORM_SUBMITTED',
    ({about, at}) => [own(about, 'formId'), digest(JSON.stringify(ownRecord(about, 'responses') ?? {})), second(at)],
  ],
  ['FORM_SUBMITTED_NO_EVENT', ({about}) => [own(about, 'responseId')]],
  ['ROUTING_FORM_FALLBACK_HIT', ({about}) => [own(about, 'responseId')]],
]);

/**
 * A key for the event: equal for retries, second subscriptions and rebuilt bodies; different for another seat, payment
 * or no-show mark. Contains no personal data and is short enough for an index.
 */
export function eventKey(event: LocatedEvent): string {
  const discriminate =
    discriminators.get(event.trigger) ?? (({about}: LocatedEvent) => [digest(JSON.stringify(about))]);
  const key = [
    event.trigger,
    event.uid ?? '',
    discriminate(event)
      .map(part => String(part ?? ''))
      .join('+'),
  ].join('|');
  return /^[\x20-\x7e]{1,300}$/.test(key) ? key : digest(key);
}

// The attendee is a database row, with an id, only when a seat is cancelled. Events that look like the end of all seats
// may each be about another seat.
function seatGivenBack({about, at}: LocatedEvent): unknown[] {
  if (own(about, 'seatsPerTimeSlot') === undefined) return [];
  const [first] = ownRecords(about, 'attendees');
  const row = first && own(first, 'id');
  const seatId = ownText(about, 'attendeeSeatId') ?? (row === undefined ? undefined : `attendee:${String(row)}`);
  return seatId === undefined ? [attendee(about), second(at)] : [seatId];
}

function attendee(about: JsonRecord): string {
  const [first] = ownRecords(about, 'attendees');
  return first ? digest(ownText(first, 'email') ?? '') : '';
}

// A host may move a slot to another time and keep its uid.
function movedSeat(about: JsonRecord): unknown[] {
  const found = ownText(about, 'attendeeSeatId');
  const isSame = ownUid(about, 'rescheduleUid') === ownUid(about, 'uid');
  return [...(isSame ? [ownInstant(about, 'startTime')] : []), ...(found === undefined ? [] : [found])];
}

function ids(about: JsonRecord, key: string): string {
  const value = own(about, key);
  return Array.isArray(value) ? value.map(String).sort().join(',') : '';
}

function marks(about: JsonRecord): string {
  return digest(
    ownRecords(about, 'attendees')
      .map(entry => `${ownText(entry, 'email')}:${String(own(entry, 'noShow'))}`)
      .sort()
      .join(),
  );
}

// Two subscriptions send times that are milliseconds apart; two changes by a person are never that close.
const second = (at: Instant) => at.slice(0, 19);

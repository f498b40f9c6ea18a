import {BookingError} from '../../core/model/error.ts';
import type {Instant} from '../../core/model/types.ts';
import {refKey} from '../../core/model/wire.ts';
import type {FactPatch} from '../store/store.ts';
import {eventKey, type LocatedEvent} from './event-key.ts';
import {isAboutBooking, patchesOf, tellsState} from './facts.ts';
import {isRecord, own, ownInstant, ownRecord, ownText, ownUid, type JsonRecord} from './json.ts';

/** What a webhook says, as far as the proxy understands it. */
export interface Webhook {
  /** Cal.com's name of the event; empty when the body has none. An open set: unknown ones are stored too. */
  trigger: string;
  /** The sender's time of the event; the time of arrival when there is none. */
  createdAt: Instant;
  /** The same for every delivery of one event; absent for a body that names none. */
  eventKey?: string;
  uid?: string;
  bookingId?: number;
  patches: FactPatch[];
  /** The booking's `booking_ref`, not verified yet. */
  ref?: string;
  /** The seat it is about. */
  seat?: string;
  /** The first booking of the chain it belongs to, from its calendar entry. */
  firstUid?: string;
  /** The booking it replaces, where it names one. */
  oldUid?: string;
  /** One of a series. */
  isSeries?: boolean;
}

export interface DecodeOptions {
  /** The body says of itself that it is a form. */
  isForm?: boolean;
}

/** Sent without a `payload` by today's senders: the booking's row is the body itself. */
const meetingTimes = new Map([
  ['MEETING_STARTED', 'startTime'],
  ['MEETING_ENDED', 'endTime'],
]);

/** Nobody has documented what it holds. It does no more than put its booking in doubt, so each place is looked at. */
const undocumented = 'CALENDAR_ENTRY_REJECTED';

/** Their payloads hold names that a form's owner or a calendar's owner chose; an `uid` among them is no booking. */
const withoutBooking = /^(PING$|FORM_|ROUTING_FORM_|OOO_|DELEGATION_CREDENTIAL_)/;

/** Reads a webhook's bytes. Rejects only what is neither JSON in UTF-8 nor a form (`bad_json`); anything else is some webhook. */
export function decodeWebhook(bytes: Uint8Array, receivedAt: Instant, options: DecodeOptions = {}): Webhook {
  const root = parse(bytes, options);
  const trigger = ownText(root, 'triggerEvent') ?? '';
  const payload = ownRecord(root, 'payload');
  if (!isCals(root, trigger, payload)) return hint(root, receivedAt);

  const meetingTime = meetingTimes.get(trigger);
  // Decided by name, never by what the root holds: a form's answers are copied to the root.
  const flat = meetingTime !== undefined && payload === undefined;
  const toldAt = ownInstant(root, 'createdAt');
  const sentAt = toldAt ?? receivedAt;
  // A key that holds the time of arrival would be another one for each delivery.
  const nameOf = (event: LocatedEvent) =>
    toldAt === undefined && event.at === receivedAt ? {} : {eventKey: eventKey(event)};
  if (withoutBooking.test(trigger))
    return {trigger, createdAt: sentAt, ...nameOf({trigger, at: sentAt, about: payload ?? root}), patches: []};

  const booking = bookingOf(trigger, flat ? root : (payload ?? (trigger === undocumented ? root : {})));
  const isRow = flat || booking !== payload;
  // A flat body's createdAt is the age of the booking's row; the event itself is the scheduled time.
  const createdAt = (meetingTime && ownInstant(booking, meetingTime)) || sentAt;
  const detailsAt = flat ? (ownInstant(root, 'updatedAt') ?? sentAt) : sentAt;
  const uid = uidOf(booking);
  const bookingId = toId(own(booking, 'bookingId') ?? (isRow ? own(booking, 'id') : undefined));
  const metadata = ownRecord(booking, 'metadata');
  const seat = ownUid(booking, 'attendeeSeatId');
  const ref = uid !== undefined && tellsState(trigger) && metadata ? ownText(metadata, refKey) : undefined;
  return {
    trigger,
    createdAt,
    ...nameOf({trigger, ...(uid === undefined ? {} : {uid}), at: createdAt, about: booking}),
    patches: uid === undefined ? [] : patchesOf({trigger, uid, at: createdAt, detailsAt, booking}),
    ...(uid === undefined ? {} : {uid}),
    ...(bookingId === undefined ? {} : {bookingId}),
    ...(ref === undefined ? {} : {ref}),
    ...(seat === undefined ? {} : {seat}),
    ...linkOf(booking),
  };
}

/** What ties a booking to others: the calendar entry of a chain keeps the id `<uid of its first booking>@<host>`. */
function linkOf(booking: JsonRecord): Pick<Webhook, 'firstUid' | 'oldUid' | 'isSeries'> {
  const firstUid = /^([\w-]{1,128})@/.exec(ownText(booking, 'iCalUID') ?? '')?.[1];
  const oldUid = ownUid(booking, 'rescheduleUid');
  const isSeries = own(booking, 'recurringEvent') !== undefined || own(booking, 'recurringEventId') !== undefined;
  return {
    ...(firstUid === undefined ? {} : {firstUid}),
    ...(oldUid === undefined ? {} : {oldUid}),
    ...(isSeries ? {isSeries} : {}),
  };
}

/**
 * Whether Cal.com wrote the body itself, and no template of the calendar's owner. Cal.com puts what visitors typed into
 * such a text without escaping quotes, so a name can become members of the body, `payload` among them: nothing in it is
 * believed. Cal.com's own bodies have the trigger and the time before the payload and nothing else, and a payload about
 * a booking names it.
 */
function isCals(root: JsonRecord, trigger: string, payload: JsonRecord | undefined): boolean {
  if (withoutBooking.test(trigger) || meetingTimes.has(trigger)) return true;
  if (trigger === '' || payload === undefined) return trigger === undocumented;
  const names = Object.keys(root);
  const before = names.slice(0, names.indexOf('payload'));
  if (before[0] !== 'triggerEvent' && before[1] !== 'triggerEvent') return false;
  if (before.some(name => name !== 'triggerEvent' && name !== 'createdAt')) return false;
  return !isAboutBooking(trigger) || uidOf(bookingOf(trigger, payload)) !== undefined;
}

/** A body that cannot be believed (templated, Zapier's) still names a booking that Cal.com can be asked about. */
function hint(root: JsonRecord, receivedAt: Instant): Webhook {
  const uid = uidOf(root) ?? uidOf(ownRecord(root, 'payload') ?? {});
  const webhook: Webhook = {trigger: '', createdAt: receivedAt, patches: []};
  return uid === undefined ? webhook : {...webhook, uid, patches: [{uid, facts: {doubtedAt: receivedAt}}]};
}

/**
 * The part of a payload that names the booking: itself, by `uid` or `bookingUid`, or its `booking`, which comes first in
 * the report that a visitor was sent to the wrong host.
 */
function bookingOf(trigger: string, payload: JsonRecord): JsonRecord {
  const places = [payload, ownRecord(payload, 'booking') ?? {}];
  if (trigger === 'WRONG_ASSIGNMENT_REPORT') places.reverse();
  return places.find(place => uidOf(place) !== undefined) ?? payload;
}

function uidOf(record: JsonRecord): string | undefined {
  return ownUid(record, 'uid') ?? ownUid(record, 'bookingUid');
}

const utf8 = new TextDecoder('utf-8', {fatal: true});

// Decided by the bytes: some senders call JSON a form.
function parse(bytes: Uint8Array, {isForm = false}: DecodeOptions): JsonRecord {
  try {
    const text = utf8.decode(bytes);
    const json = isForm ? parseForm(text) : (JSON.parse(text) as unknown);
    return isRecord(json) ? json : {};
  } catch (cause) {
    throw new BookingError(
      'bad_json',
      'The webhook is signed but no JSON: remove its custom payload template in Cal.com.',
      {status: 400, cause},
    );
  }
}

function parseForm(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return Object.fromEntries(new URLSearchParams(text));
  }
}

function toId(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(id) ? (id as number) : undefined;
}

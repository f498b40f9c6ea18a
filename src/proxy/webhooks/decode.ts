import {BookingError} from '../../core/model/error.ts';
import type {Instant} from '../../core/model/types.ts';
import {refKey} from '../../core/model/wire.ts';
import type {FactPatch} from '../store/store.ts';
import {eventKey, type LocatedEvent} from './event-key.ts';
import {isAboutBooking, patchesOf, determinesState} from './facts.ts';
import {isRecord, own, ownInstant, ownRecord, ownText, ownUid, type JsonRecord} from './json.ts';

/** The parts of a webhook the proxy understands. */
export interface Webhook {
  /** Cal.com's name of the event; empty if the body has none. An open set: unknown triggers are stored too. */
  trigger: string;
  /** The event's time according to the sender. Defaults to the time of arrival. */
  createdAt: Instant;
  /** The same for every delivery of one event; absent if the body names no event. */
  eventKey?: string;
  uid?: string;
  bookingId?: number;
  patches: FactPatch[];
  /** The booking's `booking_ref`, not verified yet. */
  ref?: string;
  /** The seat the event is about. */
  seat?: string;
  /** The first booking of its chain, from its calendar entry. */
  firstUid?: string;
  /** The booking it replaces, if named. */
  oldUid?: string;
  /** Whether it is one of a series. */
  isSeries?: boolean;
  /** The booking's part of the body; absent if its contents are not trusted. */
  booking?: JsonRecord;
}

export interface DecodeOptions {
  /** Whether the content type says the body is a form. */
  isForm?: boolean;
}

/** Current senders omit `payload`: the body itself is the booking's row. */
const meetingTimes = new Map([
  ['MEETING_STARTED', 'startTime'],
  ['MEETING_ENDED', 'endTime'],
]);

/** Its payload is undocumented. It only puts its booking in doubt, so every possible place is read. */
const undocumented = 'CALENDAR_ENTRY_REJECTED';

/** Their payloads contain names chosen by a form's or a calendar's owner; a `uid` in them is not a booking's. */
const withoutBooking = /^(PING$|FORM_|ROUTING_FORM_|OOO_|DELEGATION_CREDENTIAL_)/;

/** Reads a webhook's bytes. Rejects with `bad_json` only what is neither JSON in UTF-8 nor a form. */
export function decodeWebhook(bytes: Uint8Array, receivedAt: Instant, options: DecodeOptions = {}): Webhook {
  const root = parse(bytes, options);
  const trigger = ownText(root, 'triggerEvent') ?? '';
  const payload = ownRecord(root, 'payload');
  if (!isCals(root, trigger, payload)) return hint(root, receivedAt);

  const meetingTime = meetingTimes.get(trigger);
  // Decided by the trigger, never by the root's members: a form's answers are copied to the root.
  const flat = meetingTime !== undefined && payload === undefined;
  const statedAt = ownInstant(root, 'createdAt');
  const sentAt = statedAt ?? receivedAt;
  // A key with the time of arrival would differ for each delivery.
  const nameOf = (event: LocatedEvent) =>
    statedAt === undefined && event.at === receivedAt ? {} : {eventKey: eventKey(event)};
  if (withoutBooking.test(trigger))
    return {
      trigger,
      createdAt: sentAt,
      ...nameOf({trigger, at: sentAt, about: payload ?? root}),
      patches: [],
      booking: payload ?? root,
    };

  const booking = bookingOf(trigger, flat ? root : (payload ?? (trigger === undocumented ? root : {})));
  const isRow = flat || booking !== payload;
  // A flat body's createdAt is when the booking's row was created; the event happened at the scheduled time.
  const createdAt = (meetingTime && ownInstant(booking, meetingTime)) || sentAt;
  const detailsAt = flat ? (ownInstant(root, 'updatedAt') ?? sentAt) : sentAt;
  const uid = uidOf(booking);
  const bookingId = toId(own(booking, 'bookingId') ?? (isRow ? own(booking, 'id') : undefined));
  const metadata = ownRecord(booking, 'metadata');
  const seat = ownUid(booking, 'attendeeSeatId');
  const ref = uid !== undefined && determinesState(trigger) && metadata ? ownText(metadata, refKey) : undefined;
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
    booking,
  };
}

/** How a booking relates to others: all calendar entries of a chain keep the id `<uid of its first booking>@<host>`. */
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
 * Whether Cal.com wrote the body itself, not a template of the calendar's owner. Templates insert what visitors typed
 * without escaping quotes, so a name can become members of the body, even `payload`: nothing in such a body is trusted.
 * Cal.com's own bodies have the trigger and the time before the payload and nothing else, and a payload about a booking
 * names it.
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

/** An untrusted body (from a template, from Zapier) may still name a booking that the proxy can check at Cal.com. */
function hint(root: JsonRecord, receivedAt: Instant): Webhook {
  const uid = uidOf(root) ?? uidOf(ownRecord(root, 'payload') ?? {});
  const webhook: Webhook = {trigger: '', createdAt: receivedAt, patches: []};
  return uid === undefined ? webhook : {...webhook, uid, patches: [{uid, facts: {doubtedAt: receivedAt}}]};
}

/**
 * The part of a payload that names the booking: the payload itself, by `uid` or `bookingUid`, or its `booking`, which
 * takes precedence in reports of a visitor sent to the wrong host.
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

// Decided by the bytes: some senders label JSON as a form.
function parse(bytes: Uint8Array, {isForm = false}: DecodeOptions): JsonRecord {
  try {
    const text = utf8.decode(bytes);
    const json = isForm ? parseForm(text) : (JSON.parse(text) as unknown);
    return isRecord(json) ? json : {};
  } catch (cause) {
    throw new BookingError(
      'bad_json',
      'The webhook is signed but not JSON: remove its custom payload template in Cal.com.',
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

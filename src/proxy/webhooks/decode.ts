import {BookingError} from '../../core/error.ts';
import {toInstant} from '../../core/time.ts';
import type {Instant} from '../../core/types.ts';
import {refKey} from '../../core/wire.ts';
import type {FactPatch} from '../store/store.ts';
import {patchesOf} from './facts.ts';
import {own, ownRecord, ownText, ownUid, type JsonRecord} from './json.ts';

/** What a webhook says, as far as the proxy understands it. */
export interface Webhook {
  /** Cal.com's name of the event; empty when the body has none. An open set: unknown ones are stored too. */
  trigger: string;
  /** The sender's time of the event; the time of arrival when there is none. */
  createdAt: Instant;
  uid?: string;
  bookingId?: number;
  patches: FactPatch[];
  /** The booking's `booking_ref`, not verified yet. */
  ref?: string;
}

/** Sent without a `payload` by today's senders: the booking's row is the body itself. */
const meetingTimes = new Map([['MEETING_STARTED', 'startTime'], ['MEETING_ENDED', 'endTime']]);

/** Their payloads hold names that a form's owner or a calendar's owner chose; an `uid` among them is no booking. */
const withoutBooking = /^(PING$|FORM_|ROUTING_FORM_|OOO_|DELEGATION_CREDENTIAL_)/;

/** Reads a webhook's bytes. Rejects only what is no JSON in UTF-8 (`bad_json`); anything else is some webhook. */
export function decodeWebhook(bytes: Uint8Array, receivedAt: Instant): Webhook {
  const root = parse(bytes);
  const trigger = ownText(root, 'triggerEvent') ?? '';
  const payload = ownRecord(root, 'payload');
  const meetingTime = meetingTimes.get(trigger);
  // Decided by name, never by what the root holds: a form's answers are copied to the root.
  const flat = meetingTime !== undefined && payload === undefined;
  const sentAt = toInstant(ownText(root, 'createdAt') ?? '') ?? receivedAt;
  if (withoutBooking.test(trigger)) return {trigger, createdAt: sentAt, patches: []};

  const report = trigger === 'WRONG_ASSIGNMENT_REPORT';
  const booking = (report ? payload && ownRecord(payload, 'booking') : flat ? root : payload) ?? {};
  // A flat body's createdAt is the age of the booking's row; the event itself is the scheduled time.
  const createdAt = (meetingTime && toInstant(ownText(booking, meetingTime) ?? '')) || sentAt;
  const detailsAt = flat ? toInstant(ownText(root, 'updatedAt') ?? '') ?? sentAt : sentAt;
  const uid = ownUid(booking, 'uid') ?? ownUid(booking, 'bookingUid');
  const bookingId = toId(own(booking, 'bookingId') ?? (flat || report ? own(booking, 'id') : undefined));
  const patches = uid === undefined ? [] : patchesOf({trigger, uid, at: createdAt, detailsAt, booking});
  const metadata = ownRecord(booking, 'metadata');
  const ref = patches.length > 0 && metadata ? ownText(metadata, refKey) : undefined;
  return {
    trigger, createdAt, patches,
    ...(uid === undefined ? {} : {uid}),
    ...(bookingId === undefined ? {} : {bookingId}),
    ...(ref === undefined ? {} : {ref}),
  };
}

function parse(bytes: Uint8Array): JsonRecord {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', {fatal: true}).decode(bytes));
  } catch (cause) {
    throw new BookingError('bad_json', 'The webhook is signed but no JSON: remove its custom payload template in Cal.com.', {status: 400, cause});
  }
  return typeof json === 'object' && json !== null ? json as JsonRecord : {};
}

function toId(value: unknown): number | undefined {
  const id = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(id) ? id as number : undefined;
}

import {own} from '../core/model/own.ts';
import {toInstant} from '../core/time/parse-time.ts';
import type {Booking, Instant} from '../core/model/types.ts';

/** A booking in a message from the embedded booking page. */
export interface EmbedBooking {
  uid?: string;
  title?: string;
  start?: Instant;
  end?: Instant;
  eventTypeId?: number;
  status?: Booking['status'];
  /** The booking counts only after payment. */
  paymentRequired: boolean;
}

/** A message from an embedded booking page. */
export type EmbedMessage =
  /** The frame's script runs; sent again whenever the frame loads again. */
  | {type: 'frame-ready'}
  /** The booking page is usable. */
  | {type: 'ready'}
  /** Cal.com answered with an error instead of the booking page. */
  | {type: 'failed'; status: string}
  | {type: 'slots-loaded'}
  /**
   * `isOlder`: from Cal.com's older event, which has fewer members; most versions send the newer one right after it.
   */
  | {type: 'booked' | 'rescheduled'; booking: EmbedBooking; isOlder?: true}
  | {type: 'cancelled'; uid?: string}
  | {type: 'route'; data: Record<string, unknown>}
  /** The visitor clicked outside the booking page's content. */
  | {type: 'close'};

type Json = Record<string, unknown>;

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

const statuses: Record<string, Booking['status']> = {
  accepted: 'accepted',
  pending: 'pending',
  awaiting_host: 'pending',
  cancelled: 'cancelled',
  rejected: 'rejected',
};

function decodeBooking(data: Json): EmbedBooking {
  const uid = text(data['uid']);
  const title = text(data['title'])?.slice(0, 1_000);
  const start = toInstant(text(data['startTime']) ?? '');
  const end = toInstant(text(data['endTime']) ?? '');
  const status = own(statuses, text(data['status'])?.toLowerCase() ?? '');
  return {
    ...(uid ? {uid} : {}),
    ...(title ? {title} : {}),
    ...(start ? {start} : {}),
    ...(end ? {end} : {}),
    ...(typeof data['eventTypeId'] === 'number' ? {eventTypeId: data['eventTypeId']} : {}),
    ...(status ? {status} : {}),
    paymentRequired: data['paymentRequired'] === true || text(data['paymentUid']) !== undefined,
  };
}

// The older events wrap Cal.com's booking. Next to it they say whether a host must confirm, but not whether payment is
// required.
function decodeOldBooking(data: Json): EmbedBooking {
  const booking = {startTime: data['date'], eventTypeId: object(data['eventType'])['id'], ...object(data['booking'])};
  return decodeBooking(data['confirmed'] === false ? {...booking, status: 'pending'} : booking);
}

const decoders: Record<string, (data: Json) => EmbedMessage> = {
  __iframeReady: () => ({type: 'frame-ready'}),
  __closeIframe: () => ({type: 'close'}),
  linkReady: () => ({type: 'ready'}),
  linkFailed: data => ({type: 'failed', status: String(data['code'] ?? '')}),
  bookerReady: () => ({type: 'slots-loaded'}),
  availabilityLoaded: () => ({type: 'slots-loaded'}),
  bookingSuccessful: data => ({type: 'booked', booking: decodeOldBooking(data), isOlder: true}),
  bookingSuccessfulV2: data => ({type: 'booked', booking: decodeBooking(data)}),
  rescheduleBookingSuccessful: data => ({type: 'rescheduled', booking: decodeOldBooking(data), isOlder: true}),
  rescheduleBookingSuccessfulV2: data => ({type: 'rescheduled', booking: decodeBooking(data)}),
  bookingCancelled: data => {
    const uid = text(object(data['booking'])['uid']) ?? text(data['uid']);
    return {type: 'cancelled', ...(uid ? {uid} : {})};
  },
  routed: data => ({type: 'route', data}),
  eventTypeSelected: data => ({type: 'route', data}),
};

/** Decodes the data of a `message` event; undefined if it is not a message of this namespace. */
export function decodeMessage(data: unknown, namespace: string): EmbedMessage | undefined {
  const message = object(data);
  if (message['originator'] !== 'CAL' || message['namespace'] !== namespace) return undefined;
  const type = text(message['type']);
  return type !== undefined && Object.hasOwn(decoders, type) ? decoders[type]!(object(message['data'])) : undefined;
}

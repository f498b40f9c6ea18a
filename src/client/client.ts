import {formatRef} from '../core/cal-link.ts';
import {decodeBookings} from '../core/cal/booking.ts';
import {decodeEventTypes} from '../core/cal/event-type.ts';
import {
  bookingRequest, cancelRequest, createBookingRequest, eventTypeRequest, rescheduleRequest, slotsRequest, type CalRequest,
} from '../core/cal/requests.ts';
import {decodeSlots} from '../core/cal/slots.ts';
import {BookingError} from '../core/error.ts';
import type {EventType, EventTypeRef, InstantRange, SlotsQuery} from '../core/types.ts';
import {baseAddress} from './address.ts';
import {decodeGrant, decodeRenewal, decodeSession} from './grants.ts';
import {createSend, type HttpCall, type HttpOptions} from './http.ts';
import type {BookingOutcome, Client, FirstScreen, LoadOptions, RequestOptions} from './types.ts';

export interface ClientOptions extends HttpOptions {
  /** Base address of Cal.com's API, with or without `/v2`; https://api.cal.com without it. Not used with a proxy. */
  api?: string;
  /** Base address of the companion proxy. */
  proxy?: string;
}

type Body = Record<string, unknown>;

/**
 * The browser's door to Cal.com, directly or through the proxy. Throws `invalid_request` when the address cannot be
 * used. Called directly, Cal.com gets no key and only the headers its CORS rules allow.
 */
export function createClient(options: ClientOptions = {}): Client {
  const isProxy = options.proxy !== undefined;
  const base = isProxy ? baseAddress('proxy', options.proxy!) : baseAddress('api', options.api ?? 'https://api.cal.com');
  const send = createSend(base, options);

  const ask = ({method, path, query, body, version}: CalRequest, more: Partial<HttpCall> = {}) =>
    send({method, path, query, body, ...more, headers: {'cal-api-version': version, ...more.headers}}) as Promise<Body>;

  async function write(request: CalRequest, {signal, attemptId}: RequestOptions & {attemptId?: string}): Promise<BookingOutcome> {
    const headers = isProxy && attemptId !== undefined ? {'Idempotency-Key': attemptId} : undefined;
    const body = await ask(request, {write: true, headers, signal});
    const bookings = readDone(() => decodeBookings(body));
    const live = isProxy ? decodeGrant(body['live']) : undefined;
    return {bookings, ...(live ? {live} : {})};
  }

  /** One request: the proxy answers with the event type and its first slots. */
  async function loadFromProxy(ref: EventTypeRef, {slots: range, duration, signal}: LoadOptions): Promise<FirstScreen> {
    const request = eventTypeRequest(ref);
    const first = range && {include: 'slots', ...range, ...(duration === undefined ? {} : {duration: String(duration)})};
    const body = await ask({...request, query: {...request.query, ...first}}, {signal});
    const eventType = only(ref, decodeEventTypes(body));
    if (!range || body['slots'] === undefined) return {eventType};
    return {eventType, slots: decodeSlots({data: body['slots']}, range)};
  }

  /** Two requests, side by side where the second does not depend on the first. */
  async function loadDirectly(ref: EventTypeRef, {slots: range, duration, signal}: LoadOptions): Promise<FirstScreen> {
    if (ref.kind === 'id') throw needsProxy('An event type by id');
    const loading = ask(eventTypeRequest(ref), {signal}).then(body => only(ref, decodeEventTypes(body)));
    if (!range) return {eventType: await loading};
    const request = ref.kind === 'team' || duration !== undefined
      ? slotsRequestOf({ref, eventType: await loading, duration}, range)
      : slotsRequest(ref, range);
    // Without its slots an event type is still an answer; whoever shows it asks for them again.
    const slots = ask(request, {signal}).then(body => decodeSlots(body, range)).catch(() => undefined);
    const screen = {eventType: await loading, slots: await slots};
    signal?.throwIfAborted();
    return screen;
  }

  async function session(headers: Record<string, string>, {signal}: RequestOptions): Promise<unknown> {
    if (!isProxy) throw needsProxy('A live stream');
    return send({method: 'POST', path: '/live/sessions', headers, signal});
  }

  return {
    mode: isProxy ? 'proxy' : 'direct',

    loadEventType: async (ref, options = {}) => (isProxy ? loadFromProxy(ref, options) : loadDirectly(ref, options)),

    async loadSlots({start, end, ...query}, {signal} = {}) {
      const range = {start, end};
      return decodeSlots(await ask(slotsRequestOf(query, range), {signal}), range);
    },

    book: async (request, options) => write(createBookingRequest(request, options.attemptId), options),

    loadBooking: async (uid, {signal} = {}) => decodeBookings(await ask(bookingRequest(uid), {signal}))[0],

    async cancel(uid, {reason, seatUid, signal} = {}) {
      const {bookings: [booking]} = await write(cancelRequest(uid, {reason, seatUid}), {signal});
      return booking;
    },

    reschedule: async (uid, start, {reason, seatUid, signal} = {}) =>
      write(rescheduleRequest(uid, start, {reason, seatUid}), {signal}),

    openSession: async (options = {}) => decodeSession(await session({}, options)),

    renew: async (token, options = {}) => decodeRenewal(await session({Authorization: `Bearer ${token}`}, options)),
  };
}

function only(ref: EventTypeRef, [eventType]: EventType[]): EventType {
  if (eventType) return eventType;
  // Cal.com answers 200 with an empty list for a name it does not know.
  throw new BookingError('not_found', `There is no public event type "${formatRef(ref)}".`, {status: 404});
}

// Cal.com answers a duration the event type does not offer with times that cannot be booked; a team's number is no slug.
function slotsRequestOf({ref, eventType, duration}: Omit<SlotsQuery, keyof InstantRange>, range: InstantRange): CalRequest {
  const isOffered = duration !== undefined && eventType.durations.length > 1 && eventType.durations.includes(duration);
  return slotsRequest(ref.kind === 'team' ? eventType.id : ref, range, isOffered ? duration : undefined);
}

// The other side has done it: an answer that cannot be read must not look like a failure that can be tried again.
function readDone<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new BookingError('outcome_unknown', 'The call was accepted, but its answer could not be read.', {cause});
  }
}

function needsProxy(what: string): BookingError {
  return new BookingError('invalid_request', `${what} needs a proxy; pass its address as \`proxy\`.`);
}

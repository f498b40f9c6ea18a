import {
  bookingRequest,
  cancelRequest,
  rescheduleRequest,
  seatRequest,
  sendCodeRequest,
} from '../core/cal/requests/booking-requests.ts';
import {decodeBookings} from '../core/cal/booking.ts';
import {createBookingRequest} from '../core/cal/requests/create-booking.ts';
import {toCalLanguage} from '../core/cal/requests/languages.ts';
import {bookWithNumbers} from '../core/cal/requests/numbers.ts';
import {earlier, settleMs} from '../core/cal/fresh-slots.ts';
import {looseObject, looseText} from '../core/cal/read.ts';
import type {CalRequest} from '../core/cal/requests/requests.ts';
import {loadPhones} from '../core/phone/load-phones.ts';
import {BookingError, isBookingError} from '../core/model/error.ts';
import type {BookingRequest} from '../core/model/types.ts';
import {attemptKey} from '../core/model/wire.ts';
import {decodeGrant, decodeRenewal, decodeSession} from './live/grants.ts';
import {asking} from './reads.ts';
import {createReader, type ClientOptions} from './reader.ts';
import type {BookingOutcome, BookOptions, ChangeOptions, Client, RequestOptions} from './types.ts';

export type {ClientOptions};

/**
 * Creates a client for Cal.com, directly or through the proxy. Throws `invalid_request` if the address is not valid.
 * Direct requests carry no key and only headers that Cal.com's CORS rules allow.
 */
export function createClient(options: ClientOptions = {}): Client {
  const {mode, send, ask, ...read} = createReader(options);
  const isProxy = mode === 'proxy';

  async function write(
    request: CalRequest,
    {signal, attemptId, checkoutToken, manageToken}: Partial<BookOptions & ChangeOptions>,
  ): Promise<BookingOutcome> {
    const headers = only({
      'Idempotency-Key': attemptId,
      'Booking-Checkout-Token': checkoutToken,
      'Booking-Manage-Token': manageToken,
    });
    const body = await ask(request, {write: true, headers, signal}).finally(noteChange);
    const bookings = readDone(() => decodeBookings(body));
    const live = isProxy ? decodeGrant(body['live']) : undefined;
    const token = isProxy ? looseText(looseObject(body['manage'])['token']) : undefined;
    return {bookings, ...(live ? {live} : {}), ...(token ? {manageToken: token} : {})};
  }

  /**
   * Keeps the headers that have values. Cal.com's CORS rules allow none of them, so a browser would not send a direct
   * request with one.
   */
  function only(headers: Record<string, string | undefined>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => isProxy && entry[1] !== undefined),
    );
  }

  /** The proxy itself finds the form of number answers that Cal.com accepts. */
  async function book(request: CalRequest, {eventType}: BookingRequest, options: BookOptions): Promise<BookingOutcome> {
    const send = (body: unknown) => write({...request, body}, options);
    if (isProxy) return send(request.body);
    return bookWithNumbers(looseObject(request.body), eventType, send).catch((cause: BookingError) => {
      // Cal.com books a series one date at a time: the dates before a refused one are booked, and only the host could
      // check.
      const isMadeInPart =
        eventType.recurrence &&
        looseObject(request.body)['recurrenceCount'] !== 1 &&
        /^(out_of_bounds|book(ing|er)_limit)$/.test(cause.code);
      throw isMadeInPart
        ? new BookingError('outcome_unknown', 'Some dates of the series may have been booked.', {cause})
        : cause;
    });
  }

  /** Cal.com may answer with an existing booking of this attendee at that time, recognisable by its different mark. */
  function requireOwn(outcome: BookingOutcome, mark: string, found: string | undefined): BookingOutcome {
    if (isProxy || found === undefined || found === mark) return outcome;
    throw new BookingError('already_booked', 'This attendee already has a booking at that time.');
  }

  async function session(
    headers: Record<string, string>,
    {signal, uid}: RequestOptions & {uid?: string},
  ): Promise<unknown> {
    if (!isProxy) throw new BookingError('invalid_request', 'A live stream requires `proxy`.');
    return send({method: 'POST', path: '/live/sessions', headers, signal, ...(uid === undefined ? {} : {body: {uid}})});
  }

  return {
    mode,
    ...read,

    async book(request, options) {
      await loadPhones(request.eventType);
      const outcome = await book(createBookingRequest(request, options.attemptId), request, options);
      const [{seatUid, metadata}] = outcome.bookings;
      // For seats, the answer may have the first seat's metadata; Cal.com refuses a second seat for the same attendee.
      return requireOwn(outcome, options.attemptId, seatUid ? undefined : metadata[attemptKey]);
    },

    loadBooking: async (uid, {signal, manageToken} = {}) =>
      decodeBookings(await ask(bookingRequest(uid), {signal, headers: only({'Booking-Manage-Token': manageToken})}))[0],

    async cancel(uid, options = {}) {
      const {seatUid, signal} = options;
      try {
        return (await write(cancelRequest(uid, options), options)).bookings[0];
      } catch (error) {
        // When two seats are cancelled at the same time, Cal.com answers "not found" although the seat is cancelled.
        // The proxy checks this itself.
        if (isProxy || !seatUid || !isBookingError(error) || !['not_found', 'outcome_unknown'].includes(error.code))
          throw error;
        const isThere = await ask(seatRequest(seatUid), {signal}).then(
          () => true,
          (missing: BookingError) => missing.code !== 'not_found',
        );
        if (isThere) throw error;
        return {...decodeBookings(await ask(bookingRequest(uid), {signal}))[0], seatUid, status: 'cancelled'};
      }
    },

    async reschedule(uid, start, options = {}) {
      const outcome = await write(rescheduleRequest(uid, start, options), options);
      return requireOwn(outcome, uid, outcome.bookings[0].seatUid ? undefined : outcome.bookings[0].rescheduledFromUid);
    },

    async sendCode(email, {locale, eventTypeId, signal} = {}) {
      const {data} = await ask(
        sendCodeRequest(email, locale && toCalLanguage(locale), isProxy ? eventTypeId : undefined),
        {write: true, signal},
      );
      if (looseObject(data)['sent'] === false) throw new BookingError('upstream_version', 'Cal.com sent no code.');
    },

    openSession: async (options = {}) => decodeSession(await session({}, options)),

    renew: async (token, options = {}) => decodeRenewal(await session({Authorization: `Bearer ${token}`}, options)),
  };
}

/** When this page last sent a write. */
let changedAt = 0;

/** Cal.com caches slots for a short time, so later requests must differ. The proxy handles this itself. */
function noteChange(): void {
  changedAt = Date.now();
  asking.prepare = request =>
    request.path === '/v2/slots' && Date.now() - changedAt < settleMs
      ? {...request, query: earlier(request.query!, Math.trunc(Math.random() * 3_600))}
      : request;
}

// The write has succeeded: an unreadable answer must not look like a failure that can be retried.
function readDone<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new BookingError('outcome_unknown', 'The request was accepted, but its answer could not be read.', {cause});
  }
}

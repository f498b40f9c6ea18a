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
 * The browser's door to Cal.com, directly or through the proxy. Throws `invalid_request` when the address cannot be
 * used. Called directly, Cal.com gets no key and only the headers its CORS rules allow.
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

  /** The headers that are given. Cal.com itself allows none of them, and a browser would not send the call. */
  function only(headers: Record<string, string | undefined>): Record<string, string> {
    return Object.fromEntries(
      Object.entries(headers).filter((entry): entry is [string, string] => isProxy && entry[1] !== undefined),
    );
  }

  /** The proxy finds the form of an answer by itself. */
  async function book(request: CalRequest, {eventType}: BookingRequest, options: BookOptions): Promise<BookingOutcome> {
    const send = (body: unknown) => write({...request, body}, options);
    if (isProxy) return send(request.body);
    return bookWithNumbers(looseObject(request.body), eventType, send).catch((cause: BookingError) => {
      // Cal.com makes a series one by one: what came before the date it refuses is booked, and only its host could look.
      const isMadeInPart =
        eventType.recurrence &&
        looseObject(request.body)['recurrenceCount'] !== 1 &&
        /^(out_of_bounds|book(ing|er)_limit)$/.test(cause.code);
      throw isMadeInPart
        ? new BookingError('outcome_unknown', 'Some dates of the series may be booked.', {cause})
        : cause;
    });
  }

  /** Cal.com may answer with the booking this person has at that time already, which other marks tell. */
  function requireOwn(outcome: BookingOutcome, mark: string, found: string | undefined): BookingOutcome {
    if (isProxy || found === undefined || found === mark) return outcome;
    throw new BookingError('already_booked', 'This person has a booking at that time already.');
  }

  async function session(
    headers: Record<string, string>,
    {signal, uid}: RequestOptions & {uid?: string},
  ): Promise<unknown> {
    if (!isProxy) throw new BookingError('invalid_request', 'A live stream needs `proxy`.');
    return send({method: 'POST', path: '/live/sessions', headers, signal, ...(uid === undefined ? {} : {body: {uid}})});
  }

  return {
    mode,
    ...read,

    async book(request, options) {
      await loadPhones(request.eventType);
      const outcome = await book(createBookingRequest(request, options.attemptId), request, options);
      const [{seatUid, metadata}] = outcome.bookings;
      // Of seats it may tell the first one's marks; a second one for the same person it refuses.
      return requireOwn(outcome, options.attemptId, seatUid ? undefined : metadata[attemptKey]);
    },

    loadBooking: async (uid, {signal, manageToken} = {}) =>
      decodeBookings(await ask(bookingRequest(uid), {signal, headers: only({'Booking-Manage-Token': manageToken})}))[0],

    async cancel(uid, options = {}) {
      const {seatUid, signal} = options;
      try {
        return (await write(cancelRequest(uid, options), options)).bookings[0];
      } catch (error) {
        // A seat given back at the same time as another is gone, though Cal.com finds nothing. The proxy asks by itself.
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

/** When this page last booked, moved, cancelled or was refused. */
let changedAt = 0;

/** For a while Cal.com would answer what it was asked before with what it knew before. A proxy takes care of it by itself. */
function noteChange(): void {
  changedAt = Date.now();
  asking.prepare = request =>
    request.path === '/v2/slots' && Date.now() - changedAt < settleMs
      ? {...request, query: earlier(request.query!, Math.trunc(Math.random() * 3_600))}
      : request;
}

// The other side has done it: an answer that cannot be read must not look like a failure that can be tried again.
function readDone<T>(decode: () => T): T {
  try {
    return decode();
  } catch (cause) {
    throw new BookingError('outcome_unknown', 'The call was accepted, but its answer could not be read.', {cause});
  }
}

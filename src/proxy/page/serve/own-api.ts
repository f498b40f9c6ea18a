import {decodeBookings} from '../../../core/cal/booking.ts';
import {createBookingRequest} from '../../../core/cal/requests/create-booking.ts';
import {toBookingError} from '../../../core/cal/errors.ts';
import {decodeEventTypes} from '../../../core/cal/event-type.ts';
import {looseObject, looseText, type Json} from '../../../core/cal/read.ts';
import {eventTypeRequest} from '../../../core/cal/requests/requests.ts';
import {decodeSlots} from '../../../core/cal/slots.ts';
import {BookingError} from '../../../core/model/error.ts';
import type {BookingRequest, EventType, EventTypeRef, InstantRange, Slot} from '../../../core/model/types.ts';
import type {BookingView} from '../../../core/model/wire.ts';

/** The proxy's own API, called by its form without a script: the same guards apply. */
export interface OwnApi {
  /** The event type and its free times in `range`; no times without a range, or if they cannot be read now. */
  load(ref: EventTypeRef, range?: InstantRange, duration?: number): Promise<{eventType: EventType; slots: Slot[]}>;
  /**
   * Books. `token` gives access to the booking's state; `missed` dates of a series were not booked. Rejects with a
   * `Refusal`.
   */
  book(request: BookingRequest, attempt: string, checkoutToken?: string): Promise<{token: string; missed: number}>;
  /** The state of a booking. */
  readBooking(token: string): Promise<BookingView>;
  /** A newer token for the same booking. */
  renew(token: string): Promise<string>;
}

/** An error, plus a live token if it is unknown whether there is a booking. */
export class Refusal extends Error {
  readonly error: BookingError;
  readonly token: string | undefined;

  constructor(error: BookingError, token: string | undefined) {
    super(error.message);
    this.error = error;
    this.token = token;
  }
}

/** Sends a request to the proxy itself; the path starts at its root. */
export type SendToSelf = (
  path: string,
  init: {method: string; headers: Record<string, string>; body?: string},
) => Promise<Response>;

/** Sends the same requests as the elements. */
export function createOwnApi(send: SendToSelf): OwnApi {
  async function ask(
    path: string,
    {method = 'GET', headers = {}, body}: {method?: string; headers?: Record<string, string>; body?: unknown} = {},
  ): Promise<Json> {
    const response = await send(path, {
      method,
      headers: {...headers, ...(body === undefined ? {} : {'content-type': 'application/json'})},
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
    });
    const text = await response.text();
    if (response.ok) return JSON.parse(text) as Json;
    const error = toBookingError(response.status, text, response.headers);
    throw new Refusal(error, tokenIn(text));
  }

  return {
    async load(ref, range, duration) {
      const {path, query} = eventTypeRequest(ref);
      const first = range && {
        include: 'slots',
        ...range,
        ...(duration === undefined ? {} : {duration: String(duration)}),
      };
      const answer = await ask(`${path}?${new URLSearchParams({...query, ...first})}`);
      const [eventType] = decodeEventTypes(answer);
      if (!eventType) throw new BookingError('not_found', 'The event type does not exist.', {status: 404});
      return {eventType, slots: answer['slots'] === undefined ? [] : decodeSlots({data: answer['slots']}, range)};
    },

    async book(request, attempt, checkoutToken) {
      const {path, body, version} = createBookingRequest(request, attempt);
      const headers = {
        'cal-api-version': version,
        'idempotency-key': attempt,
        ...(checkoutToken === undefined ? {} : {'booking-checkout-token': checkoutToken}),
      };
      const answer = await ask(path, {method: 'POST', headers, body});
      decodeBookings(answer);
      const {missed} = answer;
      return {token: looseText(looseObject(answer['live'])['token'])!, missed: typeof missed === 'number' ? missed : 0};
    },

    async readBooking(token) {
      const {view} = await ask('/live', {headers: {authorization: `Bearer ${token}`, accept: 'application/json'}});
      return view as BookingView;
    },

    async renew(token) {
      const answer = await ask('/live/sessions', {method: 'POST', headers: {authorization: `Bearer ${token}`}});
      return looseText(answer['token'])!;
    },
  };
}

function tokenIn(text: string): string | undefined {
  try {
    return looseText(looseObject((JSON.parse(text) as Json)['live'])['token']);
  } catch {
    return undefined;
  }
}

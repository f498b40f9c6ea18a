import {formatRef} from '../core/model/format-ref.ts';
import {decodeEventTypes} from '../core/cal/event-type.ts';
import {slotsRequest, type CalRequest} from '../core/cal/requests/requests.ts';
import {decodeSlots} from '../core/cal/slots.ts';
import {BookingError} from '../core/model/error.ts';
import type {EventType, EventTypeRef, InstantRange, Slot, SlotsQuery} from '../core/model/types.ts';
import {firstRequests, headersOf} from './first-requests.ts';
import type {HttpCall, Send} from './http.ts';
import type {Client, FirstScreen, LoadOptions} from './types.ts';

/** The read methods, independent of how requests are sent. */
export interface Reads extends Pick<Client, 'loadEventType' | 'loadSlots'> {
  /** Sends a request to Cal.com's API or the proxy. */
  ask(request: CalRequest, more?: Partial<HttpCall>): Promise<Record<string, unknown>>;
}

/** Adjusts requests to Cal.com itself; replaced by `client.ts` after a write of this page. */
export const asking = {prepare: (request: CalRequest): CalRequest => request};

/** Creates the methods that read event types and slots, from a proxy or from Cal.com itself. */
export function createReads(send: Send, isProxy: boolean): Reads {
  const ask: Reads['ask'] = (request, more = {}) => {
    const headers = {...headersOf(request, isProxy), ...more.headers};
    return send({...(isProxy ? request : asking.prepare(request)), ...more, headers}) as Promise<
      Record<string, unknown>
    >;
  };

  /** One request: the proxy answers with the event type and its first slots. */
  async function loadFromProxy(ref: EventTypeRef, options: LoadOptions): Promise<FirstScreen> {
    const {slots: range, signal} = options;
    const body = await ask(firstRequests(ref, options, true)[0], {signal});
    const eventType = only(ref, decodeEventTypes(body));
    if (!range || body['slots'] === undefined) return {eventType};
    return {eventType, slots: decodeSlots({data: body['slots']}, range)};
  }

  /** Two requests, in parallel unless the second depends on the answer to the first. */
  async function loadDirectly(ref: EventTypeRef, options: LoadOptions): Promise<FirstScreen> {
    if (ref.kind === 'id') throw new BookingError('invalid_request', 'Loading an event type by id requires a proxy.');
    const {slots: range, duration, signal} = options;
    const [first, second] = firstRequests(ref, options, false);
    const loading = ask(first, {signal}).then(body => handOver(only(ref, decodeEventTypes(body))));
    if (!range) return {eventType: await loading};
    const request = second ?? slotsRequestOf({ref, eventType: await loading, duration}, range);
    // An event type is useful without its slots; its consumer requests them again.
    const slots: Promise<Slot[] | undefined> = ask(request, {signal})
      .then(body => decodeSlots(body, range))
      .catch(() => undefined);
    const screen = {eventType: await loading, slots: await slots};
    signal?.throwIfAborted();
    return screen;
  }

  return {
    ask,
    loadEventType: async (ref, options = {}) => (isProxy ? loadFromProxy : loadDirectly)(ref, options),
    async loadSlots({start, end, ...query}, {signal} = {}) {
      const range = {start, end};
      return decodeSlots(await ask(slotsRequestOf(query, range), {signal}), range);
    },
  };
}

/** Without its owner's key, such an event type can only be booked on Cal.com's booking page. */
function handOver(eventType: EventType): EventType {
  return eventType.requiresAuthentication ? {handOver: 'account', ...eventType} : eventType;
}

function only(ref: EventTypeRef, [eventType]: EventType[]): EventType {
  if (eventType) return eventType;
  // Cal.com answers 200 with an empty list for an unknown name.
  throw new BookingError('not_found', `There is no public event type "${formatRef(ref)}".`, {status: 404});
}

// For a duration that the event type does not offer, Cal.com answers with times that cannot be booked. Teams need the
// event type's id: a team's number is not a slug.
function slotsRequestOf(
  {ref, eventType, duration, movingUid}: Omit<SlotsQuery, keyof InstantRange>,
  range: InstantRange,
): CalRequest {
  const isOffered = duration !== undefined && eventType.durations.length > 1 && eventType.durations.includes(duration);
  return slotsRequest(ref.kind === 'team' ? eventType.id : ref, range, isOffered ? duration : undefined, movingUid);
}

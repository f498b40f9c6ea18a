import {formatRef} from '../core/cal-link.ts';
import {decodeEventTypes} from '../core/cal/event-type.ts';
import {eventTypeRequest, slotsRequest, type CalRequest} from '../core/cal/requests.ts';
import {decodeSlots} from '../core/cal/slots.ts';
import {BookingError} from '../core/error.ts';
import type {EventType, EventTypeRef, InstantRange, Slot, SlotsQuery} from '../core/types.ts';
import {baseAddress} from './address.ts';
import {createSend, type HttpCall, type HttpOptions, type Send} from './http.ts';
import type {Client, FirstScreen, LoadOptions} from './types.ts';

export interface ClientOptions extends HttpOptions {
  /** Base address of Cal.com's API, with or without `/v2`; https://api.cal.com without it. Not used with a proxy. */
  api?: string;
  /** Base address of the companion proxy. */
  proxy?: string | undefined;
}

/** The part of a client that only reads: what a calendar needs before anybody books. */
export interface Reader extends Pick<Client, 'mode' | 'loadEventType' | 'loadSlots'> {
  send: Send;
  /** Sends a request in Cal.com's dialect. */
  ask(request: CalRequest, more?: Partial<HttpCall>): Promise<Record<string, unknown>>;
}

/** Opens the door for reading. Throws `invalid_request` when the address cannot be used. */
export function createReader(options: ClientOptions = {}): Reader {
  const {proxy, api = 'https://api.cal.com'} = options;
  const send = createSend(proxy === undefined ? baseAddress('api', api) : baseAddress('proxy', proxy), options);

  const ask: Reader['ask'] = ({method, path, query, body, version}, more = {}) =>
    // A proxy knows its versions: without a header of ours a browser need not ask for leave before it reads.
    send({method, path, query, body, ...more, headers: {...(proxy && method === 'GET' ? {} : {'cal-api-version': version}), ...more.headers}} as HttpCall) as Promise<Record<string, unknown>>;

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
    if (ref.kind === 'id') throw new BookingError('invalid_request', 'An event type by id needs a proxy.');
    const loading = ask(eventTypeRequest(ref), {signal}).then(body => handOver(only(ref, decodeEventTypes(body))));
    if (!range) return {eventType: await loading};
    const request = ref.kind === 'team' || duration !== undefined
      ? slotsRequestOf({ref, eventType: await loading, duration}, range)
      : slotsRequest(ref, range);
    // Without its slots an event type is still an answer; whoever shows it asks for them again.
    const slots: Promise<Slot[] | undefined> = ask(request, {signal}).then(body => decodeSlots(body, range)).catch(() => undefined);
    const screen = {eventType: await loading, slots: await slots};
    signal?.throwIfAborted();
    return screen;
  }

  return {
    mode: proxy === undefined ? 'direct' : 'proxy',
    send,
    ask,
    loadEventType: async (ref, options = {}) => (proxy === undefined ? loadDirectly : loadFromProxy)(ref, options),
    async loadSlots({start, end, ...query}, {signal} = {}) {
      const range = {start, end};
      return decodeSlots(await ask(slotsRequestOf(query, range), {signal}), range);
    },
  };
}

/** Without its owner's key such an event type is booked on Cal.com's page only. */
function handOver(eventType: EventType): EventType {
  return eventType.requiresAuthentication ? {handOver: 'account', ...eventType} : eventType;
}

function only(ref: EventTypeRef, [eventType]: EventType[]): EventType {
  if (eventType) return eventType;
  // Cal.com answers 200 with an empty list for a name it does not know.
  throw new BookingError('not_found', `There is no public event type "${formatRef(ref)}".`, {status: 404});
}

// Cal.com answers a duration the event type does not offer with times that cannot be booked; a team's number is no slug.
function slotsRequestOf({ref, eventType, duration, movingUid}: Omit<SlotsQuery, keyof InstantRange>, range: InstantRange): CalRequest {
  const isOffered = duration !== undefined && eventType.durations.length > 1 && eventType.durations.includes(duration);
  return slotsRequest(ref.kind === 'team' ? eventType.id : ref, range, isOffered ? duration : undefined, movingUid);
}

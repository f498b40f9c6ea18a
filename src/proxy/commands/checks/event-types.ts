import {formatRef} from '../../../core/model/format-ref.ts';
import {decodeEventTypes} from '../../../core/cal/event-type.ts';
import {looseObject, looseObjects, looseText, type Json} from '../../../core/cal/read.ts';
import {own} from '../../../core/model/own.ts';
import type {EventType, EventTypeRef} from '../../../core/model/types.ts';
import type {Console} from '../../cal/account/console.ts';
import type {Proxy} from '../../proxy.ts';
import type {Settings} from '../../settings/settings.ts';
import type {Line} from '../terminal.ts';

const name = 'event type';
const days = 28;
const dayMs = 86_400_000;
/** Limited, because the calls count towards the 120 a minute a running proxy needs too. */
const limit = 15;
const drift: Record<string, [message: string, todo: string]> = {
  upstream_version: ['Cal.com does not support the API version this proxy uses', 'install a newer booking-elements.'],
  upstream_shape: ["Cal.com's answer has a shape this proxy cannot read", 'install a newer booking-elements.'],
  upstream_key: ['Cal.com rejects the API key', 'put a working one into CAL_API_KEY.'],
  upstream_down: ['Cal.com cannot be reached', 'check CAL_API_URL and the network.'],
  rate_limited: ['Cal.com received too many calls', 'wait a minute and run doctor again.'],
  not_found: ['it does not exist', 'correct BOOKING_EVENT_TYPES, or create it in Cal.com.'],
};

/** Checks through the proxy's own routes that the offered event types exist and have free times. */
export async function checkEventTypes(
  proxy: Proxy,
  console: Console,
  settings: Settings,
  now: number,
): Promise<Line[]> {
  const {eventTypes} = settings;
  if (eventTypes === '*') return [await checkAll(proxy)];
  const lines = await Promise.all(eventTypes.slice(0, limit).map(ref => checkOne(proxy, console, ref, now)));
  const rest = eventTypes.length - lines.length;
  return rest === 0
    ? lines
    : [
        ...lines,
        {name, status: 'skip', message: `${rest} more were not checked, to leave Cal.com's limit to visitors.`},
      ];
}

async function checkAll(proxy: Proxy): Promise<Line> {
  const {json, code} = await get(proxy, '/v2/event-types');
  if (code !== undefined) return toFailure('*', code);
  const count = looseObjects(json['data']).length;
  if (count === 0)
    return {name, status: 'warn', message: 'The account has no event type.', todo: 'create one in Cal.com.'};
  return {name, status: 'ok', message: `${count} can be booked, all the key can see.`};
}

async function checkOne(proxy: Proxy, console: Console, ref: EventTypeRef, now: number): Promise<Line> {
  const label = formatRef(ref);
  const address = addressOf(ref);
  const found = address === undefined ? undefined : await get(proxy, address);
  if (found?.code !== undefined) return toFailure(label, found.code);
  const range = {start: new Date(now).toISOString(), end: new Date(now + days * dayMs).toISOString()};
  const slots = await get(
    proxy,
    `/v2/slots?${new URLSearchParams({...targetOf(ref, found?.json['data']), ...range}).toString()}`,
  );
  if (slots.code !== undefined) return toFailure(label, slots.code);
  const [shown = {}] = [found?.json['data']].flat() as Json[];
  if (shown['schedulingType'] === 'managed') {
    const message = `${label} is the template of a managed event type, which nobody can book.`;
    return {name, status: 'fail', message, todo: 'name the event types its members received from it.'};
  }
  const obstacle = await findObstacle(console, found?.json['data']);
  if (obstacle) {
    const [why, todo] = obstacle;
    return {
      name,
      status: 'warn',
      message: `${label} is booked on its booking page, to which the form hands over: ${why}.`,
      todo,
    };
  }
  const count = Object.values(looseObject(slots.json['data'])).flat().length;
  if (count === 0)
    return {
      name,
      status: 'warn',
      message: `${label} has no free time in the next ${days} days.`,
      todo: 'check its availability in Cal.com.',
    };
  return {
    name,
    status: 'ok',
    message: `${label} exists, with ${count} free times in the next ${days} days${peculiarity(found?.json['data'])}.`,
  };
}

/** What the owner should know about it: that it can be named in one way only, or is booked elsewhere. */
function peculiarity(data: unknown): string {
  if (data === undefined)
    return "; sites must name it by its number or its team's number, because Cal.com's API cannot find a team by name";
  const [eventType] = decodeEventTypes({data: Array.isArray(data) ? data.slice(0, 1) : data});
  return eventType?.handOver ? '; it is booked on its booking page, to which the form hands over' : '';
}

const obstacles: Partial<Record<NonNullable<EventType['handOver']>, [message: string, todo: string]>> = {
  series: ["it repeats and has seats, which Cal.com's API rejects", 'switch one of them off in Cal.com.'],
  question: [
    'a required question cannot be asked in a form',
    'give it another type or options in Cal.com, or make it optional.',
  ],
  hidden: [
    'a required question is hidden, and Cal.com rejects bookings that do not answer it',
    'show it in Cal.com, or make it optional.',
  ],
};

/** Why a form cannot book it. Only the owner's answer contains hidden questions. */
async function findObstacle(console: Console, data: unknown): Promise<[message: string, todo: string] | undefined> {
  const {id} = looseObject(Array.isArray(data) ? data[0] : data);
  if (id === undefined) return undefined;
  const {json, reason} = await console.ask({method: 'GET', path: `/v2/event-types/${String(id)}`});
  const [eventType] = decodeEventTypes({data: reason === '' ? json['data'] : data});
  return eventType?.handOver && obstacles[eventType.handOver];
}

function targetOf(ref: EventTypeRef, data: unknown): Record<string, string> {
  if (ref.kind === 'team' && data === undefined) return {teamSlug: ref.team, eventTypeSlug: ref.slug};
  return {eventTypeId: String(looseObject(Array.isArray(data) ? data[0] : data)['id'])};
}

/** The path it is read from; by a team's slug only its slots can be read. */
function addressOf(ref: EventTypeRef): string | undefined {
  if (ref.kind === 'team' && !/^\d+$/.test(ref.team)) return undefined;
  if (ref.kind === 'id') return `/v2/event-types/${ref.id}`;
  if (ref.kind === 'team')
    return `/v2/teams/${encodeURIComponent(ref.team)}/event-types?${new URLSearchParams({eventSlug: ref.slug}).toString()}`;
  return `/v2/event-types?${new URLSearchParams({username: ref.username, eventSlug: ref.slug}).toString()}`;
}

function toFailure(label: string, code: string): Line {
  const [message, todo] = own(drift, code) ?? [`it cannot be read (${code})`, "check the proxy's log."];
  return {name, status: code === 'rate_limited' ? 'warn' : 'fail', message: `${label}: ${message}.`, todo};
}

/** Checks that Cal.com supports the API version for bookings, by reading a booking that does not exist. */
export async function checkVersions(proxy: Proxy): Promise<Line[]> {
  const {code} = await get(proxy, '/v2/bookings/doctorLooksForNothing1');
  const known = code === undefined ? undefined : own(drift, code);
  if (code === 'not_found')
    return [{name: 'versions', status: 'ok', message: 'Cal.com supports the API versions this proxy uses.'}];
  if (code === 'upstream_version' || code === 'upstream_shape')
    return [{name: 'versions', status: 'fail', message: `Bookings: ${known![0]}.`, todo: known![1]}];
  return [{name: 'versions', status: 'skip', message: 'Could not be checked.'}];
}

async function get(proxy: Proxy, path: string): Promise<{json: Json; code?: string}> {
  const response = await proxy.fetch(new Request(`http://doctor.invalid${proxy.basePath}${path}`));
  const json = looseObject(await response.json().catch(() => undefined));
  if (response.ok) return {json};
  return {json, code: looseText(looseObject(json['error'])['code']) ?? String(response.status)};
}

import {formatRef} from '../../../core/model/cal-link.ts';
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
/** Each takes calls of the 120 a minute, which a running proxy needs too. */
const limit = 15;
const drift: Record<string, [message: string, todo: string]> = {
  upstream_version: ['Cal.com does not know the version this proxy speaks', 'install a newer booking-elements.'],
  upstream_shape: ["Cal.com's answer has another shape than this proxy reads", 'install a newer booking-elements.'],
  upstream_key: ['Cal.com refuses the API key', 'write a working one to CAL_API_KEY.'],
  upstream_down: ['Cal.com cannot be reached', 'check CAL_API_URL and the network.'],
  rate_limited: ['Cal.com has had too many calls', 'wait a minute and ask again.'],
  not_found: ['it is not there', 'correct BOOKING_EVENT_TYPES, or make it in Cal.com.'],
};

/** Whether what the settings offer is there and has times, asked through the proxy's own routes. */
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
        {name, status: 'skip', message: `${rest} more were not looked at, to leave Cal.com's limit to visitors.`},
      ];
}

async function checkAll(proxy: Proxy): Promise<Line> {
  const {json, code} = await get(proxy, '/v2/event-types');
  if (code !== undefined) return toFailure('*', code);
  const count = looseObjects(json['data']).length;
  if (count === 0)
    return {name, status: 'warn', message: 'The account has no event type.', todo: 'make one in Cal.com.'};
  return {name, status: 'ok', message: `${count} can be booked, all that the key sees.`};
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
    return {name, status: 'fail', message, todo: 'name the event types that its members got of it.'};
  }
  const obstacle = await findObstacle(console, found?.json['data']);
  if (obstacle) {
    const [why, todo] = obstacle;
    return {
      name,
      status: 'warn',
      message: `${label} is booked on Cal.com's own page, where pages lead to: ${why}.`,
      todo,
    };
  }
  const count = Object.values(looseObject(slots.json['data'])).flat().length;
  if (count === 0)
    return {
      name,
      status: 'warn',
      message: `${label} has no free time in the next ${days} days.`,
      todo: 'look at its availability in Cal.com.',
    };
  return {
    name,
    status: 'ok',
    message: `${label} is there, with ${count} free times in the next ${days} days${peculiarity(found?.json['data'])}.`,
  };
}

/** What its owner should know of it: it is found in one way only, or booked elsewhere. */
function peculiarity(data: unknown): string {
  if (data === undefined)
    return "; pages name it by its number, or by its team's number, since Cal.com's API knows no team by its name";
  const [eventType] = decodeEventTypes({data: Array.isArray(data) ? data.slice(0, 1) : data});
  return eventType?.handOver ? "; it is booked on Cal.com's own page, where pages lead to" : '';
}

const obstacles: Partial<Record<NonNullable<EventType['handOver']>, [message: string, todo: string]>> = {
  series: ["it repeats and has seats, which Cal.com's API refuses", 'switch one of them off in Cal.com.'],
  question: [
    'a required question cannot be asked in a form',
    'give it another type or options in Cal.com, or let it be left out.',
  ],
  hidden: [
    'a required question is hidden, and Cal.com refuses whoever does not answer it',
    'show it in Cal.com, or let it be left out.',
  ],
};

/** Why a form cannot book it. Hidden questions are in the answer to the owner only. */
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

/** Where it is read; a team's slug finds its slots only. */
function addressOf(ref: EventTypeRef): string | undefined {
  if (ref.kind === 'team' && !/^\d+$/.test(ref.team)) return undefined;
  if (ref.kind === 'id') return `/v2/event-types/${ref.id}`;
  if (ref.kind === 'team')
    return `/v2/teams/${encodeURIComponent(ref.team)}/event-types?${new URLSearchParams({eventSlug: ref.slug}).toString()}`;
  return `/v2/event-types?${new URLSearchParams({username: ref.username, eventSlug: ref.slug}).toString()}`;
}

function toFailure(label: string, code: string): Line {
  const [message, todo] = own(drift, code) ?? [`it cannot be read (${code})`, "look at the proxy's log."];
  return {name, status: code === 'rate_limited' ? 'warn' : 'fail', message: `${label}: ${message}.`, todo};
}

/** Whether bookings are still spoken of as this proxy does: it reads one that nobody has. */
export async function checkVersions(proxy: Proxy): Promise<Line[]> {
  const {code} = await get(proxy, '/v2/bookings/doctorLooksForNothing1');
  const known = code === undefined ? undefined : own(drift, code);
  if (code === 'not_found')
    return [{name: 'versions', status: 'ok', message: 'Cal.com knows the versions of its API that this proxy speaks.'}];
  if (code === 'upstream_version' || code === 'upstream_shape')
    return [{name: 'versions', status: 'fail', message: `Bookings: ${known![0]}.`, todo: known![1]}];
  return [{name: 'versions', status: 'skip', message: 'Could not be looked at.'}];
}

async function get(proxy: Proxy, path: string): Promise<{json: Json; code?: string}> {
  const response = await proxy.fetch(new Request(`http://doctor.invalid${proxy.basePath}${path}`));
  const json = looseObject(await response.json().catch(() => undefined));
  if (response.ok) return {json};
  return {json, code: looseText(looseObject(json['error'])['code']) ?? String(response.status)};
}

import {formatRef} from '../../core/model/format-ref.ts';
import {decodeEventTypes} from '../../core/cal/event-type.ts';
import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {eventTypeRequest} from '../../core/cal/requests/requests.ts';
import {apiVersions} from '../../core/cal/versions.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {EventType, EventTypeRef} from '../../core/model/types.ts';
import type {Settings} from '../settings/settings.ts';
import {createCache, type CacheResult} from './cache.ts';
import {filterEventType, unanswerable} from './filter-event-type.ts';
import type {HiddenQuestions} from './hidden-questions.ts';
import {createLast} from './last-answer.ts';
import type {Upstream} from './upstream/upstream.ts';

/** An event type the proxy may show and book. */
export interface OfferedEventType {
  eventType: EventType;
  /** The JSON that may reach a browser, in Cal.com's format. */
  json: Json;
  /** Every cal-link of the event type, in lower case. */
  names: string[];
}

/** The event types of the allow-list, cached for a minute. */
export interface EventTypes {
  /** Rejects with `not_allowed` for anything not on the list, whether it exists or not, and with `not_found`. */
  find(ref: EventTypeRef): Promise<OfferedEventType>;
  /** Resolves if the event type is on the list. Asks Cal.com only if the list names it in another way. */
  requireOffered(ref: EventTypeRef): Promise<void>;
  list(): Promise<OfferedEventType[]>;
  /** Cal.com rejected a booking because of an answer no form can give: for some minutes forms hand over at once. */
  noteUnanswerable(id: number): void;
}

const lifetimeMs = 60_000;
/** If the budget allows no read, an answer up to this old is used. */
const lastMs = 15 * 60_000;

/**
 * Reads event types without the key where possible. The key is needed by id, for hidden ones and for the owner's list.
 */
export function createEventTypes(
  {eventTypes: allowed}: Pick<Settings, 'eventTypes'>,
  upstream: Upstream,
  hidden: HiddenQuestions,
  now: () => number,
  count?: (result: CacheResult) => void,
): EventTypes {
  const cache = createCache<OfferedEventType | undefined>(lifetimeMs, now, count);
  const last = createLast<OfferedEventType | undefined>(lastMs, now);
  const lists = createCache<OfferedEventType[]>(lifetimeMs, now);
  const names = new Set(allowed === '*' ? [] : allowed.map(nameOf));

  /** The event type for browsers, including hidden questions known from the key or from a rejection. */
  function asKnown(offered: OfferedEventType): OfferedEventType {
    const {eventType, json} = offered;
    const fields = json['bookingFields'];
    if (eventType.handOver || !Array.isArray(fields) || !hidden.has(eventType.id)) return offered;
    const seen = {...json, bookingFields: [...fields, unanswerable]};
    return {...offered, eventType: {...eventType, handOver: 'hidden'}, json: seen};
  }

  function load(ref: EventTypeRef): Promise<OfferedEventType | undefined> {
    return last.read(nameOf(ref), patienceMs =>
      cache.read(nameOf(ref), async () => {
        if (isTeamSlug(ref)) return undefined;
        const request = eventTypeRequest(ref);
        const own = () => ask(() => upstream.send(request, {withKey: true, patienceMs}));
        if (ref.kind === 'id') return (await own())[0];
        const [found] = await ask(() => upstream.send(request, {patienceMs}));
        if (found) await hidden.check(found.eventType.id);
        return found ?? (ref.kind === 'user' ? (await own())[0] : undefined);
      }),
    );
  }

  /** The same event type, if the list names it in another way. */
  async function findByOtherName(ref: EventTypeRef): Promise<OfferedEventType | undefined> {
    const others = allowed === '*' ? [] : allowed.filter(other => (other.kind === 'id') !== (ref.kind === 'id'));
    // Cal.com's API cannot look up a team's slug, but an event type says which team it belongs to.
    const loads = others.filter(other => !isTeamSlug(other)).map(load);
    if (ref.kind === 'id' && others.some(isTeamSlug)) loads.push(load(ref));
    const results = await Promise.allSettled(loads);
    const found = results
      .flatMap(result => (result.status === 'fulfilled' && result.value ? [result.value] : []))
      .find(({eventType, names: own}) =>
        ref.kind === 'id' ? eventType.id === ref.id && own.some(name => names.has(name)) : own.includes(nameOf(ref)),
      );
    const failed = results.find(result => result.status === 'rejected');
    if (!found && failed) throw failed.reason;
    return found;
  }

  async function find(ref: EventTypeRef): Promise<OfferedEventType> {
    const found =
      allowed === '*' || names.has(nameOf(ref))
        ? await load(ref)
        : await findByOtherName(ref).then(other => other ?? refuse(ref));
    if (!found)
      throw new BookingError(
        'not_found',
        `The proxy cannot read an event type "${formatRef(ref)}"${isTeamSlug(ref) ? ': use its number' : ''}.`,
        {status: 404},
      );
    return asKnown(found);
  }

  return {
    find,
    noteUnanswerable: hidden.note,
    async requireOffered(ref) {
      if (allowed !== '*' && !names.has(nameOf(ref)) && !(await findByOtherName(ref))) refuse(ref);
    },
    async list() {
      if (allowed !== '*') return (await listAll(allowed.map(load))).map(asKnown);
      const own = () =>
        upstream.send({method: 'GET', path: '/v2/event-types', version: apiVersions.eventTypes}, {withKey: true});
      return (await lists.read('', () => ask(own, json => json['hidden'] !== true))).map(asKnown);
    },
  };
}

async function listAll(loads: Promise<OfferedEventType | undefined>[]): Promise<OfferedEventType[]> {
  const results = await Promise.allSettled(loads);
  const failed = results.find(result => result.status === 'rejected');
  if (failed) throw failed.reason;
  const found = results.flatMap(result => (result.status === 'fulfilled' && result.value ? [result.value] : []));
  return [...new Map(found.map(offered => [offered.eventType.id, offered])).values()];
}

async function ask(
  send: () => Promise<Json>,
  isShown: (json: Json) => boolean = () => true,
): Promise<OfferedEventType[]> {
  try {
    const {data} = await send();
    const shown = (Array.isArray(data) ? looseObjects(data) : [looseObject(data)]).filter(isShown);
    return shown.map(json => ({
      eventType: decodeEventTypes({data: json})[0]!,
      json: filterEventType(json),
      names: namesOf(json),
    }));
  } catch (error) {
    if (isBookingError(error) && error.code === 'not_found') return [];
    throw error;
  }
}

function nameOf(ref: EventTypeRef): string {
  return formatRef(ref).toLowerCase();
}

function isTeamSlug(ref: EventTypeRef): boolean {
  return ref.kind === 'team' && !/^\d+$/.test(ref.team);
}

function namesOf(json: Json): string[] {
  const slug = looseText(json['slug']) ?? '';
  const team = looseObject(json['team']);
  const teams = [looseText(team['slug']), json['teamId'], team['id']].filter(
    name => name !== undefined && name !== null,
  );
  const users = looseObjects(json['users'])
    .map(user => looseText(user['username']))
    .filter(name => name !== undefined);
  const links =
    teams.length > 0 ? teams.map(name => `team/${String(name)}/${slug}`) : users.map(name => `${name}/${slug}`);
  return [String(json['id']), ...links].map(name => name.toLowerCase());
}

function refuse(ref: EventTypeRef): never {
  throw new BookingError(
    'not_allowed',
    `This proxy does not offer the event type "${formatRef(ref)}": add it to BOOKING_EVENT_TYPES.`,
    {status: 403},
  );
}

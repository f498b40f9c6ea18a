import {freeStarts, seatedBooking} from '../world/availability.ts';
import {findBySlug, findEventType, findPerson, findTeam} from '../world/data.ts';
import {exception, pipe, type PropertyError} from '../errors.ts';
import type {EventTypeRow} from '../world/model.ts';
import {dayOf, iso, isZone, localIso} from '../world/time.ts';
import type {World} from '../world/world.ts';
import type {Handler} from './call.ts';
import {dynamicEventType} from './event-types/dynamic.ts';

const common = ['start', 'end', 'timeZone', 'duration', 'format', 'bookingUidToReschedule', 'rrHostSubsetIds'];

/** The ways to name an event type, in order of precedence; each refuses the parameters of the others. */
const forms: {needs: string[]; may: string[]}[] = [
  {needs: ['eventTypeId'], may: []},
  {needs: ['username', 'eventTypeSlug'], may: ['organizationSlug']},
  {needs: ['teamSlug', 'eventTypeSlug'], may: ['organizationSlug']},
  {needs: ['usernames', 'organizationSlug'], may: []},
];

const isoDate = /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?)?$/;

function problems(query: URLSearchParams, form: {needs: string[]; may: string[]}): PropertyError[] {
  const allowed = [...form.needs, ...form.may, ...common];
  const wrong = (property: string, name: string, message: string): PropertyError => ({
    property,
    constraints: {[name]: message},
  });
  const found = [...new Set(query.keys())]
    .filter(name => !allowed.includes(name))
    .map(name => wrong(name, 'whitelistValidation', `property ${name} should not exist`));
  for (const name of ['start', 'end']) {
    const value = query.get(name);
    if (!value || !isoDate.test(value))
      found.push(wrong(name, 'isDateString', `${name} must be a valid ISO 8601 date string`));
  }
  const zone = query.get('timeZone');
  if (zone !== null && !isZone(zone))
    found.push(wrong('timeZone', 'isTimeZone', 'timeZone must be a valid IANA time-zone'));
  const format = query.get('format');
  if (format !== null && format !== 'range' && format !== 'time')
    found.push(wrong('format', 'isEnum', 'slotFormat must be either "range" or "time"'));
  const duration = query.get('duration');
  if (duration !== null && !(Number(duration) >= 1))
    found.push(wrong('duration', 'isNumber', 'duration must be a number conforming to the specified constraints'));
  if (form.needs[0] === 'eventTypeId' && !/^\d+$/.test(query.get('eventTypeId')!))
    found.push(
      wrong('eventTypeId', 'isNumber', 'eventTypeId must be a number conforming to the specified constraints'),
    );
  if (form.needs[0] === 'usernames' && query.get('usernames')!.split(',').length < 2)
    found.push(wrong('usernames', 'arrayMinSize', 'usernames must contain at least 2 elements'));
  return found;
}

function identify(query: URLSearchParams): EventTypeRow {
  const form = forms.find(({needs}) => needs.every(name => query.has(name)));
  if (!form)
    throw exception(
      400,
      'Event type not specified: provide eventTypeId, or username and eventTypeSlug, or teamSlug and ' +
        'eventTypeSlug, or usernames and organizationSlug.',
    );
  const errors = problems(query, form);
  if (errors.length) throw pipe(errors);
  const get = (name: string) => query.get(name)!;
  // All users of the stand-in belong to one organization; other organizations have none of them.
  const isElsewhere = query.has('organizationSlug') && get('organizationSlug') !== 'acme';
  if (isElsewhere && query.has('username')) throw exception(404, `User with username ${get('username')} not found`);
  if (isElsewhere && query.has('teamSlug')) throw exception(404, `Team with slug ${get('teamSlug')} not found`);
  let row: EventTypeRow | undefined;
  switch (form.needs[0]) {
    case 'eventTypeId':
      row = findEventType(Number(get('eventTypeId')));
      break;
    case 'username':
      if (!findPerson(get('username'))) throw exception(404, `User with username ${get('username')} not found`);
      row = findBySlug({username: get('username')}, get('eventTypeSlug'));
      break;
    case 'teamSlug':
      if (!findTeam(get('teamSlug'))) throw exception(404, `Team with slug ${get('teamSlug')} not found`);
      row = findBySlug({team: get('teamSlug')}, get('eventTypeSlug'));
      break;
    default: {
      const names = get('usernames')
        .split(',')
        .map(name => name.trim());
      const stranger = names.find(name => !findPerson(name));
      if (stranger) throw exception(404, `User with username ${stranger} not found`);
      row = dynamicEventType(names);
    }
  }
  if (!row) throw exception(404, 'Event Type not found');
  return row;
}

/** The requested range. Times without an offset are UTC; an `end` at midnight means the end of that day. */
function range(query: URLSearchParams): [from: number, to: number] {
  const read = (name: string) => {
    const text = query.get(name)!;
    return Date.parse(/(Z|[+-]\d{2}:?\d{2})$/.test(text) ? text : `${text.includes('T') ? text : `${text}T00:00:00`}Z`);
  };
  const from = read('start');
  let to = read('end');
  if (iso(to).slice(11, 19) === '00:00:00') to += 86_399_000;
  return [from, to];
}

/** GET /v2/slots (cal-api.md §2.3); equal queries are answered from a cache (cal-real.md 2). */
export const getSlots: Handler = ({world, query}) => {
  const row = identify(query);
  const asked = range(query);
  const key = query.toString();
  const kept = world.slotsCache.get(key);
  if (kept && kept.until > world.now()) return {data: kept.days};
  const days = daysOf(world, row, asked, query);
  world.slotsCache.set(key, {until: world.now() + world.options.slotsCacheMs, days});
  return {data: days};
};

function daysOf(
  world: World,
  row: EventTypeRow,
  [from, to]: [from: number, to: number],
  query: URLSearchParams,
): unknown {
  // An end before the start is not an error (cal-real.md 11).
  if (row.scheduling === 'managed' || !(from < to)) return {};
  const minutes = Number(query.get('duration') ?? row.minutes);
  const zone = query.get('timeZone') ?? 'UTC';
  const days: Record<string, Record<string, unknown>[]> = {};
  for (const start of freeStarts(world, row, from, to, minutes, query.get('bookingUidToReschedule') ?? undefined)) {
    if (row.oneTimeADay && days[dayOf(start, zone)]) continue;
    const booking = row.seats ? seatedBooking(world, row, start) : undefined;
    const booked = booking?.seats?.length ?? 0;
    (days[dayOf(start, zone)] ??= []).push({
      start: localIso(start, zone),
      ...(query.get('format') === 'range' ? {end: localIso(start + minutes * 60_000, zone)} : {}),
      ...(row.seats
        ? {seatsBooked: booked, seatsRemaining: row.seats.count - booked, seatsTotal: row.seats.count}
        : {}),
      ...(booking ? {bookingUid: booking.uid} : {}),
    });
  }
  return days;
}

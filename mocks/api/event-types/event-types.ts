import {hostsOf} from '../../world/availability.ts';
import {findBySlug, findEventType, findPerson, teams} from '../../world/data.ts';
import {eventTypes} from '../../world/event-types.ts';
import {exception} from '../../errors.ts';
import type {EventTypeRow, Person} from '../../world/model.ts';
import type {Handler} from '../call.ts';
import {eventTypeOutput} from './event-type-output.ts';
import {dynamicEventType} from './dynamic.ts';

const owns = (person: Person | undefined, row: EventTypeRow) =>
  person !== undefined && row.hosts.includes(person.username);
const own = (username: string) => eventTypes.filter(row => !row.team && row.hosts[0] === username);

/** GET /v2/event-types. An unknown user or slug is an empty list, not a 404. */
export const listEventTypes: Handler = ({world, query, caller}) => {
  const username = query.get('username');
  const usernames = query
    .get('usernames')
    ?.split(',')
    .map(name => name.trim());
  const show = (rows: EventTypeRow[]) => ({
    data: rows
      .filter(row => !row.hidden || owns(caller, row))
      .map(row => eventTypeOutput(world, row, owns(caller, row))),
  });
  if (usernames) {
    if (usernames.some(name => !findPerson(name))) return {data: []};
    return {data: [eventTypeOutput(world, dynamicEventType(usernames))]};
  }
  if (username) {
    const slug = query.get('eventSlug');
    const row = slug ? findBySlug({username}, slug) : undefined;
    if (slug) return show(row ? [row] : []);
    return show(own(username));
  }
  return show(caller ? own(caller.username) : []);
};

/** GET /v2/event-types/:id. Other users' event types are not found. */
export const getEventType: Handler = ({world, params, caller}) => {
  if (!/^\d+$/.test(params['id']!)) throw exception(400, 'Validation failed (numeric string is expected)');
  const row = findEventType(Number(params['id']));
  if (!row || !owns(caller, row)) throw exception(404, `Event type with id ${params['id']} not found`);
  return {data: eventTypeOutput(world, row, true)};
};

/** GET /v2/teams/:teamId/event-types. */
export const listTeamEventTypes: Handler = ({world, params, query}) => {
  const team = teams.find(each => each.id === Number(params['teamId']));
  if (!team) throw exception(404, `Team with id ${params['teamId']} not found`);
  const slug = query.get('eventSlug');
  const limit = Number(query.get('hostsLimit') ?? Infinity);
  const rows = eventTypes.filter(row => row.team === team.slug && (!slug || row.slug === slug));
  return {
    data: rows.map(row => {
      const output = eventTypeOutput(world, row);
      return {
        ...output,
        hosts: hostsOf(row)
          .slice(0, limit)
          .map(host => output.hosts!.find(({userId}) => userId === host.id)),
      };
    }),
  };
};

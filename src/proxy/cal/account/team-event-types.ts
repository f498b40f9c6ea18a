import {formatRef} from '../../../core/model/cal-link.ts';
import {looseObject} from '../../../core/cal/read.ts';
import {eventTypeRequest} from '../../../core/cal/requests/requests.ts';
import type {Settings} from '../../settings/settings.ts';
import type {Console} from './console.ts';

/** Each is one call to Cal.com. */
const most = 20;

/** An event type of a team, as the settings name it. */
export interface TeamEventType {
  name: string;
  /** Where its own webhooks are; undefined where Cal.com's API knows the team by no number. */
  path: string | undefined;
}

/**
 * Of the event types that are offered those that belong to a team. An account's own webhook never tells of their
 * bookings (cal-webhooks.md §2.4). One that cannot be read counts as none, unless its name says whose it is.
 */
export async function findTeamEventTypes(
  console: Console,
  eventTypes: Settings['eventTypes'],
): Promise<TeamEventType[]> {
  if (eventTypes === '*') return [];
  const found = await Promise.all(
    eventTypes.slice(0, most).map(async (ref): Promise<TeamEventType | undefined> => {
      const name = formatRef(ref);
      if (ref.kind === 'user') return undefined;
      if (ref.kind === 'team' && !/^\d+$/.test(ref.team)) return {name, path: undefined};
      const {path, query} = eventTypeRequest(ref);
      const {json} = await console.ask({method: 'GET', path: query ? `${path}?${new URLSearchParams(query)}` : path});
      const {id, teamId} = looseObject(Array.isArray(json['data']) ? json['data'][0] : json['data']);
      const isTeams = typeof id === 'number' && typeof teamId === 'number';
      if (isTeams) return {name, path: `/v2/teams/${teamId}/event-types/${id}/webhooks`};
      return ref.kind === 'team' ? {name, path: undefined} : undefined;
    }),
  );
  return found.filter(each => each !== undefined);
}

/** What to say of those that have no webhook of their own, and what to do. */
export function describeTeamEventTypes(names: readonly string[]): {message: string; todo: string} {
  return {
    message: `The account's webhook never tells of bookings of a team's event types: ${names.join(', ')}.`,
    todo:
      'name them by number, so that webhook register finds them, or give each, or its team, a webhook in Cal.com with ' +
      'the same address, secret and triggers; until then the proxy finds out by itself, within hours.',
  };
}

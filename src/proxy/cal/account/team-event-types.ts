import {formatRef} from '../../../core/model/format-ref.ts';
import {looseObject} from '../../../core/cal/read.ts';
import {eventTypeRequest} from '../../../core/cal/requests/requests.ts';
import type {Settings} from '../../settings/settings.ts';
import type {Console} from './console.ts';

/** Limit, because each takes one call to Cal.com. */
const most = 20;

/** An event type of a team, under its name in the settings. */
export interface TeamEventType {
  name: string;
  /** The path of its webhooks; undefined if Cal.com's API gives no number for the team. */
  path: string | undefined;
}

/**
 * The offered event types that belong to a team. An account's webhook never reports their bookings (cal-webhooks.md
 * §2.4). An event type that cannot be read is skipped, unless its name contains the team.
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

/** The message for team event types without a webhook of their own, and the fix. */
export function describeTeamEventTypes(names: readonly string[]): {message: string; todo: string} {
  return {
    message: `The account's webhook does not report bookings of team event types: ${names.join(', ')}.`,
    todo:
      'name them by number, so that webhook register finds them, or create a webhook for each, or for its team, in ' +
      'Cal.com with the same address, secret and triggers; until then the proxy finds out by itself, within hours.',
  };
}

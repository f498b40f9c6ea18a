import {formatRef} from '../../core/cal-link.ts';
import {looseObject} from '../../core/cal/read.ts';
import type {Settings} from '../settings.ts';
import type {Console} from './console.ts';

/** Each is one call to Cal.com. */
const most = 20;

/**
 * Of the event types that are offered those that belong to a team, as the settings name them. An account's own webhook
 * never tells of their bookings (cal-webhooks.md §2.4). One that cannot be read counts as none.
 */
export async function findTeamEventTypes(console: Console, eventTypes: Settings['eventTypes']): Promise<string[]> {
  if (eventTypes === '*') return [];
  const ofTeam = await Promise.all(eventTypes.slice(0, most).map(async ref => {
    if (ref.kind !== 'id') return ref.kind === 'team';
    const {json} = await console.ask({method: 'GET', path: `/v2/event-types/${ref.id}`});
    return typeof looseObject(json['data'])['teamId'] === 'number';
  }));
  return eventTypes.filter((_, index) => ofTeam[index]).map(formatRef);
}

/** What to say of them, and what to do. */
export function describeTeamEventTypes(names: readonly string[]): {message: string; todo: string} {
  return {
    message: `The account's webhook never tells of bookings of a team's event types: ${names.join(', ')}.`,
    todo: 'give each of them, or its team, a webhook in Cal.com with the same address, secret and triggers; until then the proxy finds out by itself, within hours.',
  };
}

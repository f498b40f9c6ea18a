import {z} from 'zod';
import type {EventTypeRef} from '../../../core/model/types.ts';
import {check} from './check.ts';
import {slug, text} from './fields.ts';

const query = z.union(
  [
    z.strictObject({}).transform(() => undefined),
    z
      .strictObject({eventTypeId: text(15).regex(/^[1-9]\d*$/)})
      .transform(({eventTypeId}): EventTypeRef => ({kind: 'id', id: Number(eventTypeId)})),
    z
      .strictObject({username: slug, eventSlug: slug})
      .transform(({username, eventSlug}): EventTypeRef => ({kind: 'user', username, slug: eventSlug})),
  ],
  'send username and eventSlug, or eventTypeId, or nothing for all',
);

const withSlots = ['include', 'start', 'end', 'duration'];

const teamQuery = z.strictObject({eventSlug: slug});

function withoutSlots(given: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => !withSlots.includes(name)));
}

/** The event type named by the query of GET /v2/event-types; undefined for all. Rejects with `invalid_request`. */
export function readEventTypeQuery(given: Record<string, string>): EventTypeRef | undefined {
  return check(query, withoutSlots(given), 'The event type cannot be read');
}

/** The event type of a team named by its number. Rejects with `invalid_request`. */
export function readTeamQuery(team: string, given: Record<string, string>): EventTypeRef {
  const number = check(
    text(15).regex(/^[1-9]\d*$/, 'a team must be named by its number here'),
    team,
    'The event type cannot be read',
  );
  return {
    kind: 'team',
    team: number,
    slug: check(teamQuery, withoutSlots(given), 'The event type cannot be read').eventSlug,
  };
}

/** The event type named by its number in a path. Rejects with `invalid_request`. */
export function readEventTypeId(id: string): EventTypeRef {
  return {
    kind: 'id',
    id: Number(check(text(15).regex(/^[1-9]\d*$/, 'its number is wrong'), id, 'The event type cannot be read')),
  };
}

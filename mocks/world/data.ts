import {eventTypes} from './event-types.ts';
import type {EventTypeRow, Person, Team} from './model.ts';

/**
 * The stand-in's users. Rick works in UTC, so his 9:00–17:00 are the same instants all year and his days are UTC days
 * in any test time zone; Morty's zone has daylight saving time.
 */
const people: Person[] = [
  {id: 301, username: 'rick', name: 'Rick Astley', email: 'rick@example.com', timeZone: 'UTC'},
  {id: 302, username: 'morty', name: 'Morty Smith', email: 'morty@example.com', timeZone: 'America/New_York'},
];

export const teams: Team[] = [{id: 50, slug: 'acme', name: 'Acme'}];

/** Addresses that are always refused: otherwise no test could provoke these refusals. */
export const emailRefusals: Record<string, {status: number; message: string}> = {
  'blocked@example.com': {status: 403, message: 'Cannot use this email to create the booking.'},
  'spam@example.com': {status: 500, message: 'Internal server error'},
  'limit@example.com': {status: 401, message: 'booking_limit_reached'},
};

/** The user, event type or team with a name; undefined if there is none. */
export const findPerson = (username: string) => people.find(person => person.username === username);
export const findTeam = (slug: string) => teams.find(team => team.slug === slug);
export const findEventType = (id: number) => eventTypes.find(row => row.id === id);

/** A user's or team's event type by its slug. */
export function findBySlug(owner: {username?: string; team?: string}, slug: string): EventTypeRow | undefined {
  return eventTypes.find(
    row => row.slug === slug && (owner.team ? row.team === owner.team : !row.team && row.hosts[0] === owner.username),
  );
}

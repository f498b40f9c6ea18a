import {BookingError} from './error.ts';
import type {EventTypeRef} from './types.ts';

const shapes = 'Write user/slug, team/team-slug/slug or the address of a Cal.com booking page';

/** Takes the path out of a booking page's address; anything else comes back without outer slashes. */
function toPath(text: string): string {
  const path = text.trim().replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  return path.replace(/^\/+|\/+$/g, '').replace(/\/embed$/, '');
}

function refuse(text: string, why: string): never {
  throw new BookingError('invalid_request', `The cal-link "${text.slice(0, 100)}" ${why}. ${shapes}.`);
}

/**
 * Reads a cal-link: `user/slug`, `team/team-slug/slug`, or the whole address of a booking page.
 * With `ids` a bare number is an event type's id. Throws `invalid_request` in one clear sentence.
 */
export function parseCalLink(text: string, ids = false): EventTypeRef {
  const path = toPath(text);
  if (ids && /^[1-9]\d{0,14}$/.test(path)) return {kind: 'id', id: Number(path)};
  const parts = path.split('/');
  const isTeam = parts[0] === 'team';
  if (path === '') refuse(text, 'is empty');
  if (parts.some(part => !/^[^\s\\%+<>"]+$/.test(part))) {
    refuse(text, path.includes('+') ? 'names several people, which only the embedded page can book' : 'holds characters no booking page has');
  }
  if (parts.length === (isTeam ? 2 : 1)) refuse(text, 'does not name an event type');
  if (parts.length > (isTeam ? 3 : 2)) refuse(text, 'has too many parts');
  return isTeam ? {kind: 'team', team: parts[1]!, slug: parts[2]!} : {kind: 'user', username: parts[0]!, slug: parts[1]!};
}

/** The cal-link of an event type, as `parseCalLink` reads it; an id as its number. */
export function formatRef(ref: EventTypeRef): string {
  if (ref.kind === 'id') return String(ref.id);
  return ref.kind === 'team' ? `team/${ref.team}/${ref.slug}` : `${ref.username}/${ref.slug}`;
}

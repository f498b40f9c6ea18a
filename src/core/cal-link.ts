import {BookingError} from './error.ts';
import type {EventTypeRef} from './types.ts';

/** Dots alone would climb out of the path; a colon is a scheme's. */
const segment = /^(?!\.+$)[^\s\\%+:<>"]+$/;

/** A user's or team's name and a slug, with the address before them; Cal.com's own names are far shorter. */
const longest = 500;

/** Takes the path out of a booking page's address; a bare cal-link is its own path. */
function toPath(text: string): string {
  // Looking behind keeps a row of slashes from being walked once for each of them.
  return text.trim().replace(/^https?:\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '').replace(/^\/+|(?<!\/)\/+$/g, '');
}

/**
 * Reads a cal-link: `user/slug`, `team/team-slug/slug`, or the whole address of a booking page.
 * With `ids` a bare number is an event type's id. Throws `invalid_request` in one clear sentence.
 */
export function parseCalLink(text: string, ids = false): EventTypeRef {
  const refuse = (why: string): never => {
    throw new BookingError('invalid_request', `The cal-link "${text.slice(0, 100)}" ${why}: write user/slug, team/team-slug/slug or the address of a Cal.com booking page.`);
  };
  if (text.length > longest) refuse(`has more than ${longest} characters`);
  const path = toPath(text);
  if (ids && /^[1-9]\d{0,14}$/.test(path)) return {kind: 'id', id: Number(path)};
  const parts = path.split('/');
  const expected = parts[0] === 'team' ? 3 : 2;
  if (parts.length > expected && parts.at(-1) === 'embed') parts.pop();
  if (path === '') refuse('is empty');
  if (path.includes('+')) refuse('names several people, which only an embedded page can book');
  if (!parts.every(part => segment.test(part))) refuse('holds characters no booking page has');
  if (parts.length !== expected) refuse('does not name an event type');
  const [first, second, third] = parts as [string, string, string];
  return expected === 3 ? {kind: 'team', team: second, slug: third} : {kind: 'user', username: first, slug: second};
}

/** The cal-link of an event type, as `parseCalLink` reads it; an id as its number. */
export function formatRef(ref: EventTypeRef): string {
  if (ref.kind === 'id') return String(ref.id);
  return ref.kind === 'team' ? `team/${ref.team}/${ref.slug}` : `${ref.username}/${ref.slug}`;
}

import {BookingError} from './error.ts';
import type {EventTypeRef} from './types.ts';

/** Dots alone would climb out of the path; a colon is a scheme's. */
const segment = /^(?!\.+$)[^\s\\%+:<>"]+$/;

/** A user's or team's name and a slug, with the address before them; Cal.com's own names are far shorter. */
const longest = 500;

/** Cal.com's own servers; a name but these before them is an organization's, whose people have names of their own. */
const hosted = /^(?:(.+)\.)?cal\.(com|eu|dev)\.?(?::\d*)?$/;
const plain = ['www', 'app', 'api', undefined];

/** First parts of a path that are no user's: private links, organizations, routing forms, what is done with bookings. */
const pages =
  /^(d|org|forms|router|bookings?|booking-successful|instant-meeting|reschedule|video|apps|auth|signup|settings)$/i;

/** Parts of a query that say who of several hosts is meant, or which booking. */
const choosing =
  /[?&](cal\.\w+|routedTeamMemberIds|rrHostSubsetIds|hashedLink|orgSlug|user(name)?s?|(reschedule|booking|seatReference)Uid)=/i;

const elsewhere = 'means somebody or something that only an embedded page finds';

/** Cal.com's region of a host (each has people of its own), an organization's host, another server, or no host. */
function serverOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  // What stands before an @ is no host, but looks like one.
  if (host.includes('@')) return 'organization';
  // As a browser reads it: full-width letters and dots are others written wide.
  const found = hosted.exec(host.normalize('NFKC').replaceAll('\u3002', '.').toLowerCase());
  return !found ? 'other' : plain.includes(found[1]) ? found[2] : 'organization';
}

const decode = (text: string) =>
  text.replace(/%([2-7][\da-f])/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

/** Takes the path out of a booking page's address; a bare cal-link is its own path. */
function toPath(text: string): string {
  // Looking behind keeps a row of slashes from being walked once for each of them.
  return text
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/^\/+|(?<!\/)\/+$/g, '');
}

/**
 * Reads a cal-link: `user/slug`, `team/team-slug/slug`, or the whole address of a booking page; of one that cannot be
 * read it says why, in words that follow the link. With `ids` a bare number is an event type's id. Only what the API can
 * be asked for is read: a link that means somebody by its host, its query or another kind of path is refused, since
 * without that part it would name somebody else. `api` is the API that will be asked, where that is known.
 */
export function readCalLink(given: string, ids = false, api?: string): EventTypeRef | string {
  if (given.length > longest) return `has more than ${longest} characters`;
  const text = given.trim().replace(/^(\/\/|(?=([\w-]+\.)*cal\.(com|eu|dev)\b(?!-)))/i, 'https://');
  const server = serverOf(/^https?:\/\/([^/?#]*)/i.exec(text)?.[1]);
  if (server === 'organization' || choosing.test(decode(text))) return elsewhere;
  // Of two self-hosted servers nothing can be said: a booking page and its API have different hosts.
  if (server && api && server !== serverOf(api.split('/')[2])) return `is on another server than ${api}`;
  const path = toPath(text);
  if (ids && /^[1-9]\d{0,14}$/.test(path)) return {kind: 'id', id: Number(path)};
  const parts = path.split('/');
  const expected = parts[0]!.toLowerCase() === 'team' ? 3 : 2;
  if (parts.length > expected && parts.at(-1) === 'embed') parts.pop();
  if (path === '') return 'is empty';
  if (path.includes('+')) return 'names several people, which only an embedded page can book';
  if (pages.test(parts[0]!)) return elsewhere;
  if (!parts.every(part => segment.test(part))) return 'holds characters no booking page has';
  if (parts.length !== expected) return 'does not name an event type';
  const [first, second, third] = parts as [string, string, string];
  return expected === 3 ? {kind: 'team', team: second, slug: third} : {kind: 'user', username: first, slug: second};
}

/** The same, and throws `invalid_request` in one clear sentence for a link that cannot be read. */
export function parseCalLink(given: string, ids?: boolean, api?: string): EventTypeRef {
  const ref = readCalLink(given, ids, api);
  if (typeof ref !== 'string') return ref;
  throw new BookingError(
    'invalid_request',
    `The cal-link "${given.slice(0, 100)}" ${ref}: write user/slug, team/team-slug/slug or the address of a Cal.com booking page.`,
  );
}

/** The cal-link of an event type, as `parseCalLink` reads it; an id as its number. */
export function formatRef(ref: EventTypeRef): string {
  if (ref.kind === 'id') return String(ref.id);
  return ref.kind === 'team' ? `team/${ref.team}/${ref.slug}` : `${ref.username}/${ref.slug}`;
}

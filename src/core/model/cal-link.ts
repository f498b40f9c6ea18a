import {BookingError} from './error.ts';
import type {EventTypeRef} from './types.ts';

/** Dots alone would climb out of the path; a colon belongs to a scheme. */
const segment = /^(?!\.+$)[^\s\\%+:<>"]+$/;

/** Enough for a full address with a user or team name and a slug; Cal.com's own names are far shorter. */
const longest = 500;

/**
 * Cal.com's own servers. Any other name in front of them is an organization's, and organizations have users of their
 * own.
 */
const hosted = /^(?:(.+)\.)?cal\.(com|eu|dev)\.?(?::\d*)?$/;
const plain = ['www', 'app', 'api', undefined];

/** First path segments that are not user names: private links, organizations, routing forms, actions on bookings. */
const pages =
  /^(d|org|forms|router|bookings?|booking-successful|instant-meeting|reschedule|video|apps|auth|signup|settings)$/i;

/** Query parameters that select one of several hosts or a booking. */
const choosing =
  /[?&](cal\.\w+|routedTeamMemberIds|rrHostSubsetIds|hashedLink|orgSlug|user(name)?s?|(reschedule|booking|seatReference)Uid)=/i;

const elsewhere = 'can only be resolved by an embedded booking page';

/**
 * Returns Cal.com's region (each has its own users), `organization`, `other` for another server, or undefined without a
 * host.
 */
function serverOf(host: string | undefined): string | undefined {
  if (host === undefined) return undefined;
  // Text before an @ looks like a host but is not one.
  if (host.includes('@')) return 'organization';
  // Browsers treat full-width letters and dots as their plain forms.
  const found = hosted.exec(host.normalize('NFKC').replaceAll('\u3002', '.').toLowerCase());
  return !found ? 'other' : plain.includes(found[1]) ? found[2] : 'organization';
}

const decode = (text: string) =>
  text.replace(/%([2-7][\da-f])/gi, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));

/** Returns the path of a booking page's address. A bare cal-link is its own path. */
function toPath(text: string): string {
  // The lookbehind keeps a long row of slashes from being scanned once per slash.
  return text
    .replace(/^https?:\/\/[^/?#]*/i, '')
    .replace(/[?#].*$/s, '')
    .replace(/^\/+|(?<!\/)\/+$/g, '');
}

/**
 * Reads a cal-link: `user/slug`, `team/team-slug/slug`, or the whole address of a booking page. Returns the reason as a
 * phrase that follows the link when it cannot be read. With `ids`, a bare number is an event type's id. Links that the
 * API cannot resolve (because of their host, their query or another kind of path) are refused: without that part they
 * would name somebody else. `api` is the address of the API that will be called, if known.
 */
export function readCalLink(link: string, ids = false, api?: string): EventTypeRef | string {
  if (link.length > longest) return `has more than ${longest} characters`;
  const text = link.trim().replace(/^(\/\/|(?=([\w-]+\.)*cal\.(com|eu|dev)\b(?!-)))/i, 'https://');
  const server = serverOf(/^https?:\/\/([^/?#]*)/i.exec(text)?.[1]);
  if (server === 'organization' || choosing.test(decode(text))) return elsewhere;
  // Two self-hosted servers cannot be compared: a booking page and its API have different hosts.
  if (server && api && server !== serverOf(api.split('/')[2])) return `is on another server than ${api}`;
  const path = toPath(text);
  if (ids && /^[1-9]\d{0,14}$/.test(path)) return {kind: 'id', id: Number(path)};
  const parts = path.split('/');
  const expected = parts[0]!.toLowerCase() === 'team' ? 3 : 2;
  if (parts.length > expected && parts.at(-1) === 'embed') parts.pop();
  if (path === '') return 'is empty';
  if (path.includes('+')) return 'names several people, which only an embedded booking page can book';
  if (pages.test(parts[0]!)) return elsewhere;
  if (!parts.every(part => segment.test(part))) return 'contains invalid characters';
  if (parts.length !== expected) return 'does not name an event type';
  const [first, second, third] = parts as [string, string, string];
  return expected === 3 ? {kind: 'team', team: second, slug: third} : {kind: 'user', username: first, slug: second};
}

/** Like `readCalLink`, but throws `invalid_request` when the link cannot be read. */
export function parseCalLink(link: string, ids?: boolean, api?: string): EventTypeRef {
  const ref = readCalLink(link, ids, api);
  if (typeof ref !== 'string') return ref;
  throw new BookingError(
    'invalid_request',
    `The cal-link "${link.slice(0, 100)}" ${ref}: ` +
      'write user/slug, team/team-slug/slug or the address of a Cal.com booking page.',
  );
}

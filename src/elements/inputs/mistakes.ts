import type {BookingError} from '../../core/model/error.ts';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {EventType} from '../../core/model/types.ts';
import {complainOnce, warnOnce} from '../../embed/warn.ts';

const date = (what: string, example: string) => `a ${what} such as "${example}"`;
const day = date('day', '2026-11-30');
const instant = date('moment', '2026-11-30T10:00:00Z');
const zone = 'a time zone such as "Europe/Berlin"';

/** What a property may be, in words; elements agree on what a name means. */
const expected: Readonly<Record<string, string>> = {
  theme: 'light, dark or auto',
  layout: 'month_view, week_view or column_view',
  timeZone: zone,
  phoneCountry: 'a country such as "DE"',
  phoneHints: 'an object of texts',
  loading: 'lazy or eager',
  transport: 'embed-js or frame',
  timeoutMs: 'a number of milliseconds from 1 to 600000',
  buttonPosition: 'bottom-right or bottom-left',
  duration: 'a number of minutes from 1 to 1440',
  durationMinutes: 'a number of minutes from 1 to 1440',
  month: date('month', '2026-11'),
  day,
  selected: `${day} or ${instant}`,
  today: day,
  min: day,
  max: day,
  at: instant,
  weekStart: 'a number from 0 to 6',
  counts: 'a Map from days to how many times they have',
  slots: 'a list of times with a "start"',
  eventType: 'an event type as the client reads it',
  prefilled: 'a list of slugs or an object of answers',
  live: 'an object with "token" and "url"',
  view: 'an object with "state" and "steps"',
};

function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.slice(0, 60));
  return typeof value === 'object' || typeof value === 'function'
    ? Array.isArray(value)
      ? 'a list'
      : `an ${typeof value}`.replace('an f', 'a f')
    : String(value).slice(0, 60);
}

/** Says that something an element cannot work with was set on it, and is left out. */
export function tellInput(tag: string, name: string, value: unknown): void {
  // Times are still right in the visitor's zone.
  const tell = name === 'timeZone' ? warnOnce : complainOnce;
  tell(
    `<${tag}> ${name}: ${show(value)} is not ${Object.hasOwn(expected, name) ? expected[name] : 'an object'} and is left out.`,
  );
}

/** Says that the `locale` of an element, or the page's `lang`, is none. */
export function tellLocale(tag: string | undefined, text: unknown): void {
  warnOnce(`${tag ? `<${tag}> locale` : 'lang'}: ${show(text)} is not a language such as "de-AT" and is left out.`);
}

/** Says that the attribute `metadata` cannot be read. */
export function tellMetadata(text: string): void {
  complainOnce(`metadata=${show(text)} is not a JSON object and is left out.`);
}

/** At the start these are the page's fault; later they may be due to a link or an answer of the visitor's. */
const ofSettings = new Set<ErrorCode>([
  'invalid_request',
  'not_found',
  'not_allowed',
  'auth_required',
  'upstream_version',
]);

/** The settings that decide what is asked for. */
const settings = ['cal-link', 'event-type-id', 'proxy', 'origin', 'booking-uid'];

/** Says why an element cannot do its work, where that is the page's fault; `isStart` before a visitor could do anything. */
export function tellFailure(element: Element, {code, message, status, cause}: BookingError, isStart: boolean): void {
  if (code === 'internal' && cause !== undefined)
    return complainOnce(`<${element.localName}>: ${message} ${String(cause).slice(0, 200)}`, cause);
  const isOwn = code === 'invalid_request' && status === undefined;
  const isMissing = code === 'embed_failed' && status === 404;
  if (!isOwn && !isMissing && !(isStart && ofSettings.has(code))) return;
  const names = settings
    .filter(name => element.hasAttribute(name))
    .map(name => ` ${name}=${show(element.getAttribute(name))}`);
  complainOnce(`<${element.localName}${names.join('')}>: ${message}`);
}

/** Milliseconds after which an element that another one names should be there. */
const patienceMs = 5000;

/** Says that a `for` names no element, once the page had time to make it. */
export function watchTarget(element: Element & {for?: string | undefined}): void {
  const id = element.for;
  const look = () => {
    const roots = [element.getRootNode() as Document | ShadowRoot, document];
    if (!id || !element.isConnected || element.for !== id || roots.some(root => root.getElementById?.(id))) return;
    complainOnce(`<${element.localName}> for: no element of the page has the id ${show(id)}.`);
  };
  const wait = () => void setTimeout(look, patienceMs);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, {once: true});
}

/** Says that an event type is not booked for so many minutes. */
export function tellDuration(wished: number, offered: readonly number[]): void {
  complainOnce(
    `<booking-form> duration: ${wished} is not one of the lengths the event type offers (${offered.join(', ')}) and is left out.`,
  );
}

const obstacles: Partial<Record<NonNullable<EventType['handOver']>, string>> = {
  series: 'it repeats and has seats, which Cal.com books for nobody: switch one of them off',
  question: 'a required question cannot be asked here (hidden, unknown, without options, or not taken by its API)',
  hidden: 'it wants an answer to what it hides: show the question, let it be left out, or answer it by `prefill`',
};

/** Says why the form leads to Cal.com's own page, where the event type's owner may not mean it to. */
export function tellHandOver({slug, handOver}: EventType): void {
  const why = handOver && obstacles[handOver];
  if (why) warnOnce(`<booking-form>: "${slug}" cannot be booked here; visitors are led to Cal.com's own page: ${why}.`);
}

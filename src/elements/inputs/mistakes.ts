import type {BookingError} from '../../core/model/error.ts';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {EventType} from '../../core/model/types.ts';
import {complainOnce, warnOnce} from '../../embed/warn.ts';

const date = (what: string, example: string) => `a ${what} such as "${example}"`;
const day = date('day', '2026-11-30');
const instant = date('moment', '2026-11-30T10:00:00Z');
const zone = 'a time zone such as "Europe/Berlin"';

/** What a property accepts, in words. A property name means the same on every element. */
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
  counts: 'a Map from days to their number of times',
  slots: 'a list of times with a "start"',
  eventType: 'an event type as returned by the client',
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

/** Reports an invalid property value, which is ignored. */
export function tellInput(tag: string, name: string, value: unknown): void {
  // Only a warning: times are shown correctly in the visitor's zone.
  const tell = name === 'timeZone' ? warnOnce : complainOnce;
  const wanted = Object.hasOwn(expected, name) ? expected[name] : 'an object';
  tell(`<${tag}> ${name}: ${show(value)} is not ${wanted} and is ignored.`);
}

/** Reports that an element's `locale`, or the page's `lang`, is not a language tag. */
export function tellLocale(tag: string | undefined, text: unknown): void {
  warnOnce(`${tag ? `<${tag}> locale` : 'lang'}: ${show(text)} is not a language such as "de-AT" and is ignored.`);
}

/** Reports that the attribute `metadata` is not valid. */
export function tellMetadata(text: string): void {
  complainOnce(`metadata=${show(text)} is not a JSON object and is ignored.`);
}

/**
 * On the first load, these errors come from the element's settings; later a visitor's link or answer may cause them.
 */
const ofSettings = new Set<ErrorCode>([
  'invalid_request',
  'not_found',
  'not_allowed',
  'auth_required',
  'upstream_version',
]);

/** The attributes that decide what is requested. */
const settings = ['cal-link', 'event-type-id', 'proxy', 'origin', 'booking-uid'];

/** Reports a failure caused by the element's settings. `isStart` means that the visitor has not done anything yet. */
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

/** Milliseconds after the page's load event by which the target of `for` should exist. */
const patienceMs = 5000;

/** Reports a `for` that names no element, after the page had time to create it. */
export function watchTarget(element: Element & {for?: string | undefined}): void {
  const id = element.for;
  const check = () => {
    const roots = [element.getRootNode() as Document | ShadowRoot, document];
    if (!id || !element.isConnected || element.for !== id || roots.some(root => root.getElementById?.(id))) return;
    complainOnce(`<${element.localName}> for: no element on the page has the id ${show(id)}.`);
  };
  const wait = () => void setTimeout(check, patienceMs);
  if (document.readyState === 'complete') wait();
  else addEventListener('load', wait, {once: true});
}

/** Reports that the event type does not offer the requested duration. Durations are in minutes. */
export function tellDuration(wished: number, offered: readonly number[]): void {
  const lengths = offered.join(', ');
  complainOnce(`<booking-form> duration: the event type offers ${lengths} minutes, not ${wished}, which is ignored.`);
}

const obstacles: Partial<Record<NonNullable<EventType['handOver']>, string>> = {
  series: 'Cal.com books no event types that both repeat and have seats; switch one of them off',
  question: "a required question cannot be asked here (hidden, unknown, without options, or refused by Cal.com's API)",
  hidden: 'it hides a required question; show it, make it optional, or answer it by `prefill`',
};

/** Reports why the form sends visitors to the booking page, if the event type's owner may not have intended it. */
export function tellHandOver({slug, handOver}: EventType): void {
  const why = handOver && obstacles[handOver];
  if (why) warnOnce(`<booking-form>: "${slug}" cannot be booked here; visitors are sent to its booking page: ${why}.`);
}

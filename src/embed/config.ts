import {isReservedParameter} from '../core/model/reserved.ts';
import {isTimeZone} from '../core/time/parse-time.ts';
import {refKey} from '../core/model/wire.ts';
import type {EmbedConfig, EmbedUi} from './transport.ts';
import {warnOnce} from './warn.ts';

/** An element's settings for the booking page it shows. */
export interface EmbedSettings {
  /** Answers by question slug; `phone` also fills Cal.com's own phone question. */
  prefill: Record<string, string | boolean | string[]>;
  /** Stored with the booking. Cal.com keeps only strings. */
  metadata: Record<string, unknown>;
  /** Cal.com's embed config as in its guides; the other settings override it. */
  config: Record<string, unknown>;
  /** Query of the surrounding page; its parameters are forwarded with the lowest priority. */
  forwarded?: string;
  theme?: EmbedUi['theme'];
  layout?: string;
  /** IANA zone. */
  timeZone?: string;
  /** Identifies the live session of the booking made on the booking page. */
  ref?: string | undefined;
}

/** Config keys that are sent to a loaded booking page and are not parameters of its address. */
const uiKeys = ['hideEventTypeDetails', 'cssVarsPerTheme'];

/** Parameters that Cal.com does not forward either, and those that control the embed itself. */
const kept = /^(month|date|slot|rescheduleUid|bookingUid|duration|overlayCalendar|embed|embedType|preload|prerender)$/;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function scalar(value: unknown): string | undefined {
  return typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
}

/** Splits a list of addresses as people write them. */
function list(value: unknown): string[] {
  const parts = typeof value === 'string' ? value.split(/[,;\s]+/) : Array.isArray(value) ? value : [];
  return parts.map(part => scalar(part) ?? '').filter(part => part !== '');
}

function some(values: string[]): string[] | undefined {
  return values.length > 0 ? values : undefined;
}

function toLocation(value: unknown): string | undefined {
  if (isRecord(value)) return JSON.stringify(value);
  const text = scalar(value);
  return text === undefined || text.startsWith('{') ? text : JSON.stringify({value: text, optionValue: ''});
}

function toZone(value: unknown): string | undefined {
  const zone = scalar(value);
  if (zone === undefined || isTimeZone(zone)) return zone;
  warnOnce(`cal.tz: "${zone.slice(0, 60)}" is not a time zone such as "Europe/Berlin" and is left out.`);
  return undefined;
}

function toParameter(key: string, value: unknown): EmbedConfig[string] | undefined {
  if (key === 'location') return toLocation(value);
  if (key === 'cal.tz') return toZone(value);
  if (key === 'guests') return some(list(value));
  if (key === 'iframeAttrs') return isRecord(value) && typeof value['id'] === 'string' ? {id: value['id']} : undefined;
  return Array.isArray(value) ? some(list(value)) : scalar(value);
}

function metadataEntries(metadata: unknown): [string, unknown][] {
  return isRecord(metadata) ? Object.entries(metadata).map(([key, value]) => [`metadata[${key}]`, value]) : [];
}

/**
 * `+` means a space in a query, but people write e-mail addresses and phone numbers with it into links: it stays if the
 * whole value is one of these.
 */
function keepPlus(query: string): string {
  return query
    .split('&')
    .map(pair => {
      const text = pair
        .slice(pair.indexOf('=') + 1)
        .replaceAll('%40', '@')
        .replaceAll('%20', ' ');
      const isNumber = /^\+[\d ()./-]+$/.test(text);
      const isAddress = text.split(',').every(part => /^[^\s@]+@[^\s@+]+$/.test(part));
      return isNumber || isAddress ? pair.replaceAll('+', '%2B') : pair;
    })
    .join('&');
}

function forwardedEntries(query = ''): [string, unknown][] {
  const params = new URLSearchParams(keepPlus(query));
  return [...new Set(params.keys())]
    .filter(key => !kept.test(key))
    .map(key =>
      key === 'guest' || key === 'guests'
        ? ['guests', params.getAll(key)]
        : [key, params.getAll(key).length > 1 ? params.getAll(key) : params.get(key)],
    );
}

/** Cal.com asks for one name, so first and last name are joined. */
function withName(answers: Record<string, unknown>): Record<string, unknown> {
  const name = [answers['firstName'], answers['lastName']].filter(Boolean).join(' ');
  return name && answers['name'] === undefined ? {...answers, name} : answers;
}

/**
 * Builds the query of the booking page: prefilled answers, `metadata[key]` strings, theme, layout and time zone. Leaves
 * out values that Cal.com cannot read (objects, null) and names reserved for the kit and Cal.com, because they could
 * come from a link to the page.
 */
export function toEmbedConfig({
  prefill,
  config,
  metadata,
  forwarded,
  theme,
  layout,
  timeZone,
  ref,
}: EmbedSettings): EmbedConfig {
  const {metadata: more, ...rest} = config;
  const entries = Object.entries<unknown>({
    ...Object.fromEntries(forwardedEntries(forwarded)),
    ...withName(rest),
    ...(prefill['phone'] === undefined ? {} : {attendeePhoneNumber: prefill['phone']}),
    ...withName(prefill),
    ...(theme ? {theme} : {}),
    ...(layout ? {layout} : {}),
    ...(timeZone ? {'cal.tz': timeZone} : {}),
  });
  return Object.fromEntries(
    [...entries.filter(([key]) => !uiKeys.includes(key)), ...metadataEntries(more), ...metadataEntries(metadata)]
      .filter(([key]) => !isReservedParameter(key))
      .concat(metadataEntries({[refKey]: ref}))
      .map(([key, value]) => [key, toParameter(key, value)] as const)
      .filter((entry): entry is [string, EmbedConfig[string]] => entry[1] !== undefined),
  );
}

/**
 * Whether a booking page with the look `before` can change to `after` without loading again: settings can be replaced
 * but not removed.
 */
export function canBecome(before: EmbedUi, after: EmbedUi): boolean {
  const keys = ({cssVarsPerTheme, ...ui}: EmbedUi) => [
    ...Object.keys(ui),
    ...Object.keys(cssVarsPerTheme?.light ?? {}),
  ];
  const now = new Set(keys(after));
  return keys(before).every(key => now.has(key));
}

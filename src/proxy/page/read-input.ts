import {randomUUID} from 'node:crypto';
import {answerField} from '../../core/flow/answer-fields.ts';
import {parseCalLink} from '../../core/model/cal-link.ts';
import {BookingError} from '../../core/model/error.ts';
import {localeTag} from '../../core/time/locale.ts';
import {own} from '../../core/model/own.ts';
import {isReservedName} from '../../core/model/reserved.ts';
import {isTimeZone, toInstant} from '../../core/time/time.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {Day, EventTypeRef, Instant, Month} from '../../core/model/types.ts';
import type {Settings} from '../settings/settings.ts';
import {fieldNames, metadataPrefix} from './address.ts';
import {preferredLanguage} from './serve/words.ts';

/** What a link or a sent form says; whatever nobody can use counts as not said. */
export interface FormInput {
  ref: EventTypeRef;
  calLink: string | undefined;
  /** Undefined for a part of a page, which knows its own language, where nothing is said. */
  locale: string | undefined;
  timeZone: string | undefined;
  theme: 'light' | 'dark' | 'auto' | undefined;
  month: Month | undefined;
  day: Day | undefined;
  slot: Instant | undefined;
  duration: number | undefined;
  /** How many dates of a series. */
  count: number | undefined;
  step: string | undefined;
  /** What the page calls the try to book; new where it has no name yet. */
  attempt: string;
  page: string | undefined;
  checkoutToken: string | undefined;
  phoneCountry: string | undefined;
  /** The browser's first language, whether there are words in it or not. */
  language: string | undefined;
  metadata: Record<string, string> | undefined;
  /** The live token of a booking. */
  booking: string | undefined;
  /** Days of a series that were not booked. */
  missed: Day[];
  /** The form alone, to be written into a page. */
  isFragment: boolean;
  valuesOf(name: string): string[];
  /** All that was filled in, as it was sent. */
  typed: [string, string][];
}

const answerPrefix = answerField('');

/** Longer values of the form's own fields are nobody's; answers and metadata are bounded where they are read. */
const longest: Readonly<Record<string, number>> = {
  [fieldNames.page]: 2_000,
  [fieldNames.checkoutToken]: 20_000,
  [fieldNames.booking]: 4_096,
};
const longestField = 500;
/** A day that there is. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** As many as such a field has room for. */
export const mostMissed = 40;
/** What Cal.com keeps of a page's own facts, less what the kit adds. */
const mostMetadata = 48;

/** The page a visitor comes back to carries a token that opens the booking, so it must be of an origin that may book. */
function readPage(written: string | undefined, origins: readonly string[]): string | undefined {
  if (written === undefined) return undefined;
  const url = toLink(written) && URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !origins.includes(url.origin))
    throw new BookingError(
      'not_allowed',
      'The page is not of an origin that may book: its operator can add it to BOOKING_ALLOWED_ORIGINS.',
      {status: 403},
    );
  return url.origin + url.pathname + url.search;
}

/**
 * Reads the parameters of a link or the fields of a form. A link, which anybody can write, names no try to book. Throws
 * `invalid_request` when no event type is named.
 */
export function readInput(
  params: URLSearchParams,
  headers: Headers,
  {allowedOrigins: origins, calApiUrl}: Pick<Settings, 'allowedOrigins' | 'calApiUrl'>,
  isLink: boolean,
): FormInput {
  // Of a field and a button of the same name the button counts, which stands later.
  const last = (name: string) => {
    const value = params.getAll(name).at(-1) ?? '';
    return value.length > (own(longest, name) ?? longestField) ? undefined : value.trim() || undefined;
  };
  const where = <T extends string>(name: string, isFine: (value: string) => boolean) => {
    const value = last(name);
    return value !== undefined && isFine(value) ? (value as T) : undefined;
  };
  const calLink = last(fieldNames.calLink);
  const given = calLink ?? where(fieldNames.eventTypeId, id => /^\d+$/.test(id));
  if (given === undefined)
    throw new BookingError('invalid_request', 'Name an event type with cal-link=user/slug or event-type-id.', {
      status: 400,
    });
  const attempt = isLink ? undefined : where(fieldNames.attempt, key => /^[\x21-\x7e]{8,128}$/.test(key));
  const metadata = [...params]
    .filter(([name]) => name.startsWith(metadataPrefix))
    .map(([name, value]): [string, string] => [name.slice(metadataPrefix.length), value])
    .slice(0, mostMetadata)
    .filter(([name]) => !isReservedName(name));
  const isFragment = params.has(fieldNames.fragment);
  const locale =
    last(fieldNames.locale) ?? (isFragment ? undefined : preferredLanguage(headers.get('accept-language')));
  const number = (name: string) => Number(where(name, digits => /^\d{1,4}$/.test(digits))) || undefined;
  return {
    ref: parseCalLink(given, calLink === undefined, calApiUrl),
    calLink,
    locale: locale === undefined ? undefined : localeTag(locale),
    timeZone: where(fieldNames.timeZone, isTimeZone),
    theme: where(fieldNames.theme, theme => ['light', 'dark', 'auto'].includes(theme)),
    month: where(fieldNames.month, month => /^\d{4}-(0[1-9]|1[0-2])$/.test(month)),
    day: where(fieldNames.day, isDay),
    slot: toInstant(last(fieldNames.slot) ?? ''),
    duration: number(fieldNames.duration),
    count: number(fieldNames.count),
    step: last(fieldNames.step),
    attempt: attempt ?? randomUUID(),
    page: readPage(last(fieldNames.page), origins),
    checkoutToken: last(fieldNames.checkoutToken),
    language: headers.get('accept-language')?.split(/[,;]/, 1)[0]?.trim(),
    phoneCountry: where(fieldNames.phoneCountry, country => /^[a-z]{2}$/i.test(country)),
    metadata: metadata.length > 0 ? Object.fromEntries(metadata) : undefined,
    booking: last(fieldNames.booking),
    missed: (last(fieldNames.missed) ?? '').split('.').slice(0, mostMissed).filter(isDay),
    isFragment,
    valuesOf: name => params.getAll(name),
    typed: [...params].filter(([name]) => name.startsWith(answerPrefix) || name === fieldNames.count),
  };
}

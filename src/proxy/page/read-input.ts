import {randomUUID} from 'node:crypto';
import {answerField} from '../../core/flow/answer-fields.ts';
import {parseCalLink} from '../../core/model/cal-link.ts';
import {BookingError} from '../../core/model/error.ts';
import {localeTag} from '../../core/time/locale.ts';
import {own} from '../../core/model/own.ts';
import {isReservedName} from '../../core/model/reserved.ts';
import {isTimeZone, toInstant} from '../../core/time/parse-time.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {Day, EventTypeRef, Instant, Month} from '../../core/model/types.ts';
import type {Settings} from '../settings/settings.ts';
import {fieldNames, metadataPrefix} from './address.ts';
import {preferredLanguage} from './serve/words.ts';

/** The parameters of a link or the fields of a sent form; unusable values count as absent. */
export interface FormInput {
  ref: EventTypeRef;
  calLink: string | undefined;
  /** Undefined for a fragment without a locale, because the site knows its own language. */
  locale: string | undefined;
  timeZone: string | undefined;
  theme: 'light' | 'dark' | 'auto' | undefined;
  month: Month | undefined;
  day: Day | undefined;
  slot: Instant | undefined;
  duration: number | undefined;
  /** The number of dates of a series. */
  count: number | undefined;
  step: string | undefined;
  /** The id of the attempt; new if none was sent. */
  attempt: string;
  /** The time of an earlier attempt whose outcome is unknown. */
  unsure: Instant | undefined;
  page: string | undefined;
  checkoutToken: string | undefined;
  phoneCountry: string | undefined;
  /** The browser's preferred language, even if it is not available. */
  language: string | undefined;
  metadata: Record<string, string> | undefined;
  /** The live token of a booking. */
  booking: string | undefined;
  /** Days of a series that were not booked. */
  missed: Day[];
  /** Whether only the form is requested, to be embedded in the site. */
  isFragment: boolean;
  valuesOf(name: string): string[];
  /** All form fields as sent. */
  typed: [string, string][];
}

const answerPrefix = answerField('');

/** Longer values of the form's own fields are ignored; answers and metadata are limited where they are read. */
const longest: Readonly<Record<string, number>> = {
  [fieldNames.page]: 2_000,
  [fieldNames.checkoutToken]: 20_000,
  [fieldNames.booking]: 4_096,
};
const longestField = 500;
/** Whether the text is an existing day. */
function isDay(text: string): boolean {
  const at = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(text) : NaN;
  return !Number.isNaN(at) && new Date(at).toISOString().startsWith(text);
}

/** The most days such a field can contain. */
export const mostMissed = 40;
/** The metadata entries Cal.com stores, minus those the kit adds. */
const mostMetadata = 48;

/** The page a visitor returns to receives a token for the booking, so its origin must be allowed. */
function readPage(written: string | undefined, origins: readonly string[]): string | undefined {
  if (written === undefined) return undefined;
  const url = toLink(written) && URL.canParse(written) ? new URL(written) : undefined;
  if (!url || !origins.includes(url.origin))
    throw new BookingError('not_allowed', 'The origin of `page` may not book: add it to BOOKING_ALLOWED_ORIGINS.', {
      status: 403,
    });
  return url.origin + url.pathname + url.search;
}

/**
 * Reads the parameters of a link or the fields of a form. Ignores attempt ids in links, which anybody can write. Throws
 * `invalid_request` if no event type is named.
 */
export function readInput(
  params: URLSearchParams,
  headers: Headers,
  {allowedOrigins: origins, calApiUrl}: Pick<Settings, 'allowedOrigins' | 'calApiUrl'>,
  isLink: boolean,
): FormInput {
  // If a field and a button have the same name, the button counts; it comes last.
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
    unsure: isLink ? undefined : toInstant(last(fieldNames.unsure) ?? ''),
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

import {memo} from './memo.ts';

const dates = new Map<string, Intl.DateTimeFormat>();

/** The longest tag of language, script, region and variants in practice (RFC 5646 §4.4.1). */
const longest = 35;

/**
 * Converts text to a BCP 47 tag: `pt_BR` becomes `pt-BR`; returns undefined for invalid tags. A tag that is too long
 * loses its extensions (`-u-…`), because Intl takes quadratic time for a row of them.
 */
export function toLocale(text: string): string | undefined {
  try {
    const tag = text.slice(0, longest).replaceAll('_', '-');
    return Intl.getCanonicalLocales(text[longest] ? tag.split(/-\w-/)[0] : tag)[0];
  } catch {
    return undefined;
  }
}

/** Converts any text to a usable BCP 47 tag; defaults to English. */
export const localeTag = (locale: string): string => toLocale(locale) ?? 'en';

/** Languages and scripts written from right to left. */
const rightToLeft = /^(arc?|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)(?!-latn)\b|-(arab|hebr)\b/i;

/** The writing direction of a locale's language; `ltr` for invalid locales. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.test(locale) ? 'rtl' : 'ltr';
}

/** Text that a sentence in each direction would reorder: letters of the other direction, and numbers with a sign. */
const [otherThanLtr, otherThanRtl] = [/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/, /[a-z+]/i];

/** Wraps a part of a sentence in Unicode isolates if it would be reordered there. */
export function isolate(part: string, locale: string): string {
  return (directionOf(locale) === 'rtl' ? otherThanRtl : otherThanLtr).test(part) ? `\u2068${part}\u2069` : part;
}

/**
 * Returns the locale with a 12- or 24-hour clock, which overrides its own tag. Without `clock`, returns it unchanged.
 */
export function withClock(locale: string, clock: 'h12' | 'h23' | undefined): string {
  if (!clock) return locale;
  const tag = localeTag(locale);
  const full = new Intl.Locale(tag, {hourCycle: clock}).toString();
  return full.length > longest ? `${tag.split(/-\w-/)[0]}-u-hc-${clock}` : full;
}

/**
 * Returns a date formatter, created once per locale and options because formatters are expensive. Years and months are
 * always Gregorian: fa-IR and th-TH default to other calendars, so title and grid would disagree.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // An Intl.Locale would make a page's first use of Intl a fifth slower.
  const tag = locale.length > longest ? localeTag(locale) : locale;
  return memo(dates, tag + JSON.stringify(options), () => {
    const preferred = localeTag(tag);
    // For an unsupported language Intl would use the browser's language although the words are English.
    return new Intl.DateTimeFormat([preferred, preferred.replace(/^[^-]*/, 'en')], {calendar: 'gregory', ...options});
  });
}

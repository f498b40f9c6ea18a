import {memo} from './memo.ts';

const dates = new Map<string, Intl.DateTimeFormat>();

/** The longest tag of language, script, region and variants that anybody needs (RFC 5646 §4.4.1). */
const longest = 35;

/**
 * The BCP 47 tag a text means: `pt_BR` means `pt-BR`, nonsense means none. One that is too long loses its extensions
 * (`-u-…`): Intl takes a square of the time for a row of them.
 */
export function toLocale(text: string): string | undefined {
  try {
    const tag = text.slice(0, longest).replaceAll('_', '-');
    return Intl.getCanonicalLocales(text[longest] ? tag.split(/-\w-/)[0] : tag)[0];
  } catch {
    return undefined;
  }
}

/** A usable BCP 47 tag for any text: English where it means none. */
export const localeTag = (locale: string): string => toLocale(locale) ?? 'en';

/** Languages and scripts that are written from right to left. */
const rightToLeft = /^(arc?|ckb|dv|fa|he|iw|ks|ps|sd|ug|ur|yi)(?!-latn)\b|-(arab|hebr)\b/i;

/** The direction a locale's language is written in; `ltr` for a text that means none. */
export function directionOf(locale: string): 'ltr' | 'rtl' {
  return rightToLeft.test(locale) ? 'rtl' : 'ltr';
}

/** What a sentence of each direction would reorder: letters of the other one, and numbers with a sign before them. */
const [otherThanLtr, otherThanRtl] = [/[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/, /[a-z+]/i];

/** A part of a sentence in the locale's language that keeps its own order there, by Unicode's isolates if need be. */
export function isolate(part: string, locale: string): string {
  return (directionOf(locale) === 'rtl' ? otherThanRtl : otherThanLtr).test(part) ? `\u2068${part}\u2069` : part;
}

/** The locale with its times in twelve hours or twenty-four, whatever its own tag says; as it is without a clock. */
export function withClock(locale: string, clock: 'h12' | 'h23' | undefined): string {
  if (!clock) return locale;
  const tag = localeTag(locale);
  const full = new Intl.Locale(tag, {hourCycle: clock}).toString();
  return full.length > longest ? `${tag.split(/-\w-/)[0]}-u-hc-${clock}` : full;
}

/**
 * A date formatter, made once per locale and options (they are costly). Years and months are always Gregorian:
 * fa-IR and th-TH have other calendars by default, and title and grid would disagree.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // An Intl.Locale would cost a page's first use of Intl a fifth more.
  const tag = locale.length > longest ? localeTag(locale) : locale;
  return memo(dates, tag + JSON.stringify(options), () => {
    const wanted = localeTag(tag);
    // For a language it does not know Intl would take the browser's, while the words are English.
    return new Intl.DateTimeFormat([wanted, wanted.replace(/^[^-]*/, 'en')], {calendar: 'gregory', ...options});
  });
}

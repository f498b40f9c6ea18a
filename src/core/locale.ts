import {memo} from './memo.ts';

const dates = new Map<string, Intl.DateTimeFormat>();

/** The longest tag of language, script, region and variants that anybody needs (RFC 5646 §4.4.1). */
const longest = 35;

/**
 * A usable BCP 47 tag for any text: `pt_BR` becomes `pt-BR`, nonsense becomes `en`. One that is too long loses its
 * extensions (`-u-…`): Intl takes a square of the time for a row of them.
 */
export function localeTag(locale: string): string {
  try {
    const tag = locale.slice(0, longest).replaceAll('_', '-');
    return Intl.getCanonicalLocales(locale[longest] ? tag.split(/-\w-/)[0] : tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}

/**
 * A date formatter, made once per locale and options (they are costly). Years and months are always Gregorian:
 * fa-IR and th-TH have other calendars by default, and title and grid would disagree.
 */
export function dateFormat(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  // An Intl.Locale would cost a page's first use of Intl a fifth more.
  const tag = locale.length > longest ? localeTag(locale) : locale;
  return memo(dates, tag + JSON.stringify(options), () => new Intl.DateTimeFormat(localeTag(tag), {calendar: 'gregory', ...options}));
}

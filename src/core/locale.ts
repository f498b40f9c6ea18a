import {memo} from './memo.ts';

const dates = new Map<string, Intl.DateTimeFormat>();

/** A usable BCP 47 tag for any text: `pt_BR` becomes `pt-BR`, nonsense becomes `en`. */
export function localeTag(locale: string): string {
  try {
    return Intl.getCanonicalLocales(locale.replaceAll('_', '-'))[0] ?? 'en';
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
  return memo(dates, locale + JSON.stringify(options), () => new Intl.DateTimeFormat(localeTag(locale), {calendar: 'gregory', ...options}));
}

import {dateFormat, isolate, localeTag} from '../time/locale.ts';
import {memo} from '../time/memo.ts';
import type {en} from './en/index.ts';
import type {Message, Words} from './message.ts';

export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, Message>>;
export type MessageValues = Readonly<Record<string, string | number>>;

const english: Partial<Record<string, Message>> = {};
const catalogues = new Map<string, Words>();
const rules = new Map<string, Intl.PluralRules>();

/** Called whenever words of a language are added. */
export const wordsListeners = new Set<() => void>();

/** Adds English words; each element brings its own. */
export function addWords(words: Words): void {
  Object.assign(english, words);
}

function become(tag: string, words: Words): void {
  catalogues.set(tag, words);
  for (const listener of wordsListeners) listener();
}

/**
 * Adds or replaces words of a language at any time; they override the kit's own. Missing words come from the parent
 * language (de for de-AT), from the kit's words for the language, or from English.
 */
export function registerLocale(tag: string, messages: Partial<Messages>): void {
  const key = localeTag(tag);
  become(key, {...catalogues.get(key), ...messages});
}

/** Adds the kit's own words of a language. The site's words override them, in whichever order they arrive. */
export function addCatalogue(language: string, words: Words): void {
  become(language, {...words, ...catalogues.get(language)});
}

function pluralOf(count: number, language: string): Intl.LDMLPluralRule {
  return memo(rules, language, () => new Intl.PluralRules(localeTag(language))).select(count);
}

/** Whether a key has words. Keys such as the owner's own steps may have none. */
export function hasWords(key: string): key is MessageKey {
  return key in english;
}

/** Whether a locale writes the digits 0 to 9. */
const latin = new Map<string, boolean>();

/**
 * Formats a number in a locale. A page's first number format takes as long as all its date formats, and most counts do
 * not need one.
 */
function writeNumber(value: number, locale: string): string {
  const isLatin = memo(
    latin,
    locale,
    () => dateFormat(locale, {day: 'numeric', timeZone: 'UTC'}).resolvedOptions().numberingSystem === 'latn',
  );
  return isLatin && value >= 0 && value < 1000 && value % 1 === 0
    ? String(value)
    : value.toLocaleString(localeTag(locale));
}

/**
 * Fills the placeholders of a message. `count` selects the plural form of `language`; numbers are formatted for the
 * locale.
 */
export function fillMessage(message: Message, values: MessageValues, locale: string, language = locale): string {
  const text =
    typeof message === 'string' ? message : (message[pluralOf(Number(values['count']), language)] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number'
      ? writeNumber(value, locale)
      : value === undefined
        ? place
        : isolate(value, language);
  });
}

/**
 * Returns the text of a key with its placeholders filled: in the locale's language, in its parent (de for de-AT), or in
 * English.
 */
export function translate(key: MessageKey, values: MessageValues = {}, locale = 'en'): string {
  const tag = localeTag(locale);
  for (let at = tag; at; at = at.replace(/-?[^-]*$/, '')) {
    const message = catalogues.get(at)?.[key];
    if (message !== undefined) return fillMessage(message, values, tag);
  }
  return fillMessage(english[key] ?? '', values, tag, 'en');
}

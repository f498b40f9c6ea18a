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

/** Called whenever a language got words. */
export const wordsListeners = new Set<() => void>();

/** Brings English words; those of an element come with its code. */
export function addWords(words: Words): void {
  Object.assign(english, words);
}

function become(tag: string, words: Words): void {
  catalogues.set(tag, words);
  for (const listener of wordsListeners) listener();
}

/**
 * Adds words in a language, or other words for one, at any time; they win over the kit's own. What is left out stays
 * in the parent language (de for de-AT), in the kit's words for the language, or in English.
 */
export function registerLocale(tag: string, messages: Partial<Messages>): void {
  const key = localeTag(tag);
  become(key, {...catalogues.get(key), ...messages});
}

/** Adds the kit's own words of a language; the page's win, whichever came first. */
export function addCatalogue(language: string, words: Words): void {
  become(language, {...words, ...catalogues.get(language)});
}

function pluralOf(count: number, language: string): Intl.LDMLPluralRule {
  return memo(rules, language, () => new Intl.PluralRules(localeTag(language))).select(count);
}

/** Whether there are words for a name that may be nobody's, e.g. of an owner's own step. */
export function hasWords(key: string): key is MessageKey {
  return key in english;
}

/** Whether a locale writes 0 to 9 for its digits. */
const latin = new Map<string, boolean>();

/** A number as the locale writes it. A page's first number format takes as long as all of its dates: most counts do without. */
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

/** A message with its places filled; `count` chooses the plural form of `language`, numbers are written as the locale does. */
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

/** The text of a key with its places filled: in the locale's language or its parents' (de for de-AT), else in English. */
export function translate(key: MessageKey, values: MessageValues = {}, locale = 'en'): string {
  const tag = localeTag(locale);
  for (let at = tag; at; at = at.replace(/-?[^-]*$/, '')) {
    const message = catalogues.get(at)?.[key];
    if (message !== undefined) return fillMessage(message, values, tag);
  }
  return fillMessage(english[key] ?? '', values, tag, 'en');
}

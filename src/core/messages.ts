import {en} from './messages-en.ts';
import {localeTag} from './locale.ts';

/** A text with `{name}` places; one per plural form where it depends on `{count}`. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>> & {other: string}>;
export type MessageKey = keyof typeof en;
export type Messages = Readonly<Record<MessageKey, Message>>;
export type MessageValues = Readonly<Record<string, string | number>>;

export {en};

const catalogues = new Map<string, Partial<Messages>>();
const resolved = new Map<string, Messages>();
const rules = new Map<string, Intl.PluralRules>();

/** Adds words in another language, or other words for one; what is left out stays in the parent language or English. */
export function registerLocale(tag: string, messages: Partial<Messages>): void {
  const key = localeTag(tag);
  catalogues.set(key, {...catalogues.get(key), ...messages});
  resolved.clear();
}

/** The words for a locale: its own, then those of its parents (de-AT, de), then English. */
export function messagesFor(locale: string): Messages {
  const tag = localeTag(locale);
  let messages = resolved.get(tag);
  if (!messages) {
    messages = en;
    const parts = tag.split('-');
    for (let length = 1; length <= parts.length; length++) {
      const own = catalogues.get(parts.slice(0, length).join('-'));
      if (own) messages = {...messages, ...own};
    }
    resolved.set(tag, messages);
  }
  return messages;
}

function pluralOf(count: number, locale: string): Intl.LDMLPluralRule {
  let rule = rules.get(locale);
  if (!rule) rules.set(locale, (rule = new Intl.PluralRules(locale)));
  return rule.select(count);
}

/** The text of a key with its places filled; `count` chooses the plural form, numbers are written as the locale does. */
export function translate(messages: Messages, key: MessageKey, values: MessageValues = {}, locale = 'en'): string {
  const message: Message = messages[key];
  const tag = localeTag(locale);
  // English words need English plurals, whoever reads them.
  const language = message === en[key] ? 'en' : tag;
  const text = typeof message === 'string' ? message : (message[pluralOf(Number(values['count']), language)] ?? message.other);
  return text.replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return typeof value === 'number' ? value.toLocaleString(tag) : (value ?? place);
  });
}

import {expect, test} from 'vitest';
import {words as ar} from '../../../src/core/locales/ar.ts';
import {words as de} from '../../../src/core/locales/de.ts';
import {words as es} from '../../../src/core/locales/es.ts';
import {words as fr} from '../../../src/core/locales/fr.ts';
import {words as it} from '../../../src/core/locales/it.ts';
import {words as ja} from '../../../src/core/locales/ja.ts';
import {words as nl} from '../../../src/core/locales/nl.ts';
import {words as ptBr} from '../../../src/core/locales/pt-BR.ts';
import type {Message, Words} from '../../../src/core/words/message.ts';
import {en} from '../../../src/core/words/en/index.ts';

const english: Words = en;
const catalogues: [string, Words][] = [
  ['ar', ar],
  ['de', de],
  ['es', es],
  ['fr', fr],
  ['it', it],
  ['ja', ja],
  ['nl', nl],
  ['pt-BR', ptBr],
];

/** What is written the same in both languages. */
const same: Record<string, string[]> = {
  de: ['location.online', 'question.optional'],
  es: ['page.error'],
  fr: ['form.minutes', 'step.confirmed'],
  it: ['location.online'],
  nl: ['location.online'],
};

const formsOf = (message: Message): Record<string, string> =>
  typeof message === 'string' ? {other: message} : {...message};
const placesOf = (text: string) => [...new Set(text.match(/\{\w+\}/g) ?? [])].sort();
const textsOf = (words: Words) =>
  Object.entries(words).flatMap(([key, message]) => Object.values(formsOf(message!)).map(text => [key, text] as const));

/** The plural forms that whole numbers up to 200 have in a language; `other` when no number has it. */
function pluralForms(locale: string): string[] {
  const rules = new Intl.PluralRules(locale);
  return [...new Set(['other', ...Array.from({length: 201}, (_, count) => rules.select(count))])].sort();
}

test.each(catalogues)('%s says everything that English says, and nothing that is gone', (_, words) => {
  expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort());
});

test.each(catalogues)('%s has each plural form of its language where English counts', (locale, words) => {
  const forms = pluralForms(locale);
  for (const [key, message] of Object.entries(english)) {
    if (typeof message === 'string') expect(typeof words[key], key).toBe('string');
    else expect(Object.keys(words[key] ?? {}).sort(), key).toEqual(forms);
  }
});

test.each(catalogues)('%s fills in what English fills in', (_, words) => {
  for (const [key, message] of Object.entries(english)) {
    const places = placesOf(formsOf(message!)['other']!);
    const translated = formsOf(words[key]!);
    expect(placesOf(translated['other']!), key).toEqual(places);
    // "One place left" may do without the number.
    for (const text of Object.values(translated)) {
      const left = placesOf(text);
      expect(places, `${key}: ${text}`).toEqual(expect.arrayContaining(left));
      expect(
        places.filter(place => place !== '{count}' && !left.includes(place)),
        `${key}: ${text}`,
      ).toEqual([]);
    }
  }
});

test.each(catalogues)('%s leaves no English behind', (locale, words) => {
  const left = Object.keys(english).filter(key => {
    const own = Object.values(formsOf(words[key]!));
    return Object.values(formsOf(english[key]!)).some(
      text => /\p{L}/u.test(text.replace(/\{\w+\}/g, '')) && own.includes(text),
    );
  });
  expect(left.sort()).toEqual((same[locale] ?? []).toSorted());
});

test.each([...catalogues, ['en', english] as [string, Words]])(
  '%s is typeset: no double or outer spaces, no straight quotes, no three dots',
  (_, words) => {
    for (const [key, text] of textsOf(words))
      expect(text, key).not.toMatch(/ {2}|^\s|\s$|(?<!\\)"|\.\.\.|\p{L}'\p{L}/u);
  },
);

test.each(catalogues)('%s ends a sentence where English does', (_, words) => {
  for (const [key, message] of Object.entries(english)) {
    const isSentence = /[.?]$/.test(formsOf(message!)['other']!);
    if (isSentence && key !== 'question.location' && key !== 'question.title') {
      for (const text of Object.values(formsOf(words[key]!))) expect(text, key).toMatch(/[.?。؟？]$/);
    }
  }
});

test('French keeps its signs on the line of their word', () => {
  for (const [key, text] of textsOf(fr)) expect(text, key).not.toMatch(/[ \p{L}][;:!?»](?!\/)|« /u);
});

test('Spanish opens its questions', () => {
  for (const [key, text] of textsOf(es)) expect(text.includes('¿'), key).toBe(text.includes('?'));
});

test('Japanese has its own signs', () => {
  for (const [key, text] of textsOf(ja))
    expect(text.replace(/\{\w+\}/g, ''), key).not.toMatch(/[,;:?!()]|[ぁ-ん一-龠]\./);
});

test('Arabic has its own signs, and keeps the order of what is read from left to right', () => {
  for (const [key, text] of textsOf(ar)) {
    expect(text, key).not.toMatch(/[,;?]/);
    expect(text.replace(/\u2066[^\u2066\u2069]*\u2069/g, ''), key).not.toMatch(/\+\d|@|\.com/);
  }
});

/** On buttons and as short labels: what does not fit into half of a narrow column makes it ragged. */
test.each(catalogues)('%s fits where English fits', (_, words) => {
  for (const [key, text] of textsOf(words)) {
    const original = formsOf(english[key]!)['other']!;
    if (original.length <= 24 && !original.endsWith('.'))
      expect(text.length, `${key}: ${text}`).toBeLessThanOrEqual(original.length + 18);
  }
});

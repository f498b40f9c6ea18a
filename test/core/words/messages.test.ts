import {expect, test} from 'vitest';
import {errorCodes} from '../../../src/core/model/error-codes.ts';
import {deriveSteps} from '../../../src/core/state/facts.ts';
import {
  addWords,
  registerLocale,
  translate,
  wordsListeners,
  type MessageKey,
} from '../../../src/core/words/messages.ts';
import {en} from '../../../src/core/words/en/index.ts';

addWords(en);

const at = '2026-11-23T09:00:00.000Z';

test('places are filled and plural forms follow the count', () => {
  expect(translate('calendar.next', {month: 'December 2026'})).toBe('Next month, December 2026');
  expect(translate('calendar.available', {day: 'Monday', count: 1})).toBe('Monday, 1 time available');
  expect(translate('calendar.available', {day: 'Monday', count: 7})).toBe('Monday, 7 times available');
});

test('a value cannot smuggle in another place', () => {
  expect(translate('slots.label', {day: '{zone}', zone: 'UTC'})).toBe('Times on {zone}, UTC');
});

test('a value that is read the other way keeps its order within the sentence', () => {
  registerLocale('ar', {'form.email_sent': 'ترسل التفاصيل إلى {email}.', 'calendar.next': 'الشهر التالي، {month}'});
  expect(translate('form.email_sent', {email: 'ann@example.com'}, 'ar')).toBe(
    'ترسل التفاصيل إلى \u2068ann@example.com\u2069.',
  );
  expect(translate('form.email_sent', {email: '+49 30 1234'}, 'ar')).toBe('ترسل التفاصيل إلى \u2068+49 30 1234\u2069.');
  expect(translate('calendar.next', {month: 'ديسمبر ٢٠٢٦'}, 'ar')).toBe('الشهر التالي، ديسمبر ٢٠٢٦');
  expect(translate('form.with', {names: 'אבי 1'})).toBe('with \u2068אבי 1\u2069');
  expect(translate('slots.label', {day: 'الاثنين', zone: 'UTC'}, 'xx')).toBe('Times on \u2068الاثنين\u2069, UTC');
});

test('a locale without words reads English, with English plurals and its own digits', () => {
  expect(translate('zone.change', {}, 'xx')).toBe('Change');
  expect(translate('slots.count', {count: 1}, 'ja')).toBe('1 time');
  expect(translate('slots.count', {count: 3}, 'fa')).toBe('۳ times');
});

test('words are looked for in the locale, then its language, then English', () => {
  registerLocale('de', {'zone.change': 'Ändern', 'zone.label': 'Zeitzone'});
  registerLocale('de-AT', {'zone.change': 'Wechseln'});
  expect(translate('zone.change', {}, 'de-AT')).toBe('Wechseln');
  expect(translate('zone.label', {}, 'de-AT')).toBe('Zeitzone');
  expect(translate('slots.none', {}, 'de-AT')).toBe(en['slots.none']);
  expect(translate('zone.change', {}, 'de')).toBe('Ändern');
});

test.each([
  [999, 'en', '999 times'],
  [1234, 'en', '1,234 times'],
  [1.5, 'de', '1,5 times'],
  [0, 'en', '0 times'],
  [12, 'en-u-nu-deva', '१२ times'],
])('%d is written as %s does', (count, locale, text) => {
  expect(translate('slots.count', {count}, locale)).toBe(text);
});

test('words registered later count at once', () => {
  let calls = 0;
  wordsListeners.add(() => (calls += 1));
  expect(translate('zone.change', {}, 'nl')).toBe('Change');
  registerLocale('nl', {'zone.change': 'Wijzigen'});
  expect(translate('zone.change', {}, 'nl')).toBe('Wijzigen');
  expect(calls).toBe(1);
});

test('languages with more plural forms use them', () => {
  registerLocale('ar', {
    'slots.count': {zero: 'لا مواعيد', two: 'موعدان', few: '{count} مواعيد', other: '{count} موعد'},
  });
  const count = (number: number) => translate('slots.count', {count: number}, 'ar-EG');
  expect([0, 2, 3, 100].map(count)).toEqual(['لا مواعيد', 'موعدان', '٣ مواعيد', '١٠٠ موعد']);
});

test("every error has words, and none of them is the developer's", () => {
  for (const code of errorCodes) {
    const text = translate(`error.${code}`);
    expect(text, code).toMatch(/^[A-Z].*\.$/);
    expect(text, code).not.toMatch(/[_{}]|Cal\.com|upstream|token|JSON/);
  }
});

test('every step of a booking has words', () => {
  const all = {requestedAt: at, paidAt: at, acceptedAt: at, startedAt: at, endedAt: at};
  const names = [all, {...all, cancelledAt: at}, {rejectedAt: at}, {...all, supersededBy: 'b'}].flatMap(facts =>
    deriveSteps(facts, 'a').map(({name}) => name),
  );
  expect(new Set(names).size).toBe(8);
  for (const name of names) expect(en).toHaveProperty([`step.${name}`]);
});

test('every plural has a form for one and for others', () => {
  for (const [key, message] of Object.entries(en) as [MessageKey, (typeof en)[MessageKey]][]) {
    if (typeof message === 'object') expect(Object.keys(message), key).toEqual(['one', 'other']);
  }
});

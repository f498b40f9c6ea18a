import {expect, test} from 'vitest';
import {dateFormat, directionOf, localeTag, toLocale, withClock} from '../../../src/core/time/locale.ts';
import {formatTime} from '../../../src/core/time/time.ts';

const evening = '2026-11-24T20:05:00.000Z';

test.each([
  'en-US',
  'en-US-u-hc-h12',
  'en-US-u-hc-h11-nu-latn',
  'en-US-x-private',
  'en-US-u-ca-buddhist-hc-h12-nu-latn-co-phonebk',
  'en_US',
  'xx',
  'xx-u-hc-h12',
  'english',
  'nonsense tag',
  '',
  'x-private',
  'en-US-posix-u-va-posix',
  'de-Latn-DE-1996-u-co-phonebk',
])('who chose twenty-four hours gets them, and who chose twelve those, in a page of lang="%s"', lang => {
  expect(formatTime(evening, 'UTC', withClock(lang, 'h23'))).toMatch(/^20[:.]05/);
  expect(formatTime(evening, 'UTC', withClock(lang, 'h12'))).toMatch(/^8[:.]05/);
  expect(withClock(lang, undefined)).toBe(lang);
});

test('the digits a page asks for stay when the hours are chosen', () => {
  expect(withClock('ar-EG-u-nu-latn', 'h23')).toBe('ar-EG-u-hc-h23-nu-latn');
});

test.each(['', '-', 'e', 'a b', 'en-US-u-hc-h12-u-hc-h23', 'x-y'])(
  '"%s" means no language, and English is written',
  text => {
    expect(toLocale(text)).toBe(undefined);
    expect(localeTag(text)).toBe('en');
  },
);

test('a language the platform does not know gets English dates, as its words are English', () => {
  expect(dateFormat('xx', {month: 'long', timeZone: 'UTC'}).resolvedOptions().locale).toBe('en');
});

test.each(['ar', 'ar-EG-u-nu-latn', 'fa', 'he', 'iw', 'ur', 'yi', 'ckb', 'dv', 'ps', 'sd', 'ug', 'az-Arab'])(
  '%s is written from right to left',
  locale => {
    expect(directionOf(locale)).toBe('rtl');
  },
);

test.each(['en', 'de-AT', 'ja', 'ar-Latn', 'az', '', 'nonsense tag', 'xx'])(
  '"%s" is written from left to right',
  locale => {
    expect(directionOf(locale)).toBe('ltr');
  },
);

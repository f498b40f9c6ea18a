import {expect, test} from 'vitest';
import {readPhone} from '../../../src/core/phone/read-phone.ts';

test.each([
  [
    "the site's country",
    {country: 'de', timeZone: 'America/Phoenix', locale: 'en-US'},
    '0151 23456789',
    '+4915123456789',
  ],
  ["the visitor's zone", {timeZone: 'Europe/Berlin', locale: 'en-US'}, '0151 23456789', '+4915123456789'],
  ['the region of the language', {timeZone: 'UTC', locale: 'de-DE'}, '0151 23456789', '+4915123456789'],
  ['the region of a tag with a script', {locale: 'zh-Hant-TW'}, '0912 345 678', '+886912345678'],
  ['an older name of the zone', {timeZone: 'Asia/Calcutta', locale: 'en-US'}, '98765 43210', '+919876543210'],
  [
    'the only country with such numbers',
    {country: 'DE', timeZone: 'America/Phoenix'},
    '(480) 555-1234',
    '+14805551234',
  ],
  [
    'the only country with such numbers',
    {timeZone: 'America/New_York', locale: 'de-DE'},
    '0151 23456789',
    '+4915123456789',
  ],
  ['the zone before the language', {timeZone: 'America/Mexico_City', locale: 'en-US'}, '55 1234 5678', '+525512345678'],
  ['GB, which some call UK', {country: 'UK'}, '020 7946 0958', '+442079460958'],
  ['nothing', {}, '0151 23456789', undefined],
  ['nothing', {country: 'Germany', timeZone: 'Etc/Unknown', locale: 'x'}, '0151 23456789', undefined],
])('the country of a number without a code comes from %s: %j, "%s"', (_source, hints, typed, sent) => {
  expect(readPhone(typed, hints)).toBe(sent);
});

test.each([
  ['+49 30 1234567', '+49301234567'],
  ['0049 (30) 123-4567', '+49301234567'],
  ['011 44 20 7946 0958', '+442079460958'],
  ['+888 1234567', '+8881234567'],
  ['+1.212.555.0100', '+12125550100'],
  ['tel:+49-30-1234567', '+49301234567'],
  ['tel:%2B49%2030%201234567', '+49301234567'],
  ['\u260e +49 30 1234567', '+49301234567'],
  ['(+49) 30 1234567', '+49301234567'],
  ['+0 30 1234567', undefined],
  ['+49 30', undefined],
  ['+49 30 call me 1234567', undefined],
  ['+1234567890123456', undefined],
  ['+49 30 1234567 or +49 30 7654321', undefined],
  ['', undefined],
  ['none', undefined],
  ['+', undefined],
  ['()', undefined],
  ['1'.repeat(10_000), undefined],
])('without any country "%s" is sent as %s', (typed, sent) => {
  expect(readPhone(typed)).toBe(sent);
});

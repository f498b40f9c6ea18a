import {expect, test} from 'vitest';
import {searchZones} from '../../../src/core/time/zone-search.ts';
import {listZones} from '../../../src/core/time/zone-list.ts';

const offsets = new Map([
  ['Asia/Kolkata', 'GMT+5:30'],
  ['Europe/Berlin', 'GMT+1'],
  ['America/Sao_Paulo', 'GMT-3'],
]);
const search = (typed: string) => searchZones(listZones(), typed, offsets);

test.each([
  ['a city', 'berlin', 'Europe/Berlin'],
  ['a city of two words', 'new york', 'America/New_York'],
  ['the first letters, before those inside', 'lo', 'Africa/Lome'],
  ['accents', 'São Paulo', 'America/Sao_Paulo'],
  ['the zone itself', 'America/Sao_Paulo', 'America/Sao_Paulo'],
  ['a name of old', 'calcutta', 'Asia/Kolkata'],
  ['an offset', 'gmt+5:30', 'Asia/Kolkata'],
  ['region and city in any order', 'knox indiana', 'America/Indiana/Knox'],
])('a zone is found by %s: %s', (_, typed, zone) => {
  expect(search(typed)).toContain(zone);
});

test('places that begin with what was typed come first', () => {
  expect(search('vie')[0]).toMatch(/Vienna|Vientiane/);
  expect(search('kol')[0]).toBe('Asia/Kolkata');
});

test('nothing typed is every zone, nonsense is none', () => {
  expect(search('  ')).toEqual([...listZones()]);
  expect(search('qqqq')).toEqual([]);
});

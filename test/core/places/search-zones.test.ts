import {describe, expect, test} from 'vitest';
import {cities as german} from '../../../src/core/places/cities/de.ts';
import {cities as japanese} from '../../../src/core/places/cities/ja.ts';
import {readCities, readPlaces} from '../../../src/core/places/read-places.ts';
import {zoneSearch} from '../../../src/core/places/search-zones.ts';
import {listZones} from '../../../src/core/time/zone-list.ts';

const offsets = new Map([
  ['Asia/Kolkata', 'GMT+5:30'],
  ['Europe/Berlin', 'GMT+1'],
  ['America/Sao_Paulo', 'GMT-3'],
]);
const names = new Map([['America/New_York', 'Eastern Time']]);
const searchIn = (locale: string, cities = '') => zoneSearch(readPlaces(readCities(cities)), locale, {offsets, names});
const search = searchIn('en');

test.each([
  ['a city', 'berlin', 'Europe/Berlin'],
  ['a city of two words', 'new york', 'America/New_York'],
  ['a city that names no zone', 'san francisco', 'America/Los_Angeles'],
  ['', 'new delhi', 'Asia/Kolkata'],
  ['', 'mumbai', 'Asia/Kolkata'],
  ['', 'boston', 'America/New_York'],
  ['', 'washington', 'America/New_York'],
  ['', 'beijing', 'Asia/Shanghai'],
  ['', 'tel aviv', 'Asia/Jerusalem'],
  ['', 'cape town', 'Africa/Johannesburg'],
  ['', 'seattle', 'America/Los_Angeles'],
  ['', 'munich', 'Europe/Berlin'],
  ['its own spelling', 'münchen', 'Europe/Berlin'],
  ['', 'köln', 'Europe/Berlin'],
  ['a spelling without umlauts', 'koeln', 'Europe/Berlin'],
  ['no accents', 'koln', 'Europe/Berlin'],
  ['accents', 'São Paulo', 'America/Sao_Paulo'],
  ['a former name', 'calcutta', 'Asia/Kolkata'],
  ['', 'bombay', 'Asia/Kolkata'],
  ['', 'kiev', 'Europe/Kyiv'],
  ['', 'saigon', 'Asia/Ho_Chi_Minh'],
  ['the zone itself', 'America/Sao_Paulo', 'America/Sao_Paulo'],
  ['a country', 'germany', 'Europe/Berlin'],
  ['', 'india', 'Asia/Kolkata'],
  ['', 'uk', 'Europe/London'],
  ['', 'usa', 'America/New_York'],
  ['', 'united states', 'America/New_York'],
  ['', 'czech republic', 'Europe/Prague'],
  ['an abbreviation', 'pst', 'America/Los_Angeles'],
  ['', 'est', 'America/New_York'],
  ['', 'cst', 'America/Chicago'],
  ['', 'cet', 'Europe/Berlin'],
  ['', 'ist', 'Asia/Kolkata'],
  ['', 'jst', 'Asia/Tokyo'],
  ['', 'utc', 'UTC'],
  ['a name of the zone', 'eastern', 'America/New_York'],
  ['', 'eastern time', 'America/New_York'],
  ['', 'pacific', 'America/Los_Angeles'],
  ['an offset', 'gmt+5:30', 'Asia/Kolkata'],
  ['', 'UTC+5:30', 'Asia/Kolkata'],
  ['', '+5:30', 'Asia/Kolkata'],
  ['', 'gmt-3', 'America/Sao_Paulo'],
  ['region and city in any order', 'knox indiana', 'America/Indiana/Knox'],
  ['city and country', 'munich germany', 'Europe/Berlin'],
])('%s finds its zone first: %s', (_, typed, zone) => {
  expect(search(typed)[0]?.zone).toBe(zone);
});

test('a word is found by its beginning, not in the middle of others', () => {
  expect(search('usa').map(({city}) => city)).not.toContain('Lusaka');
  expect(search('vie')[0]?.zone).toMatch(/Vienna|Vientiane/);
  expect(search('kol')[0]?.zone).toBe('Asia/Kolkata');
});

test('a result names the city that was typed, and its country', () => {
  expect(search('munich')[0]).toEqual({zone: 'Europe/Berlin', city: 'Munich', country: 'Germany'});
  expect(search('münchen')[0]?.city).toBe('Munich');
  expect(search('germany')[0]).toEqual({zone: 'Europe/Berlin', city: 'Berlin', country: 'Germany'});
  expect(search('munich germany')[0]?.city).toBe('Munich');
  expect(search('utc')[0]).toEqual({zone: 'UTC', city: 'UTC'});
});

describe('in the language of the page', () => {
  test('countries and cities have its names, and keep their English ones', () => {
    const inGerman = searchIn('de', german);
    for (const typed of ['deutschland', 'germany', 'München']) expect(inGerman(typed)[0]?.zone).toBe('Europe/Berlin');
    expect(inGerman('rom')[0]).toEqual({zone: 'Europe/Rome', city: 'Rome', country: 'Italien'});
    expect(inGerman('österreich')[0]?.zone).toBe('Europe/Vienna');
    expect(inGerman('vereinigte staaten')[0]?.zone).toBe('America/New_York');
    const inJapanese = searchIn('ja', japanese);
    for (const typed of ['東京', '日本', 'tokyo']) expect(inJapanese(typed)[0]?.zone).toBe('Asia/Tokyo');
  });

  test('an abbreviation that several countries use means their own', () => {
    expect(searchIn('zh-CN')('cst')[0]?.zone).toBe('Asia/Shanghai');
    expect(searchIn('en-IE')('ist')[0]?.zone).toBe('Asia/Kolkata');
  });
});

test('nothing typed is every zone, nonsense is none', () => {
  expect(
    search('  ')
      .map(({zone}) => zone)
      .sort(),
  ).toEqual([...listZones()]);
  expect(search('qqqq')).toEqual([]);
});

test('every zone has a country that the platform knows', () => {
  const odd = readPlaces(new Map()).filter(({zone, country}) => zone !== 'UTC' && !/^[A-Z]{2}$/.test(country ?? ''));
  expect(odd).toEqual([]);
});

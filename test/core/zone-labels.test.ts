import {expect, test} from 'vitest';
import {zoneCity, zonesByRegion} from '../../src/core/zone-labels.ts';

test.each([
  ['Europe/Berlin', 'Berlin'],
  ['America/New_York', 'New York'],
  ['America/Indiana/Knox', 'Knox, Indiana'],
  ['UTC', 'UTC'],
])('%s is named %s', (zone, city) => {
  expect(zoneCity(zone)).toBe(city);
});

test('zones are found by region, then by city', () => {
  const zones = ['UTC', 'Europe/Vienna', 'America/Indiana/Knox', 'Europe/Berlin', 'America/Havana'];

  expect([...zonesByRegion(zones)]).toEqual([
    ['America', ['America/Havana', 'America/Indiana/Knox']],
    ['Europe', ['Europe/Berlin', 'Europe/Vienna']],
    ['UTC', ['UTC']],
  ]);
});

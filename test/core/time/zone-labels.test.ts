import {expect, test} from 'vitest';
import {zoneCity} from '../../../src/core/time/zone-labels.ts';

test.each([
  ['Europe/Berlin', 'Berlin'],
  ['America/New_York', 'New York'],
  ['America/Indiana/Knox', 'Knox, Indiana'],
  ['UTC', 'UTC'],
])('%s is named %s', (zone, city) => {
  expect(zoneCity(zone)).toBe(city);
});

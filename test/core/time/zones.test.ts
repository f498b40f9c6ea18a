import {expect, test} from 'vitest';
import {isTimeZone} from '../../../src/core/time/parse-time.ts';
import {wallClock} from '../../../src/core/time/time.ts';
import {listZones} from '../../../src/core/time/zone-list.ts';
import {modernZone, zoneAliases} from '../../../src/core/time/zones.ts';

test('old names give way to the names of today', () => {
  expect(modernZone('Asia/Calcutta')).toBe('Asia/Kolkata');
  expect(modernZone('Europe/Berlin')).toBe('Europe/Berlin');
});

test('each pair of names is one zone', () => {
  expect(Object.keys(zoneAliases)).toHaveLength(19);
  for (const [old, today] of Object.entries(zoneAliases)) {
    expect(isTimeZone(today)).toBe(true);
    expect(wallClock(1_795_000_000_000, old)).toBe(wallClock(1_795_000_000_000, today));
  }
});

test("the list has today's names and UTC, once and in order", () => {
  const zones = listZones();
  expect(zones.length).toBeGreaterThan(400);
  expect(zones).toContain('UTC');
  expect(zones).toContain('Asia/Kolkata');
  expect(zones.filter(zone => zone in zoneAliases)).toEqual([]);
  expect(zones).toEqual([...new Set(zones)].sort());
});

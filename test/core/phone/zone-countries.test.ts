import {expect, test} from 'vitest';
import {countryOfZone} from '../../../src/core/phone/zone-countries.ts';

test('the country of a zone is found by its current and its old name', () => {
  const places = [
    'Europe/Berlin',
    'America/Argentina/Buenos_Aires',
    'America/Buenos_Aires',
    'Asia/Calcutta',
    'Europe/Kiev',
  ];
  expect([...places, 'UTC', 'Etc/GMT+5', 'CI'].map(countryOfZone)).toEqual([
    'DE',
    'AR',
    'AR',
    'IN',
    'UA',
    undefined,
    undefined,
    undefined,
  ]);
});

import {expect, test} from 'vitest';
import {
  isReservedName,
  isReservedParameter,
  withoutReserved,
  withoutReservedParameters,
} from '../../../src/core/model/reserved.ts';

const spellings = (name: string) => [
  name,
  name.toUpperCase(),
  name.replace(/_/g, '-'),
  name.replace(/_/g, ''),
  name.replace(/_/g, ' '),
  ` ${name}\t`,
  `${name}\u200b`,
  [...name]
    .map(letter => (/[a-z]/i.test(letter) ? String.fromCodePoint(letter.codePointAt(0)! + 0xfee0) : letter))
    .join(''),
];
const names = ['booking_ref', 'booking_attempt', 'booking_order', 'booking_price', 'booking_currency', 'videoCallUrl'];

test.each(names.flatMap(spellings))('%j is a name that no page or link writes', name => {
  expect(isReservedName(name)).toBe(true);
  expect(withoutReserved({[name]: 'x', order: '17'})).toEqual({order: '17'});
  for (const parameter of [`metadata[${name}]`, `Metadata[${name}]`, `metadata.${name}.`, `metadata[${name}`])
    expect(isReservedParameter(parameter)).toBe(true);
});

test.each(['order', 'booking', 'booking_reference', 'ref', '', 'video', 'metadata'])("%j is a page's own", name => {
  expect(isReservedName(name)).toBe(false);
  expect(isReservedParameter(`metadata[${name}]`)).toBe(false);
});

test('a parameter whose first and last character Cal.com drops is found whatever they are', () => {
  expect(isReservedParameter('metadataXbooking_refY')).toBe(true);
  expect(isReservedParameter('booking_ref')).toBe(false);
});

test('of a query only reserved metadata is taken, the rest stays as it is written', () => {
  expect(withoutReservedParameters('name=A%20B&metadata%5BBooking_Ref%5D=x&metadata[order]=17&a')).toBe(
    'name=A%20B&metadata[order]=17&a',
  );
});

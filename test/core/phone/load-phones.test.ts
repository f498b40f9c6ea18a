import {expect, test} from 'vitest';
import {toPhone} from '../../../src/core/flow/answers.ts';
import {loadPhones} from '../../../src/core/phone/load-phones.ts';
import {anEventType} from '../fixtures.ts';

test('the rules load only for event types that ask for a phone number', async () => {
  const asksNone = anEventType({questions: [], locations: []});
  await loadPhones(asksNone);
  expect(toPhone('0151 23456789', {country: 'DE'})).toBeUndefined();
  await loadPhones({...asksNone, locations: [{type: 'attendeePhone', ask: 'phone'}]});
  expect(toPhone('0151 23456789', {country: 'DE'})).toBe('+4915123456789');
});

import {expect, test, vi} from 'vitest';
import {anEventType} from '../fixtures.ts';

test('the rules load only for event types that ask for a phone number', async () => {
  // Tests of the core share a process, so others may have loaded the rules.
  vi.resetModules();
  const {toPhone} = await import('../../../src/core/flow/answers.ts');
  const {loadPhones} = await import('../../../src/core/phone/load-phones.ts');
  const asksNone = anEventType({questions: [], locations: []});
  await loadPhones(asksNone);
  expect(toPhone('0151 23456789', {country: 'DE'})).toBeUndefined();
  await loadPhones({...asksNone, locations: [{type: 'attendeePhone', ask: 'phone'}]});
  expect(toPhone('0151 23456789', {country: 'DE'})).toBe('+4915123456789');
});

import {expect, test} from 'vitest';
import {toPagePrefill} from '../../../src/core/flow/booking-page-prefill.ts';
import type {EventType, Location, Question} from '../../../src/core/model/types.ts';
import {anEventType} from '../fixtures.ts';

const asking = (questions: Question[], locations: Location[] = []): EventType => anEventType({questions, locations});
const place: Question = {slug: 'location', type: 'location', required: true};

test('a split name goes to the booking page as one name', () => {
  const type = asking([
    {slug: 'splitName', type: 'splitName', required: true},
    {slug: 'email', type: 'email', required: true},
  ]);
  expect(toPagePrefill(type, {splitName: ['Ada', ' Lovelace'], email: 'ada@example.com'})).toEqual({
    name: 'Ada Lovelace',
    email: 'ada@example.com',
  });
});

test.each<[string, Location, object | undefined]>([
  ['attendeePhone', {type: 'attendeePhone', ask: 'phone'}, {value: 'phone', optionValue: '+49 30 1'}],
  ['attendeeAddress', {type: 'attendeeAddress', ask: 'address'}, {value: 'attendeeInPerson', optionValue: '+49 30 1'}],
  ['attendeeDefined', {type: 'attendeeDefined', ask: 'text'}, {value: 'somewhereElse', optionValue: '+49 30 1'}],
  ['address', {type: 'address'}, {value: 'inPerson', optionValue: ''}],
  ['phone', {type: 'phone'}, {value: 'userPhone', optionValue: ''}],
  [
    'integration:cal-video',
    {type: 'integration', integration: 'cal-video'},
    {value: 'integrations:daily', optionValue: ''},
  ],
  ['integration:other', {type: 'integration', integration: 'other'}, undefined],
])("the place %s goes there in Cal.com's own word", (key, location, expected) => {
  const answers = {location: key, 'location.detail': '+49 30 1'};
  const {location: told, ...rest} = toPagePrefill(asking([place], [{type: 'link'}, location]), answers);
  expect(told === undefined ? undefined : JSON.parse(String(told))).toEqual(expected);
  expect(rest).toEqual({});
});

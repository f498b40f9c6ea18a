import {expect, test} from 'vitest';
import {formEntries} from '../../../src/core/flow/form-entries.ts';
import {startFlow, type FlowState} from '../../../src/core/flow/flow-state.ts';
import {loadPhones} from '../../../src/core/phone/load-phones.ts';
import type {EventType} from '../../../src/core/model/types.ts';
import {anEventType, emailQuestion, phoneQuestion} from '../fixtures.ts';

const eventType = {id: 1001, durations: [30], questions: [], locations: []} as Partial<EventType> as EventType;
const slot = {start: '2026-11-23T09:00:00.000Z', end: '2026-11-23T09:30:00.000Z'};
const start = startFlow('UTC', '2026-11-21T00:00:00.000Z');

test('without a chosen time there is nothing to tell', () => {
  expect(formEntries(start)).toEqual([]);
  expect(formEntries({...start, eventType, answers: {name: 'Ada'}})).toEqual([]);
});

test('a list of answers is told one by one, and empty answers not at all', () => {
  const state: FlowState = {
    ...start,
    eventType,
    slot,
    answers: {name: 'Ada', topics: ['Pricing', 'Support'], notes: '', terms: true},
  };

  expect(formEntries(state)).toEqual([
    ['start', slot.start],
    ['end', slot.end],
    ['timeZone', 'UTC'],
    ['eventTypeId', '1001'],
    ['name', 'Ada'],
    ['topics', 'Pricing'],
    ['topics', 'Support'],
    ['terms', 'true'],
  ]);
});

test('a shop that books by itself gets phone numbers and addresses as Cal.com takes them', async () => {
  const asking = anEventType({
    questions: [emailQuestion, phoneQuestion, {slug: 'guests', type: 'guests', required: false}],
    locations: [{type: 'attendeePhone', ask: 'phone'}],
  });
  await loadPhones(asking);
  const answers = {
    email: 'mailto:ada@x.example',
    attendeePhoneNumber: '(480) 555-1234',
    guests: 'Ann <ann@x.example>; bob@x.example',
    'location.detail': '480.555.1234',
  };
  expect(Object.fromEntries(formEntries({...start, eventType: asking, slot, answers}, {country: 'US'}))).toMatchObject({
    email: 'ada@x.example',
    attendeePhoneNumber: '+14805551234',
    guests: 'ann@x.example\nbob@x.example',
    'location.detail': '+14805551234',
  });
  // What cannot be read stays as it was written.
  const unread = {...start, eventType: asking, slot, answers: {attendeePhoneNumber: '12'}};
  expect(formEntries(unread)).toContainEqual(['attendeePhoneNumber', '12']);
});

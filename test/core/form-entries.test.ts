import {expect, test} from 'vitest';
import {formEntries} from '../../src/core/form-entries.ts';
import {startFlow, type FlowState} from '../../src/core/flow.ts';
import type {EventType} from '../../src/core/types.ts';

const eventType = {id: 1001, durations: [30]} as EventType;
const slot = {start: '2026-11-23T09:00:00.000Z', end: '2026-11-23T09:30:00.000Z'};
const start = startFlow('UTC', '2026-11-21T00:00:00.000Z');

test('without a chosen time there is nothing to tell', () => {
  expect(formEntries(start)).toEqual([]);
  expect(formEntries({...start, eventType, answers: {name: 'Ada'}})).toEqual([]);
});

test('a list of answers is told one by one, and empty answers not at all', () => {
  const state: FlowState = {...start, eventType, slot, answers: {name: 'Ada', topics: ['Pricing', 'Support'], notes: '', terms: true}};

  expect(formEntries(state)).toEqual([
    ['start', slot.start], ['end', slot.end], ['timeZone', 'UTC'], ['eventTypeId', '1001'],
    ['name', 'Ada'], ['topics', 'Pricing'], ['topics', 'Support'], ['terms', 'true'],
  ]);
});

import {expect, test} from 'vitest';
import {createBookingRequest} from '../../src/core/cal/create-booking.ts';
import {startFlow} from '../../src/core/flow.ts';
import {initialAnswers, prefilled, validateAnswers} from '../../src/core/form.ts';
import {formEntries} from '../../src/core/form-entries.ts';
import type {EventType, Question} from '../../src/core/types.ts';
import {decodeMessage} from '../../src/embed/messages.ts';

const names = ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty'];
const basics: Question[] = [{slug: 'name', type: 'name', required: true}, {slug: 'email', type: 'email', required: true}];
const given = {name: 'Ada', email: 'ada@example.com'};

const asking = (...questions: Question[]): EventType => ({
  id: 1, slug: 's', title: 'T', durations: [30], questions: [...basics, ...questions], locations: [], hosts: [], confirmation: 'none',
});

const request = (eventType: EventType, answers: Record<string, string>) => createBookingRequest({
  eventType, answers, start: '2026-11-24T10:00:00.000Z', timeZone: 'UTC', locale: 'en', metadata: {},
}, 'attempt-1').body as {bookingFieldsResponses?: Record<string, string>};

test.each(names)('a question named "%s" that nobody touched is empty, is no problem, and sends nothing', slug => {
  const eventType = asking({slug, type: 'text', required: false}, {slug: `${slug}-2`, type: 'select', required: false, options: ['a']});
  const answers = initialAnswers(eventType, {...given});
  expect(Object.getOwnPropertyDescriptor(answers, slug)?.value).toBe('');
  expect(Object.keys(validateAnswers(eventType, {...answers}))).toEqual([]);
  expect(Object.keys(validateAnswers(eventType, given))).toEqual([]);
  expect(request(eventType, given).bookingFieldsResponses).toBe(undefined);
  expect(prefilled({slug, type: 'text', required: false}, {})).toBe(undefined);
});

test.each(names)('a question named "%s" is asked for, answered and sent like any other', slug => {
  const eventType = asking({slug, type: 'text', required: true});
  expect(Object.keys(validateAnswers(eventType, {...given}))).toEqual([slug]);
  const answers = {...given, [slug]: 'x'};
  expect(Object.keys(validateAnswers(eventType, answers))).toEqual([]);
  expect(Object.entries(request(eventType, answers).bookingFieldsResponses!)).toEqual([[slug, 'x']]);
});

test('answers never stand under the control\'s own names in the order, and never hide each other', () => {
  const slot = {start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T10:30:00.000Z'};
  const answers = {uid: 'forged', status: 'paid', start: 'never', 'answer.uid': 'other', name: 'Ada'};
  const bookings = [{uid: 'real', status: 'accepted', title: 'T', ...slot, hosts: [], metadata: {}}] as never;
  const entries = formEntries({...startFlow('UTC', '2026-11-21T00:00:00.000Z'), eventType: asking(), slot, answers, bookings});
  const names = entries.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.fromEntries(entries)).toMatchObject({
    'uid': 'real', 'status': 'accepted', 'start': slot.start, 'answer.uid': 'forged', 'answer.status': 'paid', 'answer.start': 'never', 'answer.answer.uid': 'other', 'name': 'Ada',
  });
});

test.each(names)('a frame that says "%s" for a type or a status says nothing', name => {
  const say = (type: string, data: object) => decodeMessage({originator: 'CAL', namespace: 'n', type, data}, 'n');
  expect(say(name, {})).toBe(undefined);
  expect(say('bookingSuccessfulV2', {uid: 'u', status: name})).toEqual({type: 'booked', booking: {uid: 'u', paymentRequired: false}});
});

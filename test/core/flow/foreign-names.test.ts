import {expect, test, vi} from 'vitest';
import {bookWithNumbers} from '../../../src/core/cal/requests/numbers.ts';
import {createBookingRequest} from '../../../src/core/cal/requests/create-booking.ts';
import {BookingError} from '../../../src/core/model/error.ts';
import {mergeFacts} from '../../../src/core/state/facts.ts';
import {startFlow} from '../../../src/core/flow/flow-state.ts';
import {initialAnswers, prefilled, validateAnswers} from '../../../src/core/flow/questions.ts';
import {formEntries} from '../../../src/core/flow/form-entries.ts';
import {kindOf} from '../../../src/core/flow/input-kinds.ts';
import {loadWords} from '../../../src/core/words/load-words.ts';
import {addWords, translate} from '../../../src/core/words/messages.ts';
import {placeKey} from '../../../src/core/words/place.ts';
import {labelOf, placeLabel, problemText} from '../../../src/core/words/question-words.ts';
import {repeatStarts} from '../../../src/core/time/repeat.ts';
import {areSeatsEqual, toSeatView} from '../../../src/core/state/seat.ts';
import {isTimeZone} from '../../../src/core/time/parse-time.ts';
import {detailsWords} from '../../../src/core/words/en/details.ts';
import type {EventType, Question} from '../../../src/core/model/types.ts';
import {decodeMessage} from '../../../src/embed/messages.ts';

addWords(detailsWords);

const names = ['constructor', 'toString', '__proto__', 'valueOf', 'hasOwnProperty'];
const basics: Question[] = [
  {slug: 'name', type: 'name', required: true},
  {slug: 'email', type: 'email', required: true},
];
const given = {name: 'Ada', email: 'ada@example.com'};

const asking = (...questions: Question[]): EventType => ({
  id: 1,
  slug: 's',
  title: 'T',
  durations: [30],
  questions: [...basics, ...questions],
  locations: [],
  hosts: [],
  confirmation: 'none',
});

const request = (eventType: EventType, answers: Record<string, string>) =>
  createBookingRequest(
    {eventType, answers, start: '2026-11-24T10:00:00.000Z', timeZone: 'UTC', locale: 'en', metadata: {}},
    'attempt-1',
  ).body as {bookingFieldsResponses?: Record<string, string>};

test.each(names)('a question named "%s" that nobody touched is empty, is no problem, and sends nothing', slug => {
  const eventType = asking(
    {slug, type: 'text', required: false},
    {slug: `${slug}-2`, type: 'select', required: false, options: ['a']},
  );
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

test("answers never stand under the control's own names in the order, and never hide each other", () => {
  const slot = {start: '2026-11-24T10:00:00.000Z', end: '2026-11-24T10:30:00.000Z'};
  const answers = {uid: 'forged', status: 'paid', start: 'never', 'answer.uid': 'other', name: 'Ada'};
  const bookings = [{uid: 'real', status: 'accepted', title: 'T', ...slot, hosts: [], metadata: {}}] as never;
  const entries = formEntries({
    ...startFlow('UTC', '2026-11-21T00:00:00.000Z'),
    eventType: asking(),
    slot,
    answers,
    bookings,
  });
  const names = entries.map(([name]) => name);
  expect(new Set(names).size).toBe(names.length);
  expect(Object.fromEntries(entries)).toMatchObject({
    uid: 'real',
    status: 'accepted',
    start: slot.start,
    'answer.uid': 'forged',
    'answer.status': 'paid',
    'answer.start': 'never',
    'answer.answer.uid': 'other',
    name: 'Ada',
  });
});

test.each(names)('a frame that says "%s" for a type or a status says nothing', name => {
  const say = (type: string, data: object) => decodeMessage({originator: 'CAL', namespace: 'n', type, data}, 'n');
  expect(say(name, {})).toBe(undefined);
  expect(say('bookingSuccessfulV2', {uid: 'u', status: name})).toEqual({
    type: 'booked',
    booking: {uid: 'u', paymentRequired: false},
  });
});

test.each(names)('a seat called "%s" has its own state, whoever is merged with whom', seat => {
  const at = '2026-11-24T10:00:00.000Z';
  const facts = {seatStates: Object.fromEntries([[seat, {at, value: 'left' as const}]]), acceptedAt: at};
  for (const [a, b] of [
    [facts, {acceptedAt: at}],
    [{acceptedAt: at}, facts],
    [facts, facts],
  ] as const) {
    expect(Object.entries(mergeFacts(a, b).seatStates!)).toEqual([[seat, {at, value: 'left'}]]);
  }
  expect(toSeatView('u1', facts, seat).state).toBe('cancelled');
  expect(toSeatView('u1', {acceptedAt: at, seatStates: {}, seatTakenAt: {}}, seat)).toMatchObject({state: 'accepted'});
  expect(areSeatsEqual(facts, {seatStates: {}})).toBe(false);
});

test.each(names)('a question, a place, a rhythm or a kind of question called "%s" has words', name => {
  const words = (key: string) => key.toLowerCase();
  expect(placeLabel({type: name}, words)).toBe('location.elsewhere');
  expect(placeKey({type: name})).toBe(undefined);
  expect(labelOf({slug: name, type: name as never, required: false}, words)).toMatch(/\w/);
  expect(kindOf({slug: 'x', type: name as never})).toEqual({});
  expect(problemText('text', name, words)).toBe('problem.refused');
  expect(repeatStarts('2026-11-24T10:00:00.000Z', {count: 2, frequency: name, interval: 1}, 2, 'UTC')).toHaveLength(2);
});

test.each(names)('a language or a zone called "%s" means none', name => {
  expect(loadWords(name) ?? Promise.resolve()).toBeInstanceOf(Promise);
  expect(isTimeZone(name)).toBe(false);
  expect(translate('question.name', {}, name)).toBe('Your name');
});

test.each(names)('of answers to numbers one called "%s" is refused by its own name only', async slug => {
  const refused = new BookingError('invalid_answers', 'No.', {fields: {other: 'invalid'}});
  const send = vi.fn().mockRejectedValue(refused);
  await expect(
    bookWithNumbers({bookingFieldsResponses: {other: 'x'}}, asking({slug, type: 'number', required: true}), send),
  ).rejects.toBe(refused);
  expect(send).toHaveBeenCalledTimes(1);
});

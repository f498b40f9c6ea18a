import {describe, expect, test} from 'vitest';
import {answerField, readAnswers} from '../../../src/core/flow/answer-fields.ts';
import {createBookingRequest} from '../../../src/core/cal/requests/create-booking.ts';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {formEntries} from '../../../src/core/flow/form-entries.ts';
import {initialAnswers, validateAnswers} from '../../../src/core/flow/questions.ts';
import {startFlow} from '../../../src/core/flow/flow-state.ts';
import type {QuestionType} from '../../../src/core/model/types.ts';
import {readBookingBody} from '../../../src/proxy/guard/input/booking-body.ts';
import {anEventType} from '../fixtures.ts';
import {oddValues} from './odd-values.ts';

const start = '2026-11-30T10:00:00.000Z';
/** Which types of question offer options: a new type without a row does not compile. */
const hasOptions: Readonly<Record<QuestionType, boolean>> = {
  select: true,
  radio: true,
  multiselect: true,
  checkbox: true,
  name: false,
  splitName: false,
  email: false,
  phone: false,
  location: false,
  title: false,
  notes: false,
  guests: false,
  text: false,
  textarea: false,
  number: false,
  address: false,
  url: false,
  multiemail: false,
  boolean: false,
  unknown: false,
};
const typesThat = (offer: boolean) =>
  (Object.keys(hasOptions) as QuestionType[]).filter(type => hasOptions[type] === offer);
const types = typesThat(true);
const lists: readonly QuestionType[] = ['multiselect', 'checkbox'];
const cases = types.flatMap(type => Object.entries(oddValues).map(([what, value]) => [type, what, value] as const));

describe.each(cases)('a %s with %s', (type, _what, value) => {
  const eventType = anEventType({questions: [{slug: 'size', type, required: true, options: ['Other', value]}]});
  const chosen = lists.includes(type) ? [value] : value;

  test('takes the option that is chosen and sends it as it is offered', () => {
    expect(validateAnswers(eventType, {size: chosen})).toEqual({});
    const {body} = createBookingRequest({eventType, start, answers: {size: chosen}, timeZone: 'UTC'}, 'an-attempt');
    expect((body as {bookingFieldsResponses: object}).bookingFieldsResponses).toEqual({size: chosen});
    const given = {...(body as object), attendee: {name: 'Ann', timeZone: 'UTC', email: 'ann@x.example'}};
    expect(readBookingBody(given).rest.bookingFieldsResponses).toEqual({size: chosen});
  });

  test('is prefilled with it, also where the spaces around it were lost', () => {
    expect(initialAnswers(eventType, {size: value})).toEqual({size: chosen});
    if (value.trim()) expect(initialAnswers(eventType, {size: value.trim()})).toEqual({size: chosen});
  });

  test('is read from the form without a script', () => {
    // As a browser writes the lines of a value.
    const sent = new URLSearchParams([[answerField('size'), value.replace(/\r\n?|\n/g, '\r\n')]]).toString();
    const fields = new URLSearchParams(sent);
    expect(readAnswers(eventType, name => fields.getAll(name))).toEqual({size: chosen});
  });

  test("is in the data of the shop's form and in what the browser keeps", () => {
    const state = {...startFlow('UTC', start), eventType, slot: {start}, answers: {size: chosen}};
    expect(formEntries(state)).toContainEqual(['size', value]);
    expect(validateAnswers(eventType, (JSON.parse(JSON.stringify(state)) as typeof state).answers)).toEqual({});
  });
});

test.each(types)('a %s offers an option that Cal.com lists twice once, and none that is empty', type => {
  const question = {type, slug: 'size', label: 'Size', required: true, options: ['A', 'B', 'A', '', 'A ']};
  const [eventType] = decodeEventTypes({
    data: [{id: 1, slug: 'x', title: 'X', lengthInMinutes: 30, bookingFields: [question]}],
  });
  expect(eventType!.questions[0]!.options).toEqual(['A', 'B', 'A ']);
  // An empty answer is none.
  expect(validateAnswers(eventType!, {size: lists.includes(type) ? [''] : ''})).toEqual({size: 'required'});
});

test('of two options that differ by a space each is its own', () => {
  const eventType = anEventType({questions: [{slug: 'size', type: 'radio', required: true, options: ['A', 'A ']}]});
  expect(['A', 'A '].map(size => initialAnswers(eventType, {size}))).toEqual([{size: 'A'}, {size: 'A '}]);
});

/**
 * Answers of types without options that are kept as they are typed: their odd values are machine values too, in prefill
 * and links.
 */
const written: Readonly<Partial<Record<QuestionType, true>>> = {
  title: true,
  notes: true,
  text: true,
  textarea: true,
  address: true,
  unknown: true,
};

describe.each(typesThat(false))('a %s without options', type => {
  const eventType = anEventType({questions: [{slug: 'q', type, required: false}], locations: []});
  const values = Object.entries(oddValues);

  test.each(values)('with %s is asked, answered or refused, and never half made', (_what, value) => {
    const answers = initialAnswers(eventType, {q: value});
    const problems = validateAnswers(eventType, answers);
    const {body} = createBookingRequest({eventType, start, answers, timeZone: 'UTC'}, 'an-attempt');
    const sent = JSON.stringify(body);
    expect(Object.keys(problems).every(slug => slug === 'q')).toBe(true);
    expect(sent).not.toContain('[object');
    expect(sent).not.toContain('native code');
    if (written[type] && !problems['q']) expect(sent).toContain(JSON.stringify(value.trim()).slice(1, -1));
  });

  test('offers none, whatever Cal.com lists', () => {
    const question = {type, slug: 'q', label: 'Q', required: false, options: ['A', '__proto__']};
    const [decoded] = decodeEventTypes({
      data: [{id: 1, slug: 'x', title: 'X', lengthInMinutes: 30, bookingFields: [question]}],
    });
    expect(validateAnswers(decoded!, {q: '__proto__'})['q']).not.toBe('option');
  });
});

test('a type of place that is named like something of the language is a place like any other', () => {
  const eventType = anEventType({questions: [], locations: [{type: 'constructor'}, {type: '__proto__'}]});
  expect(initialAnswers(eventType)).toEqual({location: 'constructor'});
  expect(validateAnswers(eventType, {location: '__proto__'})).toEqual({});
});

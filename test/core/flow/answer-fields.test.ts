import {expect, test} from 'vitest';
import {answerField, detailField, readAnswers} from '../../../src/core/flow/answer-fields.ts';
import {locationDetailSlug} from '../../../src/core/flow/questions.ts';
import type {EventType, Question} from '../../../src/core/model/types.ts';

const question = (slug: string, type: Question['type'], more: Partial<Question> = {}): Question => ({
  slug,
  type,
  required: false,
  ...more,
});

function eventType(questions: Question[], locations: EventType['locations'] = []): EventType {
  return {id: 1, slug: 'x', title: 'X', durations: [30], questions, locations, hosts: [], confirmation: 'none'};
}

function read(type: EventType, fields: Record<string, string | string[]>) {
  return readAnswers(type, name => [fields[name] ?? []].flat());
}

test('each question is answered in its own shape', () => {
  const type = eventType([
    question('name', 'splitName'),
    question('email', 'email'),
    question('notes', 'notes'),
    question('terms', 'boolean'),
    question('news', 'boolean'),
    question('topics', 'multiselect', {options: ['a', 'b', 'c']}),
    question('size', 'select', {options: ['S', 'M']}),
    question('days', 'checkbox', {options: ['Mon']}),
    question('guests', 'guests'),
  ]);
  expect(
    read(type, {
      'answer.name': ['Ada', 'King Lovelace'],
      'answer.email': 'ada@example.com',
      'answer.notes': 'one\r\ntwo',
      'answer.terms': 'true',
      'answer.topics': ['a', 'c'],
      'answer.size': 'M',
      'answer.guests': 'a@example.com\r\nb@example.com',
    }),
  ).toEqual({
    name: ['Ada', 'King Lovelace'],
    email: 'ada@example.com',
    notes: 'one\ntwo',
    terms: true,
    news: false,
    topics: ['a', 'c'],
    size: 'M',
    days: [],
    guests: 'a@example.com\nb@example.com',
  });
});

test('what is not offered is no answer, and what was not asked is left out', () => {
  const type = eventType([
    question('size', 'select', {options: ['S']}),
    question('topics', 'multiselect', {options: ['a']}),
  ]);
  expect(
    read(type, {'answer.size': 'XXL', 'answer.topics': ['a', 'z'], 'answer.__proto__': 'x', 'answer.other': 'y'}),
  ).toEqual({size: '', topics: ['a']});
});

test('of the fields that belong to places only that of the chosen one counts', () => {
  const type = eventType(
    [question('email', 'email')],
    [{type: 'link'}, {type: 'attendeePhone', ask: 'phone'}, {type: 'attendeeAddress', ask: 'address'}],
  );
  const fields = {[detailField('phone')]: '+49 30 123456', [detailField('address')]: '1 Main Street'};
  expect(read(type, {...fields, [answerField('location')]: 'attendeePhone'})).toMatchObject({
    location: 'attendeePhone',
    [locationDetailSlug]: '+49 30 123456',
  });
  expect(read(type, {...fields, [answerField('location')]: 'attendeeAddress'})).toMatchObject({
    [locationDetailSlug]: '1 Main Street',
  });
  expect(read(type, fields)).toMatchObject({location: 'link', [locationDetailSlug]: ''});
});

import {describe, expect, test} from 'vitest';
import {initialAnswers} from '../../../src/core/flow/questions.ts';
import {keptAnswers} from '../../../src/core/flow/kept-answers.ts';
import type {Answer, QuestionType} from '../../../src/core/model/types.ts';
import {anEventType} from '../fixtures.ts';

/** What a visitor may have answered to a question of each type, with A and B to choose from. */
const typed: Record<QuestionType, Answer> = {
  name: 'Ada',
  splitName: ['Ada', 'Lovelace'],
  email: 'ada@example.com',
  phone: '+49 151 12345678',
  guests: 'a@x.example\nb@x.example',
  title: 'Talk',
  notes: 'None',
  text: 'A word',
  textarea: 'A story',
  number: '4',
  address: 'A street 1',
  url: 'https://x.example',
  multiemail: 'a@x.example',
  select: 'A',
  radio: 'B',
  multiselect: ['A'],
  checkbox: ['A', 'B'],
  boolean: true,
  location: 'link',
  unknown: 'words',
};

const choices: readonly string[] = ['select', 'radio', 'multiselect', 'checkbox'];
const aQuestion = (type: QuestionType, options = ['A', 'B']) =>
  anEventType({questions: [{slug: 'q', type, required: false, ...(choices.includes(type) ? {options} : {})}]});
const types = (Object.keys(typed) as QuestionType[]).filter(type => type !== 'location');

test.each(types)('what was typed into a %s comes back', type => {
  expect({...keptAnswers(aQuestion(type), {q: typed[type]})}).toEqual({q: typed[type]});
});

describe.each(types)('of a question that was a %s', was => {
  test.each(types.filter(type => type !== was))('and is a %s now no answer comes back that it cannot show', type => {
    const eventType = aQuestion(type);
    const kept = keptAnswers(eventType, {q: typed[was]})['q'];
    if (kept === undefined) return;
    const empty = initialAnswers(eventType)['q'];
    expect(typeof kept).toBe(typeof empty);
    expect(Array.isArray(kept)).toBe(Array.isArray(empty));
    if (choices.includes(type)) expect([kept].flat().every(each => ['A', 'B'].includes(each as string))).toBe(true);
  });
});

test('an option that is no longer offered is dropped, the others stay', () => {
  expect({...keptAnswers(aQuestion('select', ['B', 'C']), {q: 'A'})}).toEqual({});
  expect({...keptAnswers(aQuestion('radio', ['A ']), {q: 'A'})}).toEqual({});
  expect({...keptAnswers(aQuestion('checkbox', ['B', 'C']), {q: ['A', 'B']})}).toEqual({q: ['B']});
});

test('a question that is gone or hidden, a place that is not offered and what is no answer are left out', () => {
  const eventType = anEventType({
    questions: [
      {slug: 'seen', type: 'text', required: false},
      {slug: 'unseen', type: 'text', required: false, hidden: true},
    ],
    locations: [{type: 'phone'}, {type: 'address'}] as never,
  });
  expect({
    ...keptAnswers(eventType, {gone: 'a', unseen: 'a', seen: 17, location: 'link', 'location.detail': 'a'}),
  }).toEqual({});
  expect({...keptAnswers(eventType, {location: 'phone', 'location.detail': '+49'})}).toEqual({
    location: 'phone',
    'location.detail': '+49',
  });
  for (const kept of [undefined, null, 'text', 17, []]) expect({...keptAnswers(eventType, kept)}).toEqual({});
  expect({...keptAnswers(eventType, JSON.parse('{"__proto__": {"seen": "a"}}'))}).toEqual({});
});

import {expect, test} from 'vitest';
import {initialAnswers} from '../../../src/core/flow/questions.ts';
import {lockedSlugs} from '../../../src/core/flow/locked.ts';
import type {Answers, Question} from '../../../src/core/model/types.ts';
import {anEventType, emailQuestion, nameQuestion, phoneQuestion, twoPlaces} from '../fixtures.ts';

const options = ['Small ', 'Large'];
const questions: Question[] = [
  nameQuestion,
  emailQuestion,
  phoneQuestion,
  {slug: 'location', type: 'location', required: true},
  {slug: 'size', type: 'select', required: true, options},
  {slug: 'colour', type: 'radio', required: false, options},
  {slug: 'topics', type: 'multiselect', required: false, options},
  {slug: 'people', type: 'number', required: false},
  {slug: 'terms', type: 'boolean', required: true},
  {slug: 'news', type: 'boolean', required: false},
  {slug: 'notes', type: 'notes', required: false},
  {slug: 'guests', type: 'guests', required: false},
].map(question => ({...question, lockedOnPrefill: true}) as Question);
const eventType = anEventType({questions, locations: twoPlaces});

function locked(prefill: Answers): string[] {
  return [...lockedSlugs(eventType, initialAnswers(eventType, prefill), prefill, {})];
}

test.each<Answers>([
  {name: 'Ada'},
  {email: 'ada@x.example'},
  {attendeePhoneNumber: '+49 30 123456'},
  {location: 'integration:cal-video'},
  {size: 'Small'},
  {colour: 'Large'},
  {topics: ['Large']},
  {topics: ['Small', 'Large']},
  {people: '3'},
  {terms: true},
  {news: 'true'},
  {notes: 'x'},
  {guests: ['a@x.example', 'b@x.example']},
])('a question that is prefilled with %j is locked where its host says so', prefill => {
  expect(locked(prefill)).toEqual(Object.keys(prefill));
});

test('the names alone of what a page filled in do as well', () => {
  expect([...lockedSlugs(eventType, {name: 'Ada', email: 'ada'}, ['name', 'email', 'phone'], {})]).toEqual(['name']);
});

test('plain names lock as slugs do', () => {
  expect(locked({phone: '+49 30 123456'})).toEqual(['attendeePhoneNumber']);
});

test.each<Answers>([
  {name: ''},
  {name: '  '},
  {email: ''},
  {email: 'ada'},
  {attendeePhoneNumber: '12'},
  {location: 'nowhere'},
  {location: ''},
  {size: 'Medium'},
  {size: ''},
  {colour: ''},
  {topics: []},
  {topics: ['Large', 'Medium']},
  {people: 'three'},
  {people: ''},
  {terms: false},
  {terms: 'no'},
  {news: false},
  {notes: ''},
  {notes: 'x'.repeat(6_000)},
  {guests: []},
  {guests: 'ada'},
])('a question that is prefilled with %j can be answered', prefill => {
  expect(locked(prefill)).toEqual([]);
});

import {expect, test} from 'vitest';
import type {QuestionType} from '../../../src/core/model/types.ts';
import {detailsWords} from '../../../src/core/words/en/details.ts';
import {addWords, translate, type MessageKey} from '../../../src/core/words/messages.ts';
import {placeLabel, problemText} from '../../../src/core/words/question-words.ts';

addWords(detailsWords);
const t = (key: MessageKey) => translate(key);

test.each<[QuestionType, string]>([
  ['name', 'Enter your name.'],
  ['splitName', 'Enter your name.'],
  ['email', 'Enter an email address like name@example.com.'],
  ['phone', 'Enter a phone number with country code, e.g. +1 212 555 0123.'],
  ['number', 'Enter a number, e.g. 1500 or 2.5.'],
  ['url', 'Enter a web address like example.com.'],
  ['boolean', 'Tick this box to go on.'],
  ['select', 'Choose one of the options.'],
  ['textarea', 'Enter an answer.'],
])('a %s that was left empty is told what it wants: %s', (type, words) => {
  expect(problemText(type, 'required', t)).toBe(words);
});

test('who calls whom is said from the visitor’s side', () => {
  expect(placeLabel({type: 'phone'}, t)).toBe('I’ll call');
  expect(placeLabel({type: 'attendeePhone', ask: 'phone'}, t)).toBe('Call me');
});

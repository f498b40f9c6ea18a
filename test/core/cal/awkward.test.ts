import {expect, test} from 'vitest';
import {decodeBookings} from '../../../src/core/cal/booking.ts';
import {toCalError} from '../../../src/core/cal/errors.ts';
import {addWords, translate, type MessageKey} from '../../../src/core/words/messages.ts';
import {problemText} from '../../../src/core/words/question-words.ts';
import type {QuestionType} from '../../../src/core/model/types.ts';
import {detailsWords} from '../../../src/core/words/en/details.ts';
import {calBooking, success} from './fixtures.ts';

// Facts of cal-api.md that nothing else names, by their sections.

addWords(detailsWords);
const t = (key: MessageKey) => translate(key);
const said = (key: string) =>
  JSON.stringify({status: 'error', error: {code: 'BAD_REQUEST', message: `responses - {q}${key}, `}});

test.each<[string, QuestionType, string]>([
  ['error_required_field', 'text', 'Enter an answer.'],
  ['error_required_field', 'boolean', 'Tick this box to go on.'],
  ['email_validation_error', 'email', 'Enter an email address like name@example.com.'],
  ['invalid_number', 'phone', 'Enter a phone number with country code'],
  ['invalid_number', 'number', 'Enter a number'],
  ['url_validation_error', 'url', 'Enter a web address'],
  ['duplicate_email', 'multiemail', 'Check the email addresses.'],
  ['max_characters_allowed', 'textarea', 'This text is too long.'],
  ['min_characters_required', 'text', 'This answer was not accepted.'],
  ['Invalid string', 'text', 'This answer was not accepted.'],
  ['exclude_emails_match_found_error_message', 'email', 'This answer was not accepted.'],
  ['require_emails_no_match_found_error_message', 'email', 'This answer was not accepted.'],
])('§3.2: what Cal.com says as %s of a question of the type %s has words', (key, type, words) => {
  const {code, fields} = toCalError(400, said(key));
  expect(code).toBe('invalid_answers');
  expect(problemText(type, fields!['q']!, t)).toContain(words);
});

test('§2.5: a host who is gone, and is called "unknown" everywhere, is not named', () => {
  const gone = {
    id: 'unknown',
    name: 'unknown',
    email: 'unknown',
    displayEmail: 'unknown',
    username: 'unknown',
    timeZone: 'unknown',
  };
  const {id: _, ...filtered} = gone;
  for (const host of [gone, filtered])
    expect(decodeBookings(success(calBooking({hosts: [host]})))[0].hosts).toEqual([]);
});

import {describe, expect, test} from 'vitest';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {addWords, translate} from '../../../src/core/words/messages.ts';
import {labelOf} from '../../../src/core/words/question-words.ts';
import {detailsWords} from '../../../src/core/words/en/details.ts';
import {calEventType, success} from './fixtures.ts';

addWords(detailsWords);

const decode = (members: Record<string, unknown>) => decodeEventTypes(success([calEventType(members)]))[0]!;
const question = (field: unknown) => decode({bookingFields: [field]}).questions[0];

describe('questions', () => {
  test.each(['phone', 'address', 'text', 'textarea', 'url', 'number', 'multiemail', 'boolean'])(
    'of type %s are kept with label and placeholder',
    type => {
      expect(
        question({type, slug: 'q', required: true, label: 'Q?', placeholder: 'q', isDefault: false, hidden: false}),
      ).toEqual({type, slug: 'q', required: true, label: 'Q?', placeholder: 'q'});
    },
  );

  test.each(['select', 'radio', 'multiselect', 'checkbox'])(
    'of type %s keep their options, plain or with labels',
    type => {
      expect(
        question({type, slug: 'q', required: false, options: ['red', {value: 'blue', label: 'Blue'}, 5, '']}),
      ).toEqual({type, slug: 'q', required: false, options: ['red', 'blue']});
    },
  );

  test.each([
    ['name', 'your_name', 'Your name'],
    ['email', 'email_address', 'Email'],
    ['textarea', 'additional_notes', 'Notes', 'notes'],
    ['multiemail', 'additional_guests', 'Guests', 'guests'],
    ['text', 'what_is_this_meeting_about', 'What is this meeting about?', 'title'],
    ['phone', 'phone_number', 'Phone number', 'attendeePhoneNumber'],
    ['radioInput', 'location', 'Where should we meet?', 'location'],
    ['phone', 'number_text_notifications', 'Phone number', 'smsReminderNumber'],
    ['text', 'company_size_2', 'Team Size', 'team-size'],
    ['name', '', 'Your name'],
    ['email', '  ', 'Email'],
    ['name', 'name', 'Your name'],
    ['text', null, 'Job Title', 'jobTitle'],
    ['name', 'Who are you?', 'Who are you?'],
    ['text', 'e-mail', 'e-mail', 'second'],
    ['text', 'Größe_in_cm', 'Größe_in_cm', 'height'],
  ])('of type %s with the label %j are read by visitors as "%s"', (type, label, read, slug = type) => {
    expect(labelOf(question({type, slug, label, isDefault: true})!, translate)).toBe(read);
  });

  test('have no placeholder that is a translation key, and a split name no such labels', () => {
    expect(question({type: 'textarea', slug: 'notes', placeholder: 'share_additional_notes'})).not.toHaveProperty(
      'placeholder',
    );
    expect(question({type: 'splitName', firstNameLabel: 'first_name', lastNameLabel: 'last_name'})).toMatchObject({
      parts: {lastRequired: false},
    });
    expect(question({type: 'splitName', firstNameLabel: 'first_name', lastNameLabel: 'last_name'})!.parts).toEqual({
      lastRequired: false,
    });
  });

  test('are the usual ones where an event type has none stored', () => {
    expect(decode({bookingFields: null}).questions.map(({slug, required}) => [slug, required])).toEqual([
      ['name', true],
      ['email', true],
      ['location', false],
      ['notes', false],
      ['guests', false],
    ]);
    expect(decode({bookingFields: null, disableGuests: true}).questions.map(({slug}) => slug)).not.toContain('guests');
  });

  test('may be locked once prefilled', () => {
    expect(question({type: 'text', slug: 'q', required: false, disableOnPrefill: true})).toMatchObject({
      lockedOnPrefill: true,
    });
  });

  test('for a split name have two inputs', () => {
    expect(
      question({
        isDefault: true,
        type: 'splitName',
        slug: 'splitName',
        firstNameLabel: 'First',
        lastNameLabel: 'Last',
        lastNameRequired: true,
      }),
    ).toEqual({
      type: 'splitName',
      slug: 'splitName',
      required: true,
      parts: {firstLabel: 'First', lastLabel: 'Last', lastRequired: true},
    });
  });

  test('of default fields without a slug are told by their type', () => {
    expect(question({type: 'email', required: true})).toEqual({type: 'email', slug: 'email', required: true});
  });

  test('for guests are left out where there may be none', () => {
    expect(decode({disableGuests: true}).questions.map(({slug}) => slug)).not.toContain('guests');
  });

  test.each([
    [
      'a stored phone field is asked as one',
      {
        type: 'unknown',
        slug: 'unknown',
        bookingField: JSON.stringify({name: 'smsReminderNumber', type: 'phone', required: true}),
      },
      {type: 'phone', slug: 'smsReminderNumber', required: true},
    ],
    [
      'a stored field nobody knows is unknown',
      {
        type: 'unknown',
        slug: 'unknown',
        bookingField: JSON.stringify({name: 'mood', type: 'emoji', required: true, label: 'Mood?'}),
      },
      {type: 'unknown', slug: 'mood', required: true, label: 'Mood?'},
    ],
    [
      'a stored field that cannot be read keeps its slug',
      {type: 'unknown', slug: 'x', bookingField: '{'},
      {type: 'unknown', slug: 'x', required: false},
    ],
    [
      'a new type is unknown',
      {type: 'signature', slug: 'sign', required: true},
      {type: 'unknown', slug: 'sign', required: true},
    ],
  ])('%s', (_, field, expected) => {
    expect(question(field)).toEqual(expected);
  });
});

test('a reason to reschedule that is required is known, and is no question of a booking', () => {
  const eventType = decode({bookingFields: [{type: 'textarea', slug: 'rescheduleReason', required: true}]});
  expect(eventType).toMatchObject({requiresRescheduleReason: true, questions: []});
});

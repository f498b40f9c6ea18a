import {describe, expect, test} from 'vitest';
import {
  chosenLocation,
  initialAnswers,
  locationDetailSlug,
  locationKey,
  prefilled,
  shownQuestions,
  validateAnswers,
} from '../../../src/core/flow/questions.ts';
import type {Answer, EventType, Location, Question} from '../../../src/core/model/types.ts';
import {anEventType, emailQuestion, nameQuestion, phoneQuestion, twoPlaces} from '../fixtures.ts';

const filled = {name: 'Ada', email: 'ada@example.com'};
const place: Question = {slug: 'location', type: 'location', required: false};

function asking(...questions: Question[]): EventType {
  return anEventType({questions: [nameQuestion, emailQuestion, ...questions]});
}

describe('what a visitor is asked', () => {
  const slugs = (eventType: EventType) => shownQuestions(eventType).map(({slug}) => slug);

  test('hidden questions are not shown, the others keep their order', () => {
    const notes: Question = {slug: 'notes', type: 'notes', required: false};
    expect(slugs(asking({slug: 'title', type: 'title', required: true, hidden: true}, notes))).toEqual([
      'name',
      'email',
      'notes',
    ]);
  });

  test('a question of an unknown type is shown only when it is required', () => {
    expect(
      slugs(asking({slug: 'a', type: 'unknown', required: false}, {slug: 'b', type: 'unknown', required: true})),
    ).toEqual(['name', 'email', 'b']);
  });

  test.each([
    ['one place that asks nothing', anEventType().locations, false],
    ['no place', [], false],
    ['two places', twoPlaces, true],
    ['one place that asks for an address', [{type: 'attendeeAddress', ask: 'address' as const}], true],
  ])('with %s the place is asked for: %s', (_, locations, asked) => {
    expect(slugs({...asking(place), locations}).includes('location')).toBe(asked);
    expect(slugs({...asking(), locations}).includes('location')).toBe(asked);
  });

  const calls: Location = {type: 'attendeePhone', ask: 'phone'};

  test('a phone number that the only place needs too is asked for once, and is required', () => {
    const eventType = {...asking(place, phoneQuestion), locations: [calls]};
    expect(shownQuestions(eventType).slice(2)).toEqual([{...phoneQuestion, required: true}]);
    expect(validateAnswers(eventType, filled)).toEqual({attendeePhoneNumber: 'required'});
    expect(validateAnswers(eventType, {...filled, attendeePhoneNumber: '+49 30 1234567'})).toEqual({});
  });

  test('of several places the one that needs the number makes its question required', () => {
    const eventType = {...asking(place, phoneQuestion), locations: twoPlaces};
    const required = (location: string) =>
      shownQuestions(eventType, {location}).find(({slug}) => slug === phoneQuestion.slug)!.required;
    expect(required('attendeePhone')).toBe(true);
    expect(required('integration:cal-video')).toBe(false);
    expect(validateAnswers(eventType, {...filled, location: 'attendeePhone'})).toEqual({
      attendeePhoneNumber: 'required',
    });
    expect(validateAnswers(eventType, {...filled, location: 'integration:cal-video'})).toEqual({});
  });

  test('where the question of the number is hidden the place asks for it', () => {
    const eventType = {...asking({...phoneQuestion, hidden: true}), locations: [calls]};
    expect(slugs(eventType)).toContain('location');
    expect(validateAnswers(eventType, {...filled, [locationDetailSlug]: '+49 30 1234567'})).toEqual({});
  });
});

describe('the answers a form starts with', () => {
  const start = (question: Question, prefill?: Record<string, Answer>) =>
    initialAnswers(asking(question), prefill)[question.slug];

  test.each<[Question['type'], Answer]>([
    ['text', ''],
    ['textarea', ''],
    ['number', ''],
    ['phone', ''],
    ['select', ''],
    ['radio', ''],
    ['url', ''],
    ['guests', ''],
    ['multiemail', ''],
    ['multiselect', []],
    ['checkbox', []],
    ['boolean', false],
    ['splitName', ['', '']],
  ])('a %s question starts with %j', (type, answer) => {
    expect(start({slug: 'q', type, required: true})).toEqual(answer);
  });

  test.each<[Question['type'], Answer, Answer]>([
    ['text', 'red', 'red'],
    ['boolean', 'true', true],
    ['boolean', false, false],
    ['splitName', 'Ada King Lovelace', ['Ada', 'King Lovelace']],
    ['splitName', ['Ada', 'Lovelace'], ['Ada', 'Lovelace']],
    ['select', 'red', 'red'],
    ['select', 'green', ''],
    ['checkbox', 'red', ['red']],
    ['checkbox', ['red', 'green', 'blue'], ['red', 'blue']],
    ['guests', ['a@x.example', 'b@x.example'], 'a@x.example\nb@x.example'],
    ['guests', 'a@x.example,b@x.example', 'a@x.example\nb@x.example'],
  ])('a %s question prefilled with %j starts with %j', (type, value, answer) => {
    const options = ['select', 'checkbox'].includes(type) ? {options: ['red', 'blue']} : {};
    expect(start({slug: 'q', type, required: false, ...options}, {q: value})).toEqual(answer);
  });

  test('plain names prefill the default questions', () => {
    const eventType = anEventType({
      questions: [{slug: 'splitName', type: 'splitName', required: true}, emailQuestion, phoneQuestion],
    });
    expect(initialAnswers(eventType, {name: 'Ada Lovelace', email: 'ada@example.com', phone: '+49301234567'})).toEqual({
      splitName: ['Ada', 'Lovelace'],
      email: 'ada@example.com',
      attendeePhoneNumber: '+49301234567',
    });
  });

  test('a slug wins over a plain name', () => {
    expect(prefilled(phoneQuestion, {phone: '1', attendeePhoneNumber: '2'})).toBe('2');
  });

  test('a hidden question has an answer only when the page prefills it', () => {
    const hidden: Question = {slug: 'source', type: 'text', required: false, hidden: true};
    expect(initialAnswers(asking(hidden))).not.toHaveProperty('source');
    expect(initialAnswers(asking(hidden), {source: 'newsletter'})).toHaveProperty('source', 'newsletter');
  });

  test('the first place is chosen until the page or the visitor chooses another', () => {
    const eventType = {...asking(place), locations: twoPlaces};
    expect(initialAnswers(eventType)).toMatchObject({location: 'integration:cal-video', [locationDetailSlug]: ''});
    expect(initialAnswers(eventType, {location: 'attendeePhone'})).toMatchObject({location: 'attendeePhone'});
    expect(initialAnswers(eventType, {location: 'nowhere'})).toMatchObject({location: 'integration:cal-video'});
  });

  test('a hidden place that has to be asked for is asked for all the same', () => {
    const eventType = {...asking({...place, hidden: true}), locations: twoPlaces};
    expect(shownQuestions(eventType).map(({slug}) => slug)).toContain('location');
  });
});

describe('what is wrong with answers', () => {
  const problem = (question: Omit<Question, 'slug'>, answer?: Answer) =>
    validateAnswers(asking({slug: 'q', ...question}), {...filled, ...(answer === undefined ? {} : {q: answer})})['q'];

  test.each<[Question['type'], boolean, Answer | undefined, string | undefined]>([
    ['text', true, undefined, 'required'],
    ['text', true, '  ', 'required'],
    ['text', false, '', undefined],
    ['text', true, 'x', undefined],
    ['text', false, 'x'.repeat(501), 'too_long'],
    ['textarea', false, 'x'.repeat(501), undefined],
    ['notes', false, 'x'.repeat(5001), 'too_long'],
    ['number', true, '0', undefined],
    ['number', false, '1,5', undefined],
    ['number', false, 'many', 'number'],
    ['number', false, '1,000', 'number'],
    ['phone', false, '+49 30 1234567', undefined],
    ['phone', false, '030 1234567', 'phone'],
    ['phone', true, '', 'required'],
    ['url', false, 'example.com', undefined],
    ['url', false, 'nothing', 'url'],
    ['boolean', true, false, 'required'],
    ['boolean', true, undefined, 'required'],
    ['boolean', true, true, undefined],
    ['boolean', false, false, undefined],
    ['select', true, '', 'required'],
    ['select', true, 'red', undefined],
    ['select', true, 'green', 'option'],
    ['radio', false, 'green', 'option'],
    ['checkbox', true, [], 'required'],
    ['checkbox', true, ['red'], undefined],
    ['multiselect', false, ['red', 'green'], 'option'],
    ['guests', false, '', undefined],
    ['guests', false, 'a@x.example, b@x.example', undefined],
    ['guests', false, 'a@x.example, b', 'guests'],
    ['guests', false, Array.from({length: 11}, (_, index) => `guest${index}@x.example`).join(' '), 'too_many'],
    [
      'guests',
      false,
      [...Array.from({length: 10}, (_, index) => `guest${index}@x.example`), 'GUEST1@x.example'].join(' '),
      undefined,
    ],
    ['multiemail', false, Array.from({length: 11}, (_, index) => `guest${index}@x.example`).join(' '), undefined],
    ['multiemail', true, ' ', 'required'],
    ['multiemail', true, ['a@x.example'], undefined],
    ['splitName', true, ['', ''], 'required'],
    ['splitName', true, ['', 'Lovelace'], 'required'],
    ['splitName', true, ['Ada', ''], undefined],
    ['unknown', true, '', 'required'],
    ['unknown', true, 'x', undefined],
    ['address', false, 'Main St 1', undefined],
  ])('a %s question (required: %s) answered with %j has the problem %s', (type, required, answer, expected) => {
    const options = ['select', 'radio', 'checkbox', 'multiselect'].includes(type) ? {options: ['red', 'blue']} : {};
    expect(problem({type, required, ...options}, answer)).toBe(expected);
  });

  test('a last name is required where the event type says so', () => {
    const parts = {lastRequired: true};
    expect(problem({type: 'splitName', required: true, parts}, ['Ada', ' '])).toBe('required');
    expect(problem({type: 'splitName', required: true, parts}, ['Ada', 'Lovelace'])).toBeUndefined();
  });

  test('complete answers have none', () => {
    expect(validateAnswers(anEventType(), filled)).toEqual({});
  });

  test('a wrong e-mail address is told as such', () => {
    expect(validateAnswers(anEventType(), {...filled, email: 'ada@'})).toEqual({email: 'email'});
  });

  test('hidden questions never stand in the way', () => {
    expect(validateAnswers(asking({slug: 'q', type: 'text', required: true, hidden: true}), filled)).toEqual({});
  });

  test('one way to reach the visitor is needed even when each is optional', () => {
    const eventType = anEventType({questions: [nameQuestion, {...emailQuestion, required: false}, phoneQuestion]});
    expect(validateAnswers(eventType, {name: 'Ada', email: '', attendeePhoneNumber: ''})).toEqual({email: 'required'});
    expect(validateAnswers(eventType, {name: 'Ada', email: '', attendeePhoneNumber: '+49301234567'})).toEqual({});
  });

  test.each([
    [{}, {location: 'required'}],
    [{location: 'nowhere'}, {location: 'option'}],
    [{location: 'integration:cal-video'}, {}],
    [{location: 'attendeePhone'}, {[locationDetailSlug]: 'required'}],
    [{location: 'attendeePhone', [locationDetailSlug]: '030'}, {[locationDetailSlug]: 'phone'}],
    [{location: 'attendeePhone', [locationDetailSlug]: '+49 30 1234567'}, {}],
  ])('with two places %j has the problems %j', (answers, problems) => {
    expect(validateAnswers({...asking(place), locations: twoPlaces}, {...filled, ...answers})).toEqual(problems);
  });

  test('the only place still needs its detail', () => {
    const eventType = {...asking(place), locations: [{type: 'attendeeAddress', ask: 'address' as const}]};
    expect(validateAnswers(eventType, filled)).toEqual({[locationDetailSlug]: 'required'});
    expect(validateAnswers(eventType, {...filled, [locationDetailSlug]: 'Main St 1'})).toEqual({});
  });
});

test('a place is chosen by a key that survives in a page', () => {
  const eventType = anEventType({locations: twoPlaces});
  for (const location of twoPlaces) expect(chosenLocation(eventType, {location: locationKey(location)})).toBe(location);
});

import {describe, expect, test} from 'vitest';
import {createBookingRequest} from '../../../../src/core/cal/requests/create-booking.ts';
import {isBookingError} from '../../../../src/core/model/error.ts';
import {locationDetailSlug} from '../../../../src/core/flow/questions.ts';
import type {Answer, BookingRequest, EventType, Question} from '../../../../src/core/model/types.ts';
import {anEventType, emailQuestion, nameQuestion, phoneQuestion, twoPlaces} from '../../fixtures.ts';

const start = '2026-11-23T09:00:00.000Z';

function wish(members: Partial<BookingRequest> = {}): BookingRequest {
  return {
    eventType: anEventType(),
    start,
    answers: {name: 'Ada Lovelace', email: 'ada@example.com'},
    timeZone: 'Europe/Berlin',
    ...members,
  };
}

function body(members: Partial<BookingRequest> = {}) {
  return createBookingRequest(wish(members), 'attempt-1').body as Record<string, any>;
}

function withQuestions(questions: Question[], answers: Record<string, Answer>, members: Partial<EventType> = {}) {
  const eventType = anEventType({questions: [nameQuestion, emailQuestion, ...questions], ...members});
  return body({eventType, answers: {name: 'Ada', email: 'ada@example.com', ...answers}});
}

test('a plain booking holds what is needed and nothing more', () => {
  expect(createBookingRequest(wish(), 'attempt-1')).toEqual({
    method: 'POST',
    path: '/v2/bookings',
    version: '2024-08-13',
    body: {
      start,
      eventTypeId: 7,
      attendee: {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'Europe/Berlin'},
      metadata: {booking_attempt: 'attempt-1'},
    },
  });
});

describe('the attendee', () => {
  test('has the zone under its modern name and the language of the e-mails', () => {
    expect(body({timeZone: 'Asia/Calcutta', locale: 'de-AT'})['attendee']).toMatchObject({
      timeZone: 'Asia/Kolkata',
      language: 'de',
    });
  });

  test('has no language where Cal.com does not know it', () => {
    expect(body({locale: 'eo'})['attendee']).not.toHaveProperty('language');
  });

  test('has a split name as one', () => {
    const eventType = anEventType({questions: [{slug: 'splitName', type: 'splitName', required: true}, emailQuestion]});
    expect(
      body({eventType, answers: {splitName: [' Ada ', 'Lovelace'], email: 'ada@example.com'}})['attendee'].name,
    ).toBe('Ada Lovelace');
  });

  test('has the phone number in E.164 shape, and no e-mail address when none was given', () => {
    const eventType = anEventType({questions: [nameQuestion, {...emailQuestion, required: false}, phoneQuestion]});
    const sent = body({eventType, answers: {name: 'Ada', email: ' ', attendeePhoneNumber: '0049 30 1234567'}});
    expect(sent['attendee']).toEqual({name: 'Ada', phoneNumber: '+49301234567', timeZone: 'Europe/Berlin'});
    expect(sent).not.toHaveProperty('bookingFieldsResponses');
  });
});

describe('the answers', () => {
  test.each<[Question['type'], Answer, unknown]>([
    ['text', ' red ', 'red'],
    ['textarea', 'a\nb', 'a\nb'],
    ['title', 'Talk', 'Talk'],
    ['notes', 'Hi', 'Hi'],
    ['address', 'Main St 1', 'Main St 1'],
    ['number', '1,5', 1.5],
    ['number', '3', 3],
    ['number', '0', 0],
    ['phone', '+49 (0)30 1234567', '+49301234567'],
    ['url', 'example.com', 'https://example.com'],
    ['select', 'red', 'red'],
    ['radio', 'red', 'red'],
    ['checkbox', ['red', 'blue'], ['red', 'blue']],
    ['multiselect', ['red'], ['red']],
    ['multiemail', 'a@x.example, b@x.example', ['a@x.example', 'b@x.example']],
    ['boolean', true, true],
    ['boolean', false, false],
    ['unknown', 'x', 'x'],
  ])('to a %s question: %j is sent as %j', (type, answer, sent) => {
    expect(withQuestions([{slug: 'q', type, required: false}], {q: answer})['bookingFieldsResponses']).toEqual({
      q: sent,
    });
  });

  test.each<[Question['type'], Answer]>([
    ['text', ' '],
    ['number', ''],
    ['checkbox', []],
    ['multiemail', ', '],
    ['select', ''],
  ])('to a %s question: an empty one is left out', (type, answer) => {
    expect(withQuestions([{slug: 'q', type, required: false}], {q: answer})).not.toHaveProperty(
      'bookingFieldsResponses',
    );
  });

  test('to hidden questions are sent when the page prefilled them', () => {
    const hidden: Question = {slug: 'source', type: 'text', required: false, hidden: true};
    expect(withQuestions([hidden], {source: 'newsletter'})['bookingFieldsResponses']).toEqual({source: 'newsletter'});
  });

  test('to questions the event type does not have are not sent', () => {
    expect(withQuestions([], {other: 'x'})).not.toHaveProperty('bookingFieldsResponses');
  });

  test('about guests go to the top, each once, and only when there are any', () => {
    const guests: Question = {slug: 'guests', type: 'guests', required: false};
    expect(withQuestions([guests], {guests: 'a@x.example b@x.example A@x.example'})['guests']).toEqual([
      'a@x.example',
      'b@x.example',
    ]);
    expect(withQuestions([guests], {guests: ''})).not.toHaveProperty('guests');
  });
});

describe('the place', () => {
  test.each<[EventType['locations'], Record<string, Answer>, unknown]>([
    [twoPlaces, {location: 'integration:cal-video'}, {type: 'integration', integration: 'cal-video'}],
    [
      twoPlaces,
      {location: 'attendeePhone', [locationDetailSlug]: '+49 30 1234567'},
      {type: 'attendeePhone', phone: '+49301234567'},
    ],
    [
      [{type: 'attendeeAddress', ask: 'address'}],
      {[locationDetailSlug]: 'Main St 1'},
      {type: 'attendeeAddress', address: 'Main St 1'},
    ],
    [
      [{type: 'attendeeDefined', ask: 'text'}],
      {[locationDetailSlug]: 'The pub'},
      {type: 'attendeeDefined', location: 'The pub'},
    ],
    [[{type: 'address'}, {type: 'link'}], {location: 'link'}, {type: 'link'}],
    [[{type: 'address'}, {type: 'unknown'}], {location: 'unknown'}, undefined],
    [[{type: 'integration', integration: 'zoom'}], {location: 'integration:zoom'}, undefined],
    [twoPlaces, {}, undefined],
    [[], {location: 'x'}, undefined],
  ])('of %j with %j is sent as %j', (locations, answers, sent) => {
    expect(
      withQuestions([{slug: 'location', type: 'location', required: false}], answers, {locations})['location'],
    ).toEqual(sent);
  });
});

test("one phone number is sent as the visitor's and as that of the place", () => {
  const eventType = anEventType({
    questions: [nameQuestion, phoneQuestion],
    locations: [{type: 'attendeePhone', ask: 'phone'}],
  });
  const sent = body({
    eventType,
    answers: {name: 'Ada', attendeePhoneNumber: '+49 30 1234567', [locationDetailSlug]: ''},
  });
  expect(sent).toMatchObject({
    attendee: {phoneNumber: '+49301234567'},
    location: {type: 'attendeePhone', phone: '+49301234567'},
  });
});

describe('the length', () => {
  const eventType = anEventType({durations: [30, 15, 60]});

  test('is sent only where there is a choice', () => {
    expect(body({duration: 30})).not.toHaveProperty('lengthInMinutes');
    expect(body({eventType, duration: 60})['lengthInMinutes']).toBe(60);
    expect(body({eventType})['lengthInMinutes']).toBe(30);
  });

  test('must be one the event type offers', () => {
    expect(() => body({eventType, duration: 45})).toThrow('45 minutes, only for 30, 15, 60');
  });
});

describe('metadata', () => {
  const keys = (count: number) => Object.fromEntries(Array.from({length: count}, (_, index) => [`key${index}`, '']));

  test('of the page goes along with the attempt, which the page cannot replace', () => {
    expect(body({metadata: {order: '17', booking_attempt: 'mine'}})['metadata']).toEqual({
      order: '17',
      booking_attempt: 'attempt-1',
    });
  });

  test("at Cal.com's limits is accepted", () => {
    expect(Object.keys(body({metadata: keys(49)})['metadata'])).toHaveLength(50);
    expect(body({metadata: {['k'.repeat(40)]: 'v'.repeat(500)}})['metadata']['k'.repeat(40)]).toHaveLength(500);
  });

  test.each<[string, Record<string, unknown>, string]>([
    ['too many keys', keys(50), 'there are 51'],
    ['too long a key', {['k'.repeat(41)]: 'v'}, `"${'k'.repeat(41)}"`],
    ['an empty key', {'': 'v'}, '""'],
    ['too long a value', {order: 'v'.repeat(501)}, '"order"'],
    ['a number', {order: 17}, '"order"'],
    ['nothing', {order: undefined}, '"order"'],
  ])('with %s is refused, naming it', (_, metadata, named) => {
    try {
      body({metadata: metadata as Record<string, string>});
      expect.unreachable();
    } catch (error) {
      expect(isBookingError(error) && error.code).toBe('invalid_request');
      expect((error as Error).message).toContain(named);
    }
  });
});

test('a paid event type is not booked: nobody could pay for it', () => {
  const eventType = anEventType({price: {amount: 5000, currency: 'EUR'}});
  expect(() => body({eventType})).toThrow(expect.objectContaining({code: 'payment_required'}));
});

describe('a series', () => {
  const weekly = anEventType({recurrence: {count: 4, frequency: 'weekly', interval: 1}});

  test('says how often, where the visitor chose it', () => {
    expect(body({eventType: weekly, count: 3})['recurrenceCount']).toBe(3);
    expect(body({eventType: weekly})).not.toHaveProperty('recurrenceCount');
  });

  test('is nothing an event type that happens once is told of', () => {
    expect(body({count: 3})).not.toHaveProperty('recurrenceCount');
  });

  test.each([0, 5, 1.5])('does not happen %d times', count => {
    expect(() => body({eventType: weekly, count})).toThrow('1 to 4 times');
  });
});

test('the code of an e-mail goes along', () => {
  expect(body({emailCode: '123456'})['emailVerificationCode']).toBe('123456');
});

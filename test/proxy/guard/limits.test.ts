import {describe, expect, test} from 'vitest';
import {readBookingBody} from '../../../src/proxy/guard/input/booking-body.ts';
import {readCancelBody, readRescheduleBody} from '../../../src/proxy/guard/input/change-body.ts';
import {readReservationBody} from '../../../src/proxy/guard/input/reservation-body.ts';
import {guideBooking} from '../cal/system.ts';

const booking = (members: Record<string, unknown>) => () => readBookingBody(guideBooking(members));
const attendee = (members: object) =>
  booking({attendee: {name: 'Ann', email: 'ann@visitors.example', timeZone: 'UTC', ...members}});
const answers = (count: number) =>
  Object.fromEntries(Array.from({length: count}, (_, index) => [`question-${index}`, 'yes']));
const said = (read: () => unknown) => {
  try {
    read();
    return 'taken';
  } catch (error) {
    return (error as Error).message;
  }
};

describe('what Cal.com takes is taken', () => {
  test.each<[string, () => unknown]>([
    ['120 required questions', booking({bookingFieldsResponses: answers(120)})],
    ['as many questions as the form knows', booking({bookingFieldsResponses: answers(500)})],
    ['a name of 300 characters', attendee({name: 'A'.repeat(300)})],
    ['an answer of 15,000 characters', booking({bookingFieldsResponses: {notes: 'a'.repeat(15_000)}})],
    [
      'a list of 200 choices',
      booking({bookingFieldsResponses: {choices: Array.from({length: 200}, (_, index) => `choice ${index}`)}}),
    ],
    ["a question's name of 150 characters", booking({bookingFieldsResponses: {['q'.repeat(150)]: 'yes'}})],
    ['11 guests', booking({guests: Array.from({length: 11}, (_, index) => `guest-${index}@visitors.example`)})],
    ['an address of 1,500 characters', booking({location: {type: 'attendeeAddress', address: 'a'.repeat(1_500)}})],
    ['a booking of two days', booking({lengthInMinutes: 2_880})],
    ['a series of 200', booking({recurrenceCount: 200})],
    ['a metadata name of 40 characters with a value of 500', booking({metadata: {['m'.repeat(40)]: 'v'.repeat(500)}})],
    ["48 metadata names, with two of the kit's own beside them", booking({metadata: answers(48)})],
    [
      'a reservation of two days',
      () => readReservationBody({eventTypeId: 1, slotStart: '2026-11-24T09:00:00Z', slotDuration: 2_880}),
    ],
    ['a reason to cancel of 2,000 characters', () => readCancelBody({cancellationReason: 'r'.repeat(2_000)})],
    [
      'a reason to move of 2,000 characters',
      () => readRescheduleBody({start: '2026-11-24T09:00:00Z', reschedulingReason: 'r'.repeat(2_000)}),
    ],
  ])('%s', (_, read) => expect(said(read)).toBe('taken'));
});

describe('what is too much is told as that', () => {
  test.each<[string, () => unknown, string]>([
    [
      'a metadata name of 41 characters',
      booking({metadata: {['m'.repeat(41)]: 'v'}}),
      `The booking cannot be made: the name metadata.${'m'.repeat(40)}… must not have more than 40 characters.`,
    ],
    [
      'a metadata value of 501 characters',
      booking({metadata: {long: 'v'.repeat(501)}}),
      'The booking cannot be made: metadata.long must not have more than 500 characters.',
    ],
    [
      '49 metadata names',
      booking({metadata: answers(49)}),
      'The booking cannot be made: metadata must not have more than 48 keys.',
    ],
    [
      '501 choices',
      booking({bookingFieldsResponses: {choices: Array.from({length: 501}, () => 'x')}}),
      'The booking cannot be made: bookingFieldsResponses.choices must not have more than 500 entries.',
    ],
    [
      '31 guests',
      booking({guests: Array.from({length: 31}, (_, index) => `guest-${index}@visitors.example`)}),
      'The booking cannot be made: guests must not have more than 30 addresses.',
    ],
    [
      'answers that are no object',
      booking({bookingFieldsResponses: 'yes'}),
      'The booking cannot be made: bookingFieldsResponses must be an object.',
    ],
    [
      '501 answers',
      booking({bookingFieldsResponses: answers(501)}),
      'The booking cannot be made: bookingFieldsResponses must not have more than 500 answers.',
    ],
    [
      'an answer that is too long',
      booking({bookingFieldsResponses: {notes: 'a'.repeat(20_001)}}),
      'The booking cannot be made: bookingFieldsResponses.notes must not have more than 20000 characters.',
    ],
    [
      'an answer of no kind',
      booking({bookingFieldsResponses: {notes: {}}}),
      'The booking cannot be made: bookingFieldsResponses.notes must be a string, a number, a boolean or a list of ' +
        'strings.',
    ],
    [
      'a choice that is too long',
      booking({bookingFieldsResponses: {choices: ['a'.repeat(20_001)]}}),
      'The booking cannot be made: bookingFieldsResponses.choices.0 must not have more than 20000 characters.',
    ],
  ])('%s', (_, read, sentence) => expect(said(read)).toBe(sentence));
});

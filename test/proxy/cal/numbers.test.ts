import {afterEach, beforeEach, expect, test} from 'vitest';
import {eventTypes} from '../../../mocks/world/event-types.ts';
import {guideBooking, openProxy, type ProxySystem} from './system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(() => system.close());

const answers = {company: 'Acme', 'company-size': '1-10', terms: true, 'party-size': 3};
const book = (numberAnswers: 'number' | 'string' | 'none', more = {}) => {
  Object.assign(system.cal.world.options, {numberAnswers});
  return system.post('/v2/bookings', guideBooking({eventTypeId: 1007, bookingFieldsResponses: {...answers, ...more}}));
};
const stored = () => system.cal.world.bookings.at(-1)!.responses;

test.each([
  ['number', 3],
  ['string', '3'],
] as const)('a Cal.com that takes numbers as a %s gets one', async (form, value) => {
  expect((await book(form)).status).toBe(201);
  expect(stored()).toMatchObject({'party-size': value});
});

test('where no answer to an optional number question passes, it is booked without one, and the answer stands in the notes', async () => {
  expect((await book('none', {notes: 'By train.'})).status).toBe(201);
  expect(stored()).toMatchObject({notes: 'By train.\nHow many of you?: 3'});
  expect(stored()).not.toHaveProperty('party-size');
});

test('where no answer to a required number question passes, the refusal names none, so that the form leads to the booking page', async () => {
  const field = eventTypes.find(({id}) => id === 1007)!.fields!.find(({slug}) => slug === 'party-size')!;
  field.required = true;
  try {
    const {status, json} = await book('none');
    expect({status, code: json.error.code, fields: json.error.details.fields}).toEqual({
      status: 400,
      code: 'invalid_answers',
      fields: {},
    });
    expect(system.cal.world.bookings).toEqual([]);
  } finally {
    field.required = false;
  }
});

test('another answer that is wrong is told as always', async () => {
  const {json} = await book('none', {'company-size': '9'});
  expect(json.error.details.fields).toEqual({'company-size': 'option'});
});

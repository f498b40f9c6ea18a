import {describe, expect, test} from 'vitest';
import {toBookingError, toEnvelope} from '../../../src/core/cal/errors.ts';
import {BookingError} from '../../../src/core/model/error.ts';
import {errorCodes} from '../../../src/core/model/error-codes.ts';

describe("the kit's own envelope", () => {
  const reread = (error: BookingError) =>
    toBookingError(error.status!, JSON.stringify(toEnvelope(error, '/v2/bookings', '2026-11-21T04:00:00.000Z')));

  test.each([...errorCodes])('%s survives writing and reading it', code => {
    const error = new BookingError(code, 'What happened.', {
      status: 418,
      fields: {email: 'email'},
      retryAfterSeconds: 7,
      uid: 'u1',
    });
    expect({...reread(error), message: reread(error).message}).toEqual({...error, message: error.message});
  });

  test("has the shape of Cal.com's", () => {
    expect(
      JSON.parse(
        JSON.stringify(
          toEnvelope(
            new BookingError('slot_taken', 'Gone.', {status: 409}),
            '/v2/bookings',
            '2026-11-21T04:00:00.000Z',
          ),
        ),
      ),
    ).toEqual({
      status: 'error',
      timestamp: '2026-11-21T04:00:00.000Z',
      path: '/v2/bookings',
      error: {code: 'slot_taken', message: 'Gone.', details: {message: 'Gone.', statusCode: 409}},
    });
  });

  test.each([
    [86_400, 3_600],
    [1e308, 3_600],
    [-5, 0],
    [600, 600],
  ])('a pause of %d s is believed up to an hour', (asked, believed) => {
    const error = new BookingError('rate_limited', 'Later.', {status: 429, retryAfterSeconds: asked});
    expect(reread(error).retryAfterSeconds).toBe(believed);
  });

  test('with members of other types is read without them', () => {
    const body = JSON.stringify({
      status: 'error',
      error: {code: 'rate_limited', details: {fields: [1], retryAfterSeconds: '7', uid: 9}},
    });
    expect({...toBookingError(429, body)}).toEqual({
      name: 'BookingError',
      code: 'rate_limited',
      status: 429,
      retryAfterSeconds: 60,
    });
  });
});

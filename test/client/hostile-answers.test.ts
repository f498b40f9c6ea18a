import {beforeAll, describe, expect, test} from 'vitest';
import {createCal} from '../../mocks/cal.ts';
import {calendarLinks} from '../../src/core/state/calendar-links.ts';
import {decodeBookings} from '../../src/core/cal/booking.ts';
import {judgeWrite, toBookingError, toCalError} from '../../src/core/cal/errors.ts';
import {decodeEventTypes} from '../../src/core/cal/event-type.ts';
import {decodeReservation} from '../../src/core/cal/requests/reservation-requests.ts';
import {decodeSlots} from '../../src/core/cal/slots.ts';
import {isBookingError} from '../../src/core/model/error.ts';
import {initialAnswers} from '../../src/core/flow/questions.ts';
import {placeKey} from '../../src/core/words/place.ts';
import {formatPrice} from '../../src/core/words/price.ts';
import {labelOf, placeLabel} from '../../src/core/words/question-words.ts';
import {repeatStarts} from '../../src/core/time/repeat.ts';
import {addMinutes} from '../../src/core/time/time.ts';
import {viewOfBooking} from '../../src/core/state/booking-view.ts';
import {isInStep, unitMs} from '../support/hostile/growth.ts';
import {fullEventType as full} from '../support/full-event-type.ts';
import {harmlessText, hostileTexts} from '../support/hostile/hostile-texts.ts';
import {placesOf} from '../support/hostile/places.ts';

/** A square of it is 400 million steps. */
const length = 20_000;
const start = '2026-11-24T10:00:00.000Z';
const words = (key: string) => key.toLowerCase();

/** What a page does with an answer, from its JSON to what it shows. */
const uses = {
  'event types': (json: unknown) =>
    decodeEventTypes(json).map(eventType => [
      eventType.questions.map(question => labelOf(question, words)),
      eventType.locations.map(place => [placeKey(place), placeLabel(place, words)]),
      eventType.price && formatPrice(eventType.price, 'en'),
      initialAnswers(eventType),
      eventType.durations.map(minutes => addMinutes(start, minutes)),
      eventType.recurrence && repeatStarts(start, eventType.recurrence, eventType.recurrence.count, 'Europe/Berlin'),
    ]),
  slots: (json: unknown) => decodeSlots(json, {start, end: '2026-12-24T10:00:00.000Z'}),
  bookings: (json: unknown) => decodeBookings(json).map(booking => [viewOfBooking(booking), calendarLinks(booking)]),
  'a reservation': decodeReservation,
  'an error': (json: unknown) => {
    const text = JSON.stringify(json);
    return [toCalError(400, text), toBookingError(429, text), judgeWrite(400, text)];
  },
};

const answers: Record<keyof typeof uses, unknown[]> = {
  'event types': [],
  slots: [],
  bookings: [],
  'a reservation': [{status: 'success', data: {reservationUid: 'r1', eventTypeId: 1, slotStart: start}}],
  'an error': [
    {
      status: 'error',
      timestamp: start,
      path: '/v2/bookings',
      error: {
        code: 'BadRequestException',
        message: 'responses.name - Required, ',
        details: {message: 'a', errors: [{property: 'start', constraints: {isDate: 'a'}, target: {start: 'a'}}]},
      },
    },
    {
      status: 'error',
      error: {
        code: 'slot_taken',
        message: 'Gone.',
        details: {fields: {name: 'required'}, retryAfterSeconds: 7, uid: 'u1'},
      },
    },
    {statusCode: 400, message: ['{email}email_validation_error'], error: 'Bad Request'},
  ],
};

beforeAll(async () => {
  const cal = createCal({seed: 1, rateLimit: false});
  const ask = async (version: string, path: string, body?: object) => {
    const init = {
      headers: {'cal-api-version': version, 'content-type': 'application/json', authorization: 'Bearer cal_test'},
      ...(body ? {method: 'POST', body: JSON.stringify(body)} : {}),
    };
    return (await cal.fetch(new Request(`https://api.cal.com${path}`, init))).json() as Promise<Record<string, any>>;
  };
  const own = await ask('2024-06-14', '/v2/event-types?username=rick');
  answers['event types'].push({...own, data: (own['data'] as unknown[]).slice(0, 1)}, {status: 'success', data: full});
  for (const format of ['time', 'range'])
    answers.slots.push(
      await ask(
        '2024-09-04',
        `/v2/slots?username=rick&eventTypeSlug=30min&start=2026-11-24&end=2026-11-26&format=${format}`,
      ),
    );
  const free = Object.values(answers.slots[0] as Record<string, Record<string, {start: string}[]>>)
    .flatMap(days => Object.values(days ?? {}).flat())
    .find(slot => slot?.start);
  answers.bookings.push(
    await ask('2024-08-13', '/v2/bookings', {
      start: free?.start ?? start,
      username: 'rick',
      eventTypeSlug: '30min',
      metadata: {a: 'b'},
      attendee: {name: 'Ann', email: 'ann@visitors.example', timeZone: 'Europe/Berlin'},
    }),
  );
});

/** Anything but a refusal of the shape is a fault. */
function use(name: keyof typeof uses, json: unknown): number {
  const startedAt = performance.now();
  try {
    uses[name](json);
  } catch (error) {
    if (!isBookingError(error)) throw error;
  }
  return performance.now() - startedAt;
}

describe.each(Object.keys(uses) as (keyof typeof uses)[])('%s', name => {
  test('the stand-in answers with what is tried here', () => {
    for (const answer of answers[name]) expect(() => uses[name](answer)).not.toThrow();
    expect(answers[name].flatMap(placesOf).length).toBeGreaterThan(3);
  });

  test("no text of Cal.com's takes longer than its length", () => {
    const unit = unitMs(length);
    const slow: string[] = [];
    for (const place of answers[name].flatMap(placesOf)) {
      for (const [kind, text] of Object.entries(hostileTexts(length))) {
        const json = place.with(text);
        let hostile = use(name, json);
        let plain = 0;
        for (let turn = 0; turn < 3 && !isInStep({hostile, harmless: plain}, unit); turn++) {
          plain = Math.max(plain, use(name, place.with(harmlessText(length))));
          hostile = Math.min(hostile, use(name, json));
        }
        if (!isInStep({hostile, harmless: plain}, unit))
          slow.push(`${place.name}, ${kind}: ${Math.round(hostile)} ms instead of ${plain.toFixed(1)} ms`);
      }
    }
    expect(slow).toEqual([]);
  });

  test.each<unknown>([
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '',
    ' ',
    '\u0000',
    1e300,
    -1e300,
    -1,
    0,
    0.5,
    1e9,
    null,
    true,
    [],
    [null],
    {},
    {constructor: null},
  ])('no member that is %j fails it', value => {
    const failed: string[] = [];
    for (const place of answers[name].flatMap(placesOf)) {
      try {
        use(name, place.with(value as string));
      } catch (error) {
        failed.push(`${place.name}: ${String(error)}`);
      }
    }
    expect(failed).toEqual([]);
  });
});

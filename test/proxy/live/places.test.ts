import {expect, test} from 'vitest';
import {createMeter} from '../../../src/proxy/guard/meter.ts';
import {createPlaces} from '../../../src/proxy/live/places.ts';
import {liveLimits} from '../../../src/proxy/settings/live-limits.ts';

const refused = expect.objectContaining({code: 'rate_limited', status: 429, retryAfterSeconds: 30});

test('a booking has a limited number of streams, and a place that is left is free again', () => {
  const places = createPlaces({...liveLimits, booking: 2});
  const leave = places.take({uid: 'u1'}, 'a');
  places.take({uid: 'u1'}, 'b');

  expect(() => places.take({uid: 'u1'}, 'c')).toThrow(refused);
  places.take({uid: 'u2'}, 'c');
  places.take({rid: 'u1'}, 'c');
  leave();
  leave();
  places.take({uid: 'u1'}, 'c');
  expect(() => places.take({uid: 'u1'}, 'c'), 'leaving twice frees one place').toThrow(refused);
});

test('a visitor has a limited number of streams, and fewer that wait for a booking', () => {
  const places = createPlaces({...liveLimits, visitor: 3, waiting: 2});
  places.take({rid: 'r1'}, 'a');
  places.take({rid: 'r2'}, 'a');

  expect(() => places.take({rid: 'r3'}, 'a')).toThrow(refused);
  places.take({uid: 'u1'}, 'a');
  expect(() => places.take({uid: 'u2'}, 'a')).toThrow(refused);
  places.take({rid: 'r3'}, 'b');
});

test('visitors nobody can tell apart do not share a limit', () => {
  const places = createPlaces({...liveLimits, visitor: 1, waiting: 1});

  for (let index = 0; index < 10; index += 1) places.take({rid: `r${index}`}, '');
});

test('all streams together have a limit too', () => {
  const places = createPlaces({...liveLimits, all: 1});
  const leave = places.take({uid: 'u1'}, 'a');

  expect(() => places.take({uid: 'u2'}, 'b')).toThrow(refused);
  leave();
  places.take({uid: 'u2'}, 'b');
});

test('a visitor may do something so often, and again when the time is over', () => {
  let now = 1000;
  const meter = createMeter(2, 60_000, () => now, 'Too many.');
  meter('a');
  meter('a');
  meter('b');
  now += 20_000;

  expect(() => meter('a')).toThrow(
    expect.objectContaining({code: 'rate_limited', message: 'Too many.', retryAfterSeconds: 40}),
  );
  for (let index = 0; index < 5; index += 1) meter('');
  now += 40_000;
  meter('a');
});

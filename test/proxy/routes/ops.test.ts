import {afterEach, beforeEach, expect, test} from 'vitest';
import {fixture} from '../webhooks/fixtures.ts';
import {adminToken, openSystem, type System} from '../webhooks/system.ts';

const uid = 'q7XnV2sJk9TfWb4LmRz8Ey';
let system: System;

beforeEach(() => {
  system = openSystem();
});
afterEach(() => system.close());

function read(token?: string, booking = uid): Promise<Response> {
  return system.request(
    `/ops/api/bookings/${booking}`,
    token === undefined ? {} : {headers: {authorization: `Bearer ${token}`}},
  );
}

test('the operator sees what is known of a booking and how it came about', async () => {
  await system.postFixture(fixture('BOOKING_CREATED'));
  await system.postFixture(fixture('BOOKING_CANCELLED'));
  const response = await read(adminToken);

  expect(response.status).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(await response.json()).toEqual({
    uid,
    doubtful: false,
    state: 'cancelled',
    facts: {
      acceptedAt: '2026-10-01T09:15:02.417Z',
      cancelledAt: '2026-10-02T07:30:11.233Z',
      start: {at: '2026-10-02T07:30:11.233Z', value: '2026-10-06T08:00:00.000Z'},
      end: {at: '2026-10-02T07:30:11.233Z', value: '2026-10-06T08:30:00.000Z'},
    },
    events: [
      {seq: 1, at: '2026-10-01T09:15:03.000Z', cause: 'BOOKING_CREATED', state: 'accepted'},
      {seq: 2, at: '2026-10-01T09:15:03.000Z', cause: 'BOOKING_CANCELLED', state: 'cancelled'},
    ],
    view: {
      uid,
      state: 'cancelled',
      start: '2026-10-06T08:00:00.000Z',
      end: '2026-10-06T08:30:00.000Z',
      steps: [
        {name: 'confirmed', status: 'done', at: '2026-10-01T09:15:02.417Z'},
        {name: 'cancelled', status: 'failed', at: '2026-10-02T07:30:11.233Z'},
      ],
    },
  });
});

test.each([
  ['no token', undefined],
  ['another token', 'admin'],
  ['a longer token', `${adminToken}x`],
])('%s is refused, be there a booking or not', async (_name, token) => {
  const response = await read(token);

  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({error: {code: 'auth_required'}});
});

test('a proxy without an admin token lets nobody in', async () => {
  await system.close();
  system = openSystem();
  delete (system.context.settings as {adminToken?: string}).adminToken;

  expect((await read('undefined')).status).toBe(401);
});

test('an unknown booking is not found', async () => {
  expect((await read(adminToken, 'unknown')).status).toBe(404);
});

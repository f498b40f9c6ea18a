import {afterEach, beforeEach, expect, test} from 'vitest';
import {readFrames} from '../live/frames.ts';
import {fixture} from '../webhooks/fixtures.ts';
import {openSystem, startOfTime, type System} from '../webhooks/system.ts';

const uid = 'q7XnV2sJk9TfWb4LmRz8Ey';
let system: System;
let now: number;

beforeEach(() => {
  now = startOfTime;
  system = openSystem({now: () => now});
});
afterEach(() => system.close());

function openWith(token: string, headers: Record<string, string> = {}): Promise<Response> {
  return system.request('/live', {headers: {authorization: `Bearer ${token}`, ...headers}});
}

test('a page sees its booking being made, moved and cancelled', async () => {
  const stream = readFrames((await openWith(await system.context.tokens.mint({uid}))).body!);
  expect(await stream.next()).toEqual({event: 'snapshot', seq: 0, view: {uid, state: 'unknown', steps: []}});

  await system.postFixture(fixture('BOOKING_CREATED'));
  expect(await stream.next()).toEqual({
    event: 'state',
    seq: 1,
    view: {
      uid,
      state: 'accepted',
      start: '2026-10-06T08:00:00.000Z',
      end: '2026-10-06T08:30:00.000Z',
      steps: [{name: 'confirmed', status: 'done', at: '2026-10-01T09:15:02.417Z'}],
    },
  });
  await system.postFixture(fixture('DUP_other_subscription'));
  await system.postFixture(fixture('BOOKING_CANCELLED'));
  expect(await stream.next()).toMatchObject({event: 'state', seq: 2, view: {state: 'cancelled'}});
  await system.postFixture(fixture('BOOKING_RESCHEDULED'));
  expect(await stream.next()).toMatchObject({
    event: 'state',
    seq: 3,
    view: {state: 'rescheduled', rescheduledTo: 'hN3uYc8PdQ5gKx1VtSa6Mw'},
  });
});

test('where streams do not reach, the present is to be had as JSON', async () => {
  const token = await system.context.tokens.mint({uid});
  const ask = async () => {
    const response = await openWith(token, {accept: 'application/json'});
    return [response.status, response.headers.get('cache-control'), await response.json()];
  };
  expect(await ask()).toEqual([
    200,
    'no-store',
    {event: 'snapshot', id: '0', seq: 0, view: {uid, state: 'unknown', steps: []}},
  ]);

  await system.postFixture(fixture('BOOKING_CREATED'));
  await system.postFixture(fixture('BOOKING_RESCHEDULED'));
  expect(await ask()).toMatchObject([
    200,
    'no-store',
    {
      event: 'snapshot',
      id: 'hN3uYc8PdQ5gKx1VtSa6Mw:1',
      seq: 1,
      view: {uid: 'hN3uYc8PdQ5gKx1VtSa6Mw', state: 'accepted'},
    },
  ]);

  const session = await openWith(await system.context.tokens.mint({rid: 'r1'}), {accept: 'application/json'});
  expect(await session.json()).toEqual({event: 'snapshot', id: '0', seq: 0, view: {state: 'unknown', steps: []}});
  expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0});

  now += 15 * 60_000;
  expect(await ask()).toMatchObject([401, null, {error: {code: 'token_expired'}}]);
});

test('a visitor who opens too many streams is told to come back later', async () => {
  const streams = await Promise.all(
    Array.from({length: 24}, async () => openWith(await system.context.tokens.mint({uid}))),
  );
  const refused = await openWith(await system.context.tokens.mint({uid}));
  expect([refused.status, await refused.json()]).toMatchObject([429, {error: {code: 'rate_limited'}}]);

  await streams[0]!.body!.cancel();
  expect((await openWith(await system.context.tokens.mint({uid}))).status).toBe(200);
});

test('the answer is a stream that nobody stores, changes or holds back', async () => {
  const {status, headers, body} = await openWith(await system.context.tokens.mint({uid}));

  expect(status).toBe(200);
  expect(headers.get('content-type')).toBe('text/event-stream');
  expect(headers.get('cache-control')).toBe('no-cache, no-transform');
  expect(headers.get('x-accel-buffering')).toBe('no');
  await body!.cancel();
});

test('a page that comes back gets what it missed, by header or address', async () => {
  await system.postFixture(fixture('BOOKING_CREATED'));
  await system.postFixture(fixture('BOOKING_CANCELLED'));
  const token = await system.context.tokens.mint({uid});

  expect(await readFrames((await openWith(token, {'last-event-id': '1'})).body!).next()).toMatchObject({
    event: 'state',
    seq: 2,
  });
  expect(await readFrames((await system.request(`/live?token=${token}&cursor=1`)).body!).next()).toMatchObject({
    event: 'state',
    seq: 2,
  });
  const both = await system.request(`/live?token=${token}&cursor=0`, {headers: {'last-event-id': '1'}});
  expect(await readFrames(both.body!).next(), 'the header is newer').toMatchObject({event: 'state', seq: 2});
});

test.each(['', 'abc', '-1', '1.5', '9'.repeat(30)])('the cursor "%s" is none', async cursor => {
  await system.postFixture(fixture('BOOKING_CREATED'));
  const token = await system.context.tokens.mint({uid});
  const response = await system.request(`/live?token=${token}&cursor=${cursor}`);

  expect(await readFrames(response.body!).next()).toMatchObject({event: 'snapshot', seq: 1});
});

test('an expired token is told so in a stream that ends', async () => {
  const token = await system.context.tokens.mint({uid});
  now += 15 * 60_000;
  const response = await openWith(token);

  expect(response.status).toBe(200);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect(await readFrames(response.body!).rest()).toEqual([{event: 'expired'}]);
});

test.each([
  ['no token', {}],
  ['some text', {authorization: 'Bearer abc'}],
  ['another scheme', {authorization: 'Basic abc'}],
])('%s opens nothing', async (_name, headers) => {
  const response = await system.request('/live', {headers: headers as Record<string, string>});

  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({error: {code: 'token_invalid'}});
});

test('a token of one booking opens no other', async () => {
  const stream = readFrames((await openWith(await system.context.tokens.mint({uid: 'another'}))).body!);
  await stream.next();
  await system.postFixture(fixture('BOOKING_CREATED'));
  await system.close();
  system = openSystem();

  expect(await stream.rest()).toEqual([]);
});

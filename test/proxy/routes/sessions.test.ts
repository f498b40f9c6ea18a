import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import type {LiveGrant, LiveSession} from '../../../src/core/model/wire.ts';
import {readFrames} from '../live/frames.ts';
import {payloadOf} from '../webhooks/fixtures.ts';
import {openSystem, startOfTime, type System} from '../webhooks/system.ts';

let system: System;
let now: number;

beforeEach(() => {
  now = startOfTime;
  system = openSystem({now: () => now});
});
afterEach(() => system.close());

async function openSession(): Promise<LiveSession> {
  const response = await system.request('/live/sessions', {method: 'POST'});
  expect(response.status).toBe(201);
  return (await response.json()) as LiveSession;
}

function renew(token: string): Promise<Response> {
  return system.request('/live/sessions', {method: 'POST', headers: {authorization: `Bearer ${token}`}});
}

/** What a page does once Cal.com's booking page told it the uid. */
async function claim(token: string, uid: string): Promise<string> {
  const response = await postClaim(token, {uid});
  expect(response.status).toBe(201);
  return ((await response.json()) as LiveGrant).token;
}

function postClaim(token: string, body: object): Promise<Response> {
  return system.request('/live/sessions', {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {authorization: `Bearer ${token}`, 'content-type': 'application/json'},
  });
}

const streamOf = async (token: string, cursor = '') =>
  readFrames((await system.request(`/live?token=${token}${cursor}`)).body!);
const presentOf = async (token: string) =>
  (await system.request('/live', {headers: {authorization: `Bearer ${token}`, accept: 'application/json'}})).json();

/** A move, as Cal.com tells it: the new booking has the reference of the old one. */
function move(uid: string, to: string, ref: string): Promise<Response> {
  const {payload, ...envelope} = payloadOf('BOOKING_RESCHEDULED');
  return system.post(
    JSON.stringify({...envelope, payload: {...payload, uid: to, rescheduleUid: uid, metadata: {booking_ref: ref}}}),
  );
}

function book(uid: string, ref: string): Promise<Response> {
  const {payload, ...envelope} = payloadOf('BOOKING_CREATED');
  return system.post(JSON.stringify({...envelope, payload: {...payload, uid, metadata: {booking_ref: ref}}}));
}

test('a session is a reference for the booking, a token and the address of the stream', async () => {
  const session = await openSession();

  expect(Object.keys(session).sort()).toEqual(['ref', 'token', 'url']);
  expect(session.ref.length).toBeLessThan(40);
  expect(session.url).toBe('http://proxy.test/live');
});

test('a page that names what it booked sees it with its times, also when the webhook is slower than the page', async () => {
  const {ref, token} = await openSession();
  const stream = await streamOf(await claim(token, 'mine'));
  expect(await stream.next()).toEqual({event: 'snapshot', seq: 0, view: {state: 'unknown', steps: []}});

  await book('mine', ref);
  expect(await stream.next()).toMatchObject({
    event: 'snapshot',
    seq: 1,
    view: {uid: 'mine', state: 'accepted', start: expect.any(String)},
  });
  await move('mine', 'moved', ref);
  expect([await stream.next(), await stream.next()]).toMatchObject([
    {view: {rescheduledTo: 'moved'}},
    {view: {uid: 'moved', state: 'accepted'}},
  ]);
});

describe('a link to Cal.com’s own page with the reference of a foreign session', () => {
  test('shows its writer where the booking stands at most: not which it is, when, where, nor what it becomes', async () => {
    await system.close();
    system = openSystem({now: () => now});
    system.context.settings.joinLinks = true;
    const {ref, token} = await openSession();
    const stream = await streamOf(token);
    await stream.next();
    await book('victim', ref);
    await move('victim', 'victim2', ref);
    const frames = [await stream.next(), await stream.next()];
    const present = await presentOf(token);
    const later = await (await streamOf(token, '&cursor=victim2:1')).next();
    await system.close();

    expect(frames).toMatchObject([{seq: 1, view: {state: 'accepted'}}, {view: {state: 'rescheduled'}}]);
    for (const {view} of [...frames, present, later] as {view: object}[])
      expect(Object.keys(view).sort()).toEqual(['state', 'steps']);
    expect(JSON.stringify([frames, present, later])).not.toMatch(/victim|https?:/);
    expect(await stream.rest(), 'the booking it became is not followed').toEqual([]);
    system = openSystem();
  });

  test('keeps no page from its own booking, whichever comes first', async () => {
    const {ref, token} = await openSession();
    await book('foreign', ref);
    await book('mine', ref);

    expect(await (await streamOf(await claim(token, 'mine'))).next()).toMatchObject({
      view: {uid: 'mine', state: 'accepted'},
    });
    expect(await presentOf(await claim(token, 'mine'))).toMatchObject({seq: 1, view: {uid: 'mine'}});
  });
});

test('who names a booking without the session’s reference sees nothing of it', async () => {
  const {token} = await openSession();
  await book('known', 'none');
  const claimed = await claim(token, 'known');

  expect(await (await streamOf(claimed)).next()).toEqual({
    event: 'snapshot',
    seq: 0,
    view: {state: 'unknown', steps: []},
  });
  expect(await presentOf(claimed)).toEqual({event: 'snapshot', id: '0', seq: 0, view: {state: 'unknown', steps: []}});
});

test('a session that named its booking keeps it: neither a webhook nor another uid replaces it', async () => {
  const {ref, token} = await openSession();
  await book('mine', ref);
  const claimed = await claim(token, 'mine');
  const stream = await streamOf(claimed);
  await stream.next();
  await book('later', ref);

  const other = await postClaim(claimed, {uid: 'later'});
  expect([other.status, ((await other.json()) as {error: {code: string}}).error.code]).toEqual([403, 'not_allowed']);
  expect(await presentOf(await claim(claimed, 'mine'))).toMatchObject({view: {uid: 'mine'}});
  now += 20 * 60_000;
  const renewed = (await (await renew(claimed)).json()) as LiveGrant;
  expect(await presentOf(renewed.token)).toMatchObject({view: {uid: 'mine'}});
  await system.close();
  expect(await stream.rest()).toEqual([]);
  system = openSystem();
});

test.each([{uid: ''}, {uid: 7}, {uid: 'a b'}, {uid: 'a'.repeat(100)}, {uid: 'mine', rid: 'r1'}])(
  '%o names no booking',
  async body => {
    const {token} = await openSession();

    expect((await postClaim(token, body)).status).toBe(400);
  },
);

test('a copied reference shows nobody’s booking to anybody else', async () => {
  const {ref, token} = await openSession();
  await book('mine', ref);
  await book('copied', ref);
  const stream = await streamOf(await claim(token, 'mine'), '&cursor=0');

  expect(await stream.next()).toMatchObject({seq: 1, view: {uid: 'mine'}});
  await system.close();
  expect(await stream.rest()).toEqual([]);
  system = openSystem();
});

test('a reference is no token', async () => {
  const {ref} = await openSession();

  expect((await system.request(`/live?token=${ref}`)).status).toBe(401);
  expect((await renew(ref)).status).toBe(401);
});

test('an expired token is renewed for the same session', async () => {
  const {ref, token} = await openSession();
  now += 20 * 60_000;
  const response = await renew(token);
  const grant = (await response.json()) as LiveGrant;

  expect(response.status).toBe(201);
  expect(Object.keys(grant).sort()).toEqual(['token', 'url']);
  await book('mine', ref);
  expect(
    await readFrames((await system.request(`/live?token=${await claim(grant.token, 'mine')}`)).body!).next(),
  ).toMatchObject({view: {uid: 'mine'}});
});

test('a token of yesterday is not renewed', async () => {
  const {token} = await openSession();
  now += 24 * 60 * 60_000;
  const response = await renew(token);

  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({error: {code: 'token_expired'}});
});

test('tokens are not for a cache', async () => {
  expect((await system.request('/live/sessions', {method: 'POST'})).headers.get('cache-control')).toBe('no-store');
});

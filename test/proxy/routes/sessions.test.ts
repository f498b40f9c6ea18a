import {afterEach, beforeEach, expect, test} from 'vitest';
import type {LiveGrant, LiveSession} from '../../../src/core/wire.ts';
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
  return await response.json() as LiveSession;
}

function renew(token: string): Promise<Response> {
  return system.request('/live/sessions', {method: 'POST', headers: {authorization: `Bearer ${token}`}});
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

test('a page that opened a session before the booking was made sees it arrive', async () => {
  const {ref, token} = await openSession();
  const stream = readFrames((await system.request(`/live?token=${token}`)).body!);
  expect(await stream.next()).toEqual({event: 'snapshot', seq: 0, view: {state: 'unknown', steps: []}});

  await book('mine', ref);
  expect(await stream.next()).toMatchObject({event: 'snapshot', seq: 1, view: {uid: 'mine', state: 'accepted'}});
});

test('a copied reference shows nobody’s booking to anybody else', async () => {
  const {ref, token} = await openSession();
  await book('mine', ref);
  await book('copied', ref);
  const stream = readFrames((await system.request(`/live?token=${token}&cursor=0`)).body!);

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
  const grant = await response.json() as LiveGrant;

  expect(response.status).toBe(201);
  expect(Object.keys(grant).sort()).toEqual(['token', 'url']);
  await book('mine', ref);
  expect(await readFrames((await system.request(`/live?token=${grant.token}`)).body!).next()).toMatchObject({view: {uid: 'mine'}});
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

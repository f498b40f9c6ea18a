import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {openLive} from '../../../src/client/live/live.ts';
import {liveServer, stoppedClock} from './live-server.ts';

let booking = 0;
/** A token of a booking no other test has. */
const tokenOf = (uid: string, more: object = {}) =>
  `e30.${Buffer.from(JSON.stringify({uid, ...more})).toString('base64url')}.x`;

beforeEach(() => {
  booking += 1;
  // What makes it a page; locks and channels are Node's own.
  vi.stubGlobal('document', {addEventListener() {}, visibilityState: 'visible'});
  vi.stubGlobal('addEventListener', () => {});
});
afterEach(() => vi.unstubAllGlobals());

async function open() {
  const server = await liveServer();
  const uid = `bk-${booking}`;

  function tab(token = tokenOf(uid)) {
    const clock = stoppedClock();
    const told: string[] = [];
    const errors: unknown[] = [];
    const connection = openLive({
      token,
      url: server.url,
      renew: () => Promise.reject(new Error('not needed')),
      ...clock,
      random: () => 1,
      onView: ({state}, kind) => told.push(`${kind} ${state}`),
      onConnection(state, error) {
        told.push(state);
        if (error) errors.push(error);
      },
    });
    onTestFinished(() => connection.close());
    return {
      clock,
      told,
      errors,
      connection,
      heard: (...expected: string[]) => vi.waitFor(() => expect(told).toEqual(expected)),
    };
  }
  return {server, uid, tab};
}

test('tabs that show the same booking share one connection', async () => {
  const {server, tab} = await open();
  const first = tab();
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await first.heard('connecting', 'open', 'snapshot pending');

  const second = tab();
  await second.heard('connecting', 'open', 'snapshot pending');
  visit.view('state', 2, 'accepted');

  await first.heard('connecting', 'open', 'snapshot pending', 'state accepted');
  await second.heard('connecting', 'open', 'snapshot pending', 'state accepted');
  const third = tab();
  await third.heard('connecting', 'open', 'snapshot accepted');
  await second.heard('connecting', 'open', 'snapshot pending', 'state accepted');
  expect(server.arrived).toEqual([]);
});

test('tabs that show two seats of one booking have connections of their own, and hear nothing of each other', async () => {
  const {server, uid, tab} = await open();
  const first = tab(tokenOf(uid, {seat: 'seat-1'}));
  (await server.visit()).accept().view('snapshot', 1, 'accepted');
  await first.heard('connecting', 'open', 'snapshot accepted');

  const second = tab(tokenOf(uid, {seat: 'seat-2'}));
  (await server.visit()).accept().view('snapshot', 1, 'cancelled');
  await second.heard('connecting', 'open', 'snapshot cancelled');
  await first.heard('connecting', 'open', 'snapshot accepted');
});

test('tabs that show other bookings have connections of their own', async () => {
  const {server, uid, tab} = await open();
  tab();
  await server.visit();
  tab(tokenOf(`${uid}-other`));

  await server.visit();
});

test('when the tab with the connection is closed another goes on behind the last view', async () => {
  const {server, tab} = await open();
  const first = tab();
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await first.heard('connecting', 'open', 'snapshot pending');
  const second = tab();
  await second.heard('connecting', 'open', 'snapshot pending');
  visit.view('state', 2, 'accepted');
  await second.heard('connecting', 'open', 'snapshot pending', 'state accepted');

  first.connection.close();

  const next = (await server.visit()).accept().view('state', 2, 'accepted').view('state', 3, 'cancelled');
  await visit.over;
  expect(next.headers['last-event-id']).toBe('2');
  await second.heard(
    'connecting',
    'open',
    'snapshot pending',
    'state accepted',
    'connecting',
    'open',
    'state cancelled',
  );
});

test('a tab that holds the connection and does not answer, being frozen, loses it', async () => {
  const {server, uid, tab} = await open();
  let isTaken = false;
  let isHeld = () => {};
  const held = new Promise<void>(resolve => (isHeld = resolve));
  navigator.locks
    .request(`booking-live ${server.url} ${uid}`, () => {
      isHeld();
      return new Promise(() => {});
    })
    .catch(() => (isTaken = true));
  await held;
  const {clock, heard} = tab();
  expect(server.arrived).toEqual([]);
  expect(clock.pending()).toEqual([5000]);

  clock.advance(5000);

  (await server.visit()).accept().view('snapshot', 1, 'pending');
  await heard('connecting', 'open', 'snapshot pending');
  expect(isTaken).toBe(true);
});

test('a tab that had its connection taken away listens to the one that took it', async () => {
  const {server, uid, tab} = await open();
  const first = tab();
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await first.heard('connecting', 'open', 'snapshot pending');
  const thief = new AbortController();
  const name = `booking-live ${server.url} ${uid}`;
  void navigator.locks.request(
    name,
    {steal: true},
    () => new Promise<void>(resolve => thief.signal.addEventListener('abort', () => resolve())),
  );
  await visit.over;

  const channel = new BroadcastChannel(name);
  channel.postMessage({view: {uid: 'bk1', state: 'accepted', steps: []}, kind: 'state', id: '2'});
  await first.heard('connecting', 'open', 'snapshot pending', 'state accepted');
  channel.close();
  thief.abort();

  expect((await server.visit()).headers['last-event-id']).toBe('2');
});

test('a silent tab is asked before its connection is taken', async () => {
  const {server, tab} = await open();
  const first = tab();
  (await server.visit()).accept().view('snapshot', 1, 'pending');
  await first.heard('connecting', 'open', 'snapshot pending');
  const second = tab();
  await second.heard('connecting', 'open', 'snapshot pending');
  await vi.waitFor(() => expect(second.clock.pending()).toEqual([45_000]));

  second.clock.advance(45_000);
  expect(second.clock.pending()).toEqual([5000]);

  await vi.waitFor(() => expect(second.clock.pending()).toEqual([45_000]));
  expect(server.arrived).toEqual([]);
});

test('a tab whose token is refused leaves the connection to one with a better token', async () => {
  const {server, uid, tab} = await open();
  const first = tab(tokenOf(uid, {more: 'old'}));
  const visit = await server.visit();
  const second = tab(tokenOf(uid, {more: 'new'}));

  visit.refuse(403, JSON.stringify({error: {code: 'not_allowed', message: 'No.', details: {}}}));

  await vi.waitFor(() => expect(first.errors).toMatchObject([{code: 'not_allowed'}]));
  const next = (await server.visit()).accept().view('snapshot', 1, 'pending');
  expect(next.headers.authorization).toBe(`Bearer ${tokenOf(uid, {more: 'new'})}`);
  await vi.waitFor(() => expect(second.told).toContain('snapshot pending'));
  expect(first.told.at(-1)).toBe('closed');
});

test('a token that tells no booking is not shared, nor one of a page that does not want to', async () => {
  const {server, tab} = await open();
  tab('opaque');
  await server.visit();
  tab('opaque');

  await server.visit();
});

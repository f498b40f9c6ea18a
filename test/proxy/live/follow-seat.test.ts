import {afterEach, beforeEach, describe, expect, test, vi} from 'vitest';
import type {BookingFacts} from '../../../src/core/state/facts.ts';
import type {Topic} from '../../../src/proxy/live/tokens.ts';
import {openSystem, type System} from '../webhooks/system.ts';
import {readFrames, type FrameReader} from './frames.ts';

const at = '2026-10-01T09:00:00.000Z';
const late = '2026-10-01T10:00:00.000Z';
let system: System;

beforeEach(async () => {
  system = openSystem();
  await record({acceptedAt: at, seatStates: {mine: {at, value: 'here'}, other: {at: late, value: 'here'}}});
});
afterEach(() => system.close());

async function record(facts: BookingFacts, uid = 'u1', cause = 'test'): Promise<void> {
  system.context.hub.publish(await system.context.store.record([{uid, facts}], cause, at));
}
const seat = (name: string, value: string) => record({seatStates: {[name]: {at: '2026-10-01T11:00:00.000Z', value}}});

async function open(topic: Topic, cursor?: string): Promise<FrameReader> {
  const token = await system.context.tokens.mint(topic);
  const {body} = await system.request(`/live${cursor === undefined ? '' : `?cursor=${cursor}`}`, {
    headers: {authorization: `Bearer ${token}`},
  });
  return readFrames(body!);
}

async function poll(topic: Topic): Promise<{id: string; view: {state: string; uid: string}}> {
  const headers = {accept: 'application/json', authorization: `Bearer ${await system.context.tokens.mint(topic)}`};
  return (await system.request('/live', {headers})).json() as Promise<{id: string; view: {state: string; uid: string}}>;
}

const mine = {uid: 'u1', seat: 'mine'};

describe('the stream of a seat', () => {
  test('begins with the present and tells what happens to the seat or to all of it', async () => {
    const stream = await open(mine);
    expect(await stream.next()).toMatchObject({
      event: 'snapshot',
      seq: 1,
      view: {uid: 'u1', state: 'accepted', steps: [{name: 'confirmed', at}]},
    });
    await record({start: {at, value: late}});
    expect(await stream.next()).toMatchObject({event: 'state', seq: 2, view: {start: late}});
    await seat('mine', 'left');

    expect(await stream.next()).toMatchObject({event: 'state', seq: 3, view: {state: 'cancelled'}});
  });

  test('says nothing of other seats, neither that one was taken nor that one is gone', async () => {
    const stream = await open(mine);
    await stream.next();
    await seat('third', 'here');
    await seat('other', 'left');
    await record({cancelledAt: late});

    const frame = await stream.next();
    expect(frame).toMatchObject({event: 'state', seq: 4, view: {state: 'cancelled'}});
    expect(JSON.stringify(frame)).not.toMatch(/other|third/);
  });

  test('goes on where a page was: silent when it is up to date, with the present when it is not', async () => {
    const level = await open(mine, '1');
    await seat('mine', 'left');
    expect(await level.next()).toMatchObject({event: 'state', seq: 2, view: {state: 'cancelled'}});

    expect(await (await open(mine, '1')).next()).toMatchObject({event: 'snapshot', seq: 2, view: {state: 'cancelled'}});
    expect(await (await open(mine, '99')).take(2)).toMatchObject([{event: 'stale'}, {event: 'snapshot', seq: 2}]);
  });

  test('moves on with the seat, while the others stay', async () => {
    await record({acceptedAt: late, seatStates: {mine: {at: late, value: 'here'}}}, 'u2');
    const [stream, others] = [await open(mine), await open({uid: 'u1', seat: 'other'})];
    await Promise.all([stream.next(), others.next()]);
    await seat('mine', 'moved u2');
    expect(await stream.take(2)).toMatchObject([
      {event: 'state', view: {uid: 'u1', state: 'rescheduled', rescheduledTo: 'u2'}},
      {event: 'snapshot', view: {uid: 'u2', state: 'accepted'}},
    ]);
    await record({cancelledAt: late}, 'u2');

    expect(await stream.next()).toMatchObject({view: {uid: 'u2', state: 'cancelled'}});
    expect([(await poll(mine)).id, (await poll({uid: 'u1', seat: 'other'})).view.state]).toEqual(['u2:2', 'accepted']);
    expect(await (await open(mine, 'u2:1')).next(), 'behind the move').toMatchObject({
      event: 'snapshot',
      view: {uid: 'u2', state: 'cancelled'},
    });
    await record({cancelledAt: late});
    expect(await others.next()).toMatchObject({view: {uid: 'u1', state: 'cancelled'}});
  });

  test('of a booking nothing was heard of is unknown, and waits', async () => {
    const stream = await open({uid: 'u9', seat: 'mine'});
    expect(await stream.next()).toMatchObject({event: 'snapshot', seq: 0, view: {state: 'unknown'}});
    await record({acceptedAt: at}, 'u9');

    expect(await stream.next()).toMatchObject({event: 'state', seq: 1, view: {state: 'accepted'}});
  });

  test('loses nothing that is committed while it reads', async () => {
    const {store} = system.context;
    const read = store.booking.bind(store);
    let go = () => {};
    const slow = vi.spyOn(store, 'booking').mockImplementationOnce(async uid => {
      const booking = await read(uid);
      await new Promise<void>(resolve => (go = resolve));
      return booking;
    });
    const stream = await open(mine);
    await vi.waitFor(() => expect(slow).toHaveBeenCalled());
    await seat('mine', 'left');
    go();

    expect(await stream.take(2)).toMatchObject([
      {seq: 1, view: {state: 'accepted'}},
      {seq: 2, view: {state: 'cancelled'}},
    ]);
  });

  test('breaks when the store cannot be read, so that the page tries again', async () => {
    vi.spyOn(system.context.store, 'booking').mockRejectedValueOnce(new Error('no disk'));
    await expect((await open(mine)).next()).rejects.toThrow('no disk');
  });

  test('leaves nothing behind', async () => {
    const stream = await open(mine);
    await stream.next();
    await stream.cancel();

    await vi.waitFor(() => expect(system.context.hub.size()).toEqual({streams: 0, listeners: 0}));
  });
});

test('a session that was bound to a seat follows that', async () => {
  await system.context.store.record([], 'test', at, {rid: 'r1', ...mine});
  await seat('mine', 'left');

  for (const topic of [{rid: 'r1', claim: 'u1'}, {rid: 'r1'}]) {
    expect(await (await open(topic)).next()).toMatchObject({event: 'snapshot', view: {state: 'cancelled'}});
    expect((await poll(topic)).view.state).toBe('cancelled');
  }
});

test('who follows the booking as a whole hears nothing of its seats', async () => {
  const stream = await open({uid: 'u1'});
  expect(await stream.next()).toMatchObject({event: 'snapshot', seq: 1});
  await seat('mine', 'left');
  await seat('other', 'left');
  await record({cancelledAt: late});

  expect(await stream.next()).toMatchObject({event: 'state', seq: 4, view: {state: 'cancelled'}});
});

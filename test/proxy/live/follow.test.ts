import {beforeEach, describe, expect, test} from 'vitest';
import type {LiveFrame} from '../../../src/core/model/wire.ts';
import type {Cursor} from '../../../src/proxy/live/chain.ts';
import {follow} from '../../../src/proxy/live/follow.ts';
import type {Sink} from '../../../src/proxy/live/place.ts';
import {createHub, type Hub} from '../../../src/proxy/live/hub.ts';
import {FakeStore, logged, settle} from './fake-store.ts';
import {atOnce} from './frames.ts';
import type {Store} from '../../../src/proxy/store/store.ts';

let store: FakeStore;
let hub: Hub;
let frames: LiveFrame[];
let failures: unknown[];
let sink: Sink;

beforeEach(() => {
  store = new FakeStore();
  hub = createHub(atOnce);
  frames = [];
  failures = [];
  sink = {
    send: bytes =>
      void frames.push(JSON.parse(/^data: (.*)$/m.exec(new TextDecoder().decode(bytes))![1]!) as LiveFrame),
    fail: error => void failures.push(error),
  };
});

const at = (seq: number | undefined): Cursor | undefined => (seq === undefined ? undefined : {seq});

function start(cursor?: number): () => void {
  return follow({store: store as unknown as Store, hub}, {uid: 'u1'}, at(cursor), sink);
}

/** Commits a view and tells the streams, as a webhook does. */
function commit(seq: number, uid = 'u1'): void {
  store.kept.push(logged(seq, uid));
  hub.publish([logged(seq, uid)]);
}

const outline = () =>
  frames.map(frame => ('seq' in frame ? `${frame.event} ${frame.seq} ${frame.view.state}` : frame.event));

describe('a stream of a booking', () => {
  test('begins with the present and goes on with each change', async () => {
    commit(1);
    start();
    await settle();
    commit(2);
    commit(3, 'u2');

    expect(outline()).toEqual(['snapshot 1 pending', 'state 2 accepted']);
  });

  test('of which nothing was heard begins with an unknown state', async () => {
    start();
    await settle();

    expect(frames).toEqual([{event: 'snapshot', seq: 0, view: {uid: 'u1', state: 'unknown', steps: []}}]);
  });

  test('with a cursor begins with what came after it', async () => {
    [1, 2, 3].forEach(seq => commit(seq));
    start(1);
    await settle();
    commit(4);

    expect(outline()).toEqual(['state 2 accepted', 'state 3 cancelled', 'state 4 rescheduled']);
  });

  test('with a cursor that is up to date says nothing until something happens', async () => {
    commit(1);
    start(1);
    await settle();
    expect(outline()).toEqual([]);
    commit(2);

    expect(outline()).toEqual(['state 2 accepted']);
  });

  test.each([
    ['a snapshot', undefined, ['snapshot 1 pending', 'state 2 accepted', 'state 3 cancelled']],
    ['a replay', 0, ['state 1 pending', 'state 2 accepted', 'state 3 cancelled']],
  ])('loses nothing that is committed while it reads %s', async (_name, cursor, expected) => {
    commit(1);
    store.hold();
    start(cursor);
    commit(2);
    commit(3);
    await store.release();

    expect(outline()).toEqual(expected);
  });

  test('with a cursor that is up to date loses nothing that is committed while it reads', async () => {
    commit(1);
    store.hold();
    start(1);
    commit(2);
    await store.release();

    expect(outline()).toEqual(['state 2 accepted']);
  });

  test('sends nothing twice that was both read and told', async () => {
    commit(1);
    store.kept.push(logged(2));
    start(0);
    hub.publish([logged(2)]);
    await settle();
    hub.publish([logged(2)]);

    expect(outline()).toEqual(['state 1 pending', 'state 2 accepted']);
  });

  test('fills a hole in what it is told from the store', async () => {
    commit(1);
    start();
    await settle();
    store.kept.push(logged(2), logged(3));
    hub.publish([logged(3)]);
    commit(4);
    await settle();
    commit(5);

    expect(outline()).toEqual([
      'snapshot 1 pending',
      'state 2 accepted',
      'state 3 cancelled',
      'state 4 rescheduled',
      'state 5 pending',
    ]);
  });

  test.each([
    ['older than what is kept', 1],
    ['from the future', 9],
  ])('with a cursor %s says so and gives the present', async (_name, cursor) => {
    store.kept = [logged(4), logged(5)];
    start(cursor);
    await settle();
    commit(6);

    expect(outline()).toEqual(['stale', 'snapshot 5 pending', 'state 6 accepted']);
  });

  test('that is very far behind gets the present instead of the past', async () => {
    store.kept = Array.from({length: 200}, (_, index) => logged(index + 1));
    start(0);
    await settle();

    expect(outline()).toEqual(['stale', 'snapshot 200 rescheduled']);
  });

  test('that was stopped hears nothing more, even of what it was reading', async () => {
    commit(1);
    store.hold();
    const stop = start();
    stop();
    await store.release();
    commit(2);

    expect(outline()).toEqual([]);
    expect(hub.size().listeners).toBe(0);
  });

  test('fails when the store does', async () => {
    store.failing = true;
    start();
    await settle();

    expect(failures).toHaveLength(1);
  });
});

describe('a stream of a session', () => {
  const startSession = (cursor?: number) =>
    follow({store: store as unknown as Store, hub}, {rid: 'r1', claim: 'u1'}, at(cursor), sink);

  function bind(): void {
    store.bound.set('r1', 'u1');
    commit(1);
    hub.wake('r1');
  }

  test('says that its booking is unknown, then switches to the one its page named', async () => {
    startSession();
    await settle();
    expect(frames).toEqual([{event: 'snapshot', seq: 0, view: {state: 'unknown', steps: []}}]);
    bind();
    await settle();
    commit(2);

    expect(outline()).toEqual(['snapshot 0 unknown', 'snapshot 1 pending', 'state 2 accepted']);
    expect(hub.size().listeners).toBe(1);
  });

  test('misses no booking that is bound while it looks', async () => {
    store.hold();
    startSession();
    bind();
    await store.release();

    expect(outline()).toEqual(['snapshot 0 unknown', 'snapshot 1 pending']);
  });

  test('switches to its booking once, however often it is woken', async () => {
    startSession();
    await settle();
    store.hold();
    bind();
    hub.wake('r1');
    await store.release();
    commit(2);

    expect(outline()).toEqual(['snapshot 0 unknown', 'snapshot 1 pending', 'state 2 accepted']);
    expect(hub.size().listeners).toBe(1);
  });

  test('follows its booking at once when it is known', async () => {
    bind();
    startSession();
    await settle();

    expect(outline()).toEqual(['snapshot 1 pending']);
  });

  test('that comes back goes on where it was', async () => {
    bind();
    commit(2);
    startSession(1);
    await settle();
    expect(outline()).toEqual(['state 2 accepted']);

    frames = [];
    startSession(0);
    await settle();
    expect(outline()).toEqual(['state 1 pending', 'state 2 accepted']);
  });

  test('that was stopped hears nothing more', async () => {
    const stop = startSession();
    await settle();
    stop();
    bind();
    await settle();

    expect(outline()).toEqual(['snapshot 0 unknown']);
    expect(hub.size().listeners).toBe(0);
  });
});

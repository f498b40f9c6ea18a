import {createHmac} from 'node:crypto';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {openFleet, reset, type Fleet} from '../cal/fleet.ts';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';

const key = {'idempotency-key': 'attempt-0001'};

describe('after an outcome that is unknown', () => {
  let system: ProxySystem;
  /** Whether Cal.com shows what it booked. */
  let isShown: boolean;
  beforeEach(() => {
    isShown = false;
    system = openProxy();
    system.intercept.upstream = request => {
      const {pathname} = new URL(request.url);
      return !isShown && request.method === 'GET' && pathname === '/v2/bookings'
        ? Response.json({status: 'success', data: []})
        : undefined;
    };
  });
  afterEach(() => system.close());

  const lose = async () => {
    system.cal.controls.failNext('lost-answer');
    return system.post('/v2/bookings', guideBooking(), key);
  };
  const looks = () => system.calls('GET', /bookings$/).length;
  const lastFrame = async (reader: ReadableStreamDefaultReader<Uint8Array>, until: RegExp) => {
    let text = '';
    while (!until.test(text)) text += new TextDecoder().decode((await reader.read()).value);
    return text;
  };

  test('the proxy goes on looking, and the stream of the answer shows the booking it finds', async () => {
    const {status, json} = await lose();
    expect({status, code: json.error.code}).toEqual({status: 504, code: 'outcome_unknown'});
    const reader = (await system.open(`/live?token=${json.live.token}`)).body!.getReader();
    expect(await lastFrame(reader, /snapshot/)).toContain('"state":"unknown"');

    isShown = true;
    await system.advance(10_000);
    const {uid} = system.cal.world.bookings[0]!;
    const frames = await lastFrame(reader, /accepted/);
    expect(frames).toContain(`"uid":"${uid}"`);
    await reader.cancel();

    expect((await system.post('/v2/bookings', guideBooking(), key)).json.data.uid).toBe(uid);
    expect(system.calls('POST', /bookings$/)).toHaveLength(1);
  });

  test('a session whose reference came in as metadata sees nothing of it', async () => {
    const session = (await system.post('/live/sessions')).json;
    system.cal.controls.failNext('lost-answer');
    const {json} = await system.post('/v2/bookings', guideBooking({metadata: {booking_ref: session.ref}}), key);
    expect(json.error.code).toBe('outcome_unknown');

    isShown = true;
    await system.advance(10_000);
    const look = async (token: string) =>
      (await system.get('/live', {accept: 'application/json', authorization: `Bearer ${token}`})).json.view;
    expect(await look(json.live.token)).toMatchObject({uid: system.cal.world.bookings[0]!.uid, state: 'accepted'});
    expect(await look(session.token)).toEqual({state: 'unknown', steps: []});
  });

  test('a booking that only a webhook told of is found by it', async () => {
    const {json} = await lose();
    const {uid, metadata} = system.cal.world.bookings[0]!;
    expect(metadata['booking_ref']).toBeDefined();
    const body = JSON.stringify({
      triggerEvent: 'BOOKING_CREATED',
      createdAt: '2026-11-23T08:00:01.000Z',
      payload: {uid, metadata, startTime: tuesdayAt('10:00'), endTime: tuesdayAt('10:30')},
    });
    const signature = createHmac('sha256', settings.webhookSecrets[0]!).update(body).digest('hex');
    expect(
      (
        await system.request('/webhooks/cal', {
          method: 'POST',
          body,
          headers: {'content-type': 'application/json', 'x-cal-signature-256': signature},
        })
      ).status,
    ).toBe(204);

    const again = await system.post('/v2/bookings', guideBooking(), key);
    expect({status: again.status, uid: again.json.data.uid}).toEqual({status: 201, uid});
    expect(json.error.code).toBe('outcome_unknown');
  });

  test('it looks less and less often, and not for ever', async () => {
    await lose();
    const before = looks();
    await system.advance(150_000);
    expect(looks() - before).toBe(4);
    await system.advance(60 * 60_000);
    expect(looks() - before).toBe(7);
  });

  test('nothing is looked for when the proxy closes', async () => {
    const closing = openProxy();
    closing.intercept.upstream = request => (request.method === 'POST' ? Response.error() : undefined);
    await closing.post('/v2/bookings', guideBooking(), key);
    const before = closing.sent.length;
    await closing.close();
    await closing.advance(60_000);
    expect(closing.sent).toHaveLength(before);
  });

  test('an attempt that left nothing behind is free for another try once that is certain', async () => {
    system.intercept.upstream = request => (request.method === 'POST' ? Response.error() : undefined);
    await system.post('/v2/bookings', guideBooking(), key);
    await system.advance(11 * 60_000);
    delete system.intercept.upstream;
    const {status} = await system.post('/v2/bookings', guideBooking(), key);
    expect(status).toBe(201);
    expect(system.pauses).toHaveLength(3);
  });
});

describe('through two proxies of one store', () => {
  let fleet: Fleet;
  let store: Store;
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'booking-fleet-'));
    store = sqliteStore(directory);
    fleet = openFleet([store, store]);
  });
  afterEach(async () => {
    await fleet.close();
    await store.close();
    rmSync(directory, {recursive: true});
  });
  const book = (proxy: number, overrides = {}) => fleet.post(proxy, '/v2/bookings', guideBooking(overrides), key);
  const booked = () => fleet.cal.world.bookings.length;
  let posts = 0;
  const slow = (ms: number) => {
    posts = 0;
    fleet.fault = async (request, forward) => {
      if (request.method !== 'POST') return forward(request);
      posts += 1;
      await fleet.wait(ms);
      return forward(request);
    };
  };

  test('a process that slept for more than a minute before it sent a booking leaves it to whoever asks next', async () => {
    await fleet.close();
    let isAsleep = true;
    const sleepy: Store = {
      ...store,
      async startAttempt(...values) {
        const known = await store.startAttempt(...values);
        if (isAsleep) fleet.clock.now += 61_000;
        isAsleep = false;
        return known;
      },
    };
    fleet = openFleet([sleepy, store]);
    slow(0);

    const first = await fleet.run(book(0));
    expect({status: first?.status, code: first?.json.error?.code}).toEqual({status: 409, code: 'in_progress'});
    expect({posts, booked: booked()}).toEqual({posts: 0, booked: 0});

    await fleet.run(fleet.wait(130_000));
    expect((await fleet.run(book(1)))?.status).toBe(201);
    expect({posts, booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('a double click that reaches both waits for the first and gets its answer', async () => {
    slow(2_000);
    const [first, second] = await fleet.run(Promise.all([book(0), fleet.wait(100).then(() => book(1))]));
    expect([first?.status, second?.status]).toEqual([201, 201]);
    expect(second!.json.data.uid).toBe(first!.json.data.uid);
    expect({posts, booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('a wait that gets too long ends with a word, and with the answer later', async () => {
    slow(25_000);
    const first = book(0);
    const second = await fleet.run(fleet.wait(100).then(() => book(1)));
    expect({status: second!.status, code: second!.json.error.code}).toEqual({status: 409, code: 'in_progress'});
    expect((await fleet.run(first))!.status).toBe(201);
    expect((await fleet.run(book(1)))!.status).toBe(201);
    expect({posts, booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('another booking under the same key is refused by both', async () => {
    await fleet.run(book(0));
    const other = await fleet.run(book(1, {start: tuesdayAt('11:00')}));
    expect({status: other!.status, code: other!.json.error.code}).toEqual({status: 422, code: 'idempotency_conflict'});
  });

  test('what a killed proxy booked is found by the other', async () => {
    fleet.fault = async (request, forward) => {
      const answer = await forward(request);
      if (request.method === 'POST') fleet.kill(0);
      return answer;
    };
    void book(0);
    await fleet.run(fleet.wait(1_000));
    const {uid} = fleet.cal.world.bookings[0]!;
    expect((await fleet.run(book(1)))!.json.data.uid).toBe(uid);
    expect(booked()).toBe(1);
  });

  /** Lets a proxy die before its call gets to Cal.com. The clock stands still until then. */
  async function dieBooking(): Promise<void> {
    const died = new Promise<void>(resolve => {
      fleet.fault = async (request, forward) => {
        if (request.method !== 'POST') return forward(request);
        fleet.kill(0);
        resolve();
        throw reset();
      };
    });
    void book(0);
    await died;
    slow(100);
  }
  const codeOf = async (proxy: number) => (await fleet.run(book(proxy)))!.json.error.code;
  /** Each proxy looks for attempts that nobody is at work on a second after its start, and then every five minutes. */
  const afterStartMs = 2_000;

  test('what a killed proxy did not book is taken over by one of the others, once it cannot be made any more', async () => {
    await dieBooking();
    await fleet.run(fleet.wait(afterStartMs));
    expect(await codeOf(1), 'found by its first look').toBe('outcome_unknown');
    await fleet.run(fleet.wait(60_000));
    expect(await codeOf(1)).toBe('outcome_unknown');
    await fleet.run(fleet.wait(60_000));

    const answers = await fleet.run(Promise.all([book(0), book(1), book(0), book(1)]));
    expect(answers.map(answer => answer!.status)).toContain(201);
    expect({posts, booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('what a proxy is at work on for less than a minute is under way to all others, whether it lives or not', async () => {
    await fleet.run(fleet.wait(afterStartMs));
    await dieBooking();
    await fleet.run(fleet.wait(afterStartMs));
    expect(await codeOf(1), 'not looked for again yet').toBe('in_progress');
    expect(await codeOf(0), 'found at the start').toBe('outcome_unknown');
    await fleet.run(fleet.wait(60_000));
    expect(await codeOf(1)).toBe('outcome_unknown');
  });
});

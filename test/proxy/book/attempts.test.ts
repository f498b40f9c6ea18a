import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const key = 'attempt-0001';
const book = (overrides = {}, idempotencyKey = key) =>
  system.post('/v2/bookings', guideBooking(overrides), {'idempotency-key': idempotencyKey});
const outcome = ({status, json}: Awaited<ReturnType<typeof book>>) => ({
  status,
  code: json.error?.code as string | undefined,
});
const posts = () => system.calls('POST', /bookings$/).length;
const booked = () => system.cal.world.bookings.length;

describe('the same key again', () => {
  test('with the same booking answers the same and books nothing', async () => {
    const first = await book();
    const second = await book();

    expect(second.status).toBe(201);
    expect(second.json.data).toEqual(first.json.data);
    expect(second.json.live.token).toMatch(/^ey/);
    expect({posts: posts(), booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('does not mind in which order the members are written', async () => {
    await book();
    const {start, ...rest} = guideBooking();
    const again = await system.post(
      '/v2/bookings',
      {...rest, start, metadata: {orderId: 'order-17', source: 'website'}},
      {'idempotency-key': key},
    );
    expect(again.status).toBe(201);
    expect(posts()).toBe(1);
  });

  test('with another booking is refused', async () => {
    await book();
    expect(outcome(await book({start: tuesdayAt('11:00')}))).toEqual({status: 422, code: 'idempotency_conflict'});
    expect(posts()).toBe(1);
  });

  test('while the first is on its way is told to wait', async () => {
    let release = () => {};
    system.intercept.upstream = async request => {
      if (request.method === 'POST') await new Promise<void>(resolve => void (release = resolve));
      return undefined;
    };
    const first = book();
    await expect.poll(posts).toBe(1);

    expect(outcome(await book())).toEqual({status: 409, code: 'in_progress'});
    expect(outcome(await book({start: tuesdayAt('11:00')}))).toEqual({status: 422, code: 'idempotency_conflict'});
    release();
    expect((await first).status).toBe(201);
    expect(booked()).toBe(1);
  });

  test('after a refusal is a new try', async () => {
    system.cal.controls.failNext('taken-400');
    expect(outcome(await book())).toEqual({status: 409, code: 'slot_taken'});
    expect((await book({start: tuesdayAt('11:00')})).status).toBe(201);
  });
});

describe('a lost answer', () => {
  test('to a booking that was made is found, and told as a success', async () => {
    system.cal.controls.failNext('lost-answer');
    const {status, json} = await book();

    expect(status).toBe(201);
    expect(json.data).toMatchObject({start: tuesdayAt('10:00'), metadata: {booking_attempt: key}});
    expect(system.calls('GET', /bookings$/)[0]).toMatchObject({key: true});
    expect(Object.fromEntries(system.calls('GET', /bookings$/)[0]!.url.searchParams)).toEqual({
      eventTypeId: '1001',
      attendeeEmail: 'ann@visitors.example',
      afterStart: tuesdayAt('09:59'),
      beforeEnd: tuesdayAt('10:31'),
      sortCreated: 'desc',
      take: '10',
    });
    expect({posts: posts(), booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('of a seat is found as that seat', async () => {
    await book(
      {eventTypeId: 1005, attendee: {name: 'Bob', email: 'bob@visitors.example', timeZone: 'UTC'}},
      'attempt-of-bob',
    );
    system.cal.controls.failNext('lost-answer');
    const {json} = await book({eventTypeId: 1005});

    expect(json.data.seatUid).toBe(system.cal.world.bookings[0]!.seats![1]!.seatUid);
    expect(json.data.attendees).toMatchObject([{name: 'Ann Visitor'}]);
    expect(JSON.stringify(json)).not.toContain('bob@');
  });

  test('of a series is found whole', async () => {
    system.cal.controls.failNext('lost-answer');
    const {json} = await book({eventTypeId: 1006});
    expect(json.data).toHaveLength(4);
    expect(json.data[0].start).toBe(tuesdayAt('10:00'));
  });

  test('is looked for with growing pauses, since Cal.com may show it late', async () => {
    let looks = 0;
    system.intercept.upstream = request => {
      const isLook = request.method === 'GET' && new URL(request.url).pathname === '/v2/bookings';
      return isLook && ++looks < 3 ? Response.json({status: 'success', data: []}) : undefined;
    };
    system.cal.controls.failNext('lost-answer');

    expect((await book()).status).toBe(201);
    expect(system.pauses).toEqual([300, 1_500, 4_000]);
  });

  test('that cannot be read is looked for as well', async () => {
    system.cal.controls.failNext('shape');
    await system.get('/v2/event-types/1001');
    system.cal.controls.failNext('shape');
    expect((await book()).status).toBe(201);
    expect(booked()).toBe(1);
  });

  test('to a booking nobody can see is told as unknown, and is not sent again at once', async () => {
    system.intercept.upstream = request => (request.method === 'POST' ? Response.error() : undefined);

    expect(outcome(await book())).toEqual({status: 504, code: 'outcome_unknown'});
    const again = await book();
    expect(outcome(again)).toEqual({status: 504, code: 'outcome_unknown'});
    expect(Number(again.headers.get('retry-after'))).toBe(120);
    expect(posts()).toBe(1);
  });

  test('is found by the next try with the same key', async () => {
    let isHidden = true;
    system.intercept.upstream = request =>
      isHidden && new URL(request.url).pathname === '/v2/bookings' && request.method === 'GET'
        ? Response.json({status: 'success', data: []})
        : undefined;
    system.cal.controls.failNext('lost-answer');
    expect(outcome(await book())).toEqual({status: 504, code: 'outcome_unknown'});

    isHidden = false;
    expect((await book()).status).toBe(201);
    expect({posts: posts(), booked: booked()}).toEqual({posts: 1, booked: 1});
  });

  test('of long ago that left no booking is tried again', async () => {
    let isBroken = true;
    system.intercept.upstream = request => (isBroken && request.method === 'POST' ? Response.error() : undefined);
    await book();
    isBroken = false;
    system.clock.now += 121_000;

    expect((await book()).status).toBe(201);
    expect({posts: posts(), booked: booked()}).toEqual({posts: 2, booked: 1});
  });

  test('whose booking shows up only as a taken time is found, not doubled', async () => {
    let isHidden = true;
    system.intercept.upstream = request =>
      isHidden && new URL(request.url).pathname === '/v2/bookings' && request.method === 'GET'
        ? Response.json({status: 'success', data: []})
        : undefined;
    system.cal.controls.failNext('lost-answer');
    await book();
    system.clock.now += 121_000;
    system.intercept.upstream = request => {
      if (request.method === 'POST') isHidden = false;
      return isHidden && new URL(request.url).pathname === '/v2/bookings'
        ? Response.json({status: 'success', data: []})
        : undefined;
    };

    expect((await book()).status).toBe(201);
    expect({posts: posts(), booked: booked()}).toEqual({posts: 2, booked: 1});
  });
});

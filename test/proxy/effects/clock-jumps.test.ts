import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {watchClock} from '../../../src/proxy/effects/clock-jumps.ts';
import {createLog} from '../../../src/proxy/observe/log.ts';
import {guideBooking, openProxy, tuesdayAt} from '../cal/system.ts';
import {createTimers} from '../cal/timers.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function watch() {
  const clock = {now: 0};
  const set = {byMs: 1_000_000};
  const lines: string[] = [];
  const timers = createTimers(clock);
  const stop = watchClock({
    now: () => clock.now + set.byMs,
    steady: () => clock.now,
    later: timers.later,
    log: createLog({write: line => void lines.push(line)}),
  });
  return {set, stop, lines, pass: timers.advance};
}

test.each([
  [hourMs, 'forward by 3600 s'],
  [-hourMs, 'back by 3600 s'],
])('a clock that is set by %d ms is told once, with what to do', async (ms, told) => {
  const {set, lines, pass} = watch();
  await pass(10 * minuteMs);
  expect(lines).toEqual([]);

  set.byMs += ms;
  await pass(hourMs);

  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(told);
  expect(lines[0]).toContain('booking-proxy doctor');
  set.byMs -= ms;
  await pass(hourMs);
  expect(lines).toHaveLength(2);
});

test('what a time service corrects is not told, and nothing after the end', async () => {
  const {set, stop, lines, pass} = watch();
  for (let turn = 0; turn < 100; turn++) {
    set.byMs += 5_000;
    await pass(minuteMs);
  }
  stop();
  set.byMs += hourMs;
  await pass(hourMs);

  expect(lines).toEqual([]);
});

describe.each([
  ['forward', hourMs],
  ['back', -hourMs],
])('a clock that is set %s by an hour', (_, ms) => {
  const steady = {ms: 0};
  let system: ReturnType<typeof openProxy>;
  beforeEach(() => void (system = openProxy({elapsed: () => steady.ms})));
  afterEach(() => system.close());

  const readSlots = () => system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25');
  const asked = () => system.calls('GET', /slots/).length;

  test('keeps no times longer than usual, and none shorter', async () => {
    await readSlots();
    system.clock.now += ms;
    await readSlots();
    expect(asked()).toBe(1);
    steady.ms += 16_000;
    expect((await readSlots()).status).toBe(200);
    expect(asked()).toBe(2);
  });

  test('holds nobody back, and lets nobody do more', async () => {
    const open = async () =>
      (await system.request('/live/sessions', {method: 'POST', headers: {'x-forwarded-for': '203.0.113.7'}})).status;
    let status = 200;
    for (let turn = 0; turn < 200 && status < 400; turn++) status = await open();
    const isLimited = status === 429;
    system.clock.now += ms;
    expect(await open()).toBe(status);
    steady.ms += 61_000;
    expect({isLimited, status: await open()}).toEqual({isLimited: true, status: 201});
  });

  test('lets visitors book', async () => {
    expect((await system.post('/v2/bookings', guideBooking())).status).toBe(201);
    system.clock.now += ms;
    steady.ms += 1_000;
    expect((await system.post('/v2/bookings', guideBooking({start: tuesdayAt('12:00')}))).status).toBe(201);
  });
});

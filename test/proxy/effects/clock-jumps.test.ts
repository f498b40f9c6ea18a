import {expect, test} from 'vitest';
import {watchClock} from '../../../src/proxy/effects/clock-jumps.ts';
import {createLog} from '../../../src/proxy/log.ts';
import {createTimers} from '../cal/timers.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

function watch() {
  const clock = {now: 0};
  const set = {byMs: 1_000_000};
  const lines: string[] = [];
  const timers = createTimers(clock);
  const stop = watchClock({now: () => clock.now + set.byMs, steady: () => clock.now, later: timers.later, log: createLog({write: line => void lines.push(line)})});
  return {set, stop, lines, pass: timers.advance};
}

test.each([[hourMs, 'forward by 3600 s'], [-hourMs, 'back by 3600 s']])('a clock that is set by %d ms is told once, with what to do', async (ms, told) => {
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

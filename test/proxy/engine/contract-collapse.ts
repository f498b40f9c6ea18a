import {expect, test} from 'vitest';
import type {RunContext} from '../../../src/proxy/engine/model.ts';
import type {Setup} from './harness.ts';

const collapse = {windowMs: 5_000, capMs: 20_000};
const event = (index: number) => ({
  id: `r${index}`,
  key: 'account',
  cause: {trigger: 'BOOKING_CREATED', uid: `u${index}`},
});

/** Many events of one key are one run, about the last of them. */
export function testCollapse(setUp: () => Setup): void {
  function record() {
    const seen: string[] = [];
    return {seen, run: async ({cause, events}: RunContext) => void seen.push(`${cause.uid} of ${events}`)};
  }

  test('1,000 events of one key are one run that sees the last of them; a later one is another run', async () => {
    const {start, until, receive, elapse} = setUp();
    const {seen, run} = record();
    const engine = await start([{collapse, run}]);
    const events = Array.from({length: 1_000}, (_, index) => event(index));
    for (let from = 0; from < 999; from += 9)
      await Promise.all(events.slice(from, Math.min(999, from + 9)).map(each => receive(engine, 'plain', [each])));
    await receive(engine, 'plain', [event(999)]);

    expect(seen).toEqual([]);
    await elapse(5_100);
    await until(() => seen.length === 1);
    await receive(engine, 'plain', [event(1_000)]);
    await elapse(5_100);
    await until(() => seen.length === 2);
    expect(seen).toEqual(['u999 of 1000', 'u1000 of 1']);
  });

  test('events that keep coming delay their run up to its cap', async () => {
    const {start, until, receive, elapse, clock} = setUp();
    let begunAt = 0;
    const engine = await start([{collapse, run: async () => void (begunAt ||= clock.now())}]);
    const since = clock.now();
    for (let index = 0; index < 20 && begunAt === 0; index += 1) {
      await receive(engine, 'plain', [event(index)]);
      await elapse(3_000);
    }
    await until(() => begunAt > 0);
    expect(begunAt - since).toBeGreaterThanOrEqual(19_900);
    expect(begunAt - since).toBeLessThan(50_000);
  });

  test('an event after a cancelled run makes a new one', async () => {
    const {start, until, receive, run: read, elapse} = setUp();
    const {seen, run} = record();
    const engine = await start([{collapse, run}]);
    await receive(engine, 'plain', [event(1)]);
    expect(await engine.cancel(['r1'])).toEqual(['r1']);
    await receive(engine, 'plain', [event(2)]);

    await elapse(5_100);
    await until(() => seen.length === 1);
    expect(seen).toEqual(['u2 of 1']);
    expect((await read('r1'))?.state).toBe('cancelled');
  });
}

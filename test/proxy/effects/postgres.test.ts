import {afterAll, afterEach, describe, expect, test} from 'vitest';
import {startPostgres} from '../../support/servers/postgres.ts';
import {openEffects, webhook, type EffectSystem} from './system.ts';
import type {HandlerContext} from '../../../src/proxy/effects/config/types.ts';

const postgres = await startPostgres();
afterAll(() => postgres?.stop(), 60_000);

function later(ms: number, task: () => void): () => void {
  const timer = setTimeout(task, ms).unref();
  return () => clearTimeout(timer);
}

describe.skipIf(!postgres)('two proxies with one PostgreSQL', () => {
  const systems: EffectSystem[] = [];
  afterEach(() => Promise.all(systems.splice(0).map(system => system.close())));

  test('each event is handled once by one of them, in the order of its booking', async () => {
    const databaseUrl = await postgres!.createDatabase();
    const handled: string[] = [];
    const handlers = new Set<number>();
    const open = (proxy: number) => {
      const run = async ({event, step}: HandlerContext) => {
        handlers.add(proxy);
        await step('handle', () => void handled.push(`${event.uid} ${event.trigger}`));
      };
      const system = openEffects([{kind: 'handler', name: 'crm', run}], [], {databaseUrl, now: Date.now, later});
      systems.push(system);
      return system;
    };
    const [first, second] = [open(1), open(2)] as const;
    await Promise.all([first.ready(), second.ready()]);
    const uids = Array.from({length: 12}, (_, index) => `u${index}`);
    for (const trigger of ['BOOKING_REQUESTED', 'BOOKING_CREATED', 'BOOKING_CANCELLED'])
      await Promise.all(
        uids.map(async (uid, index) => {
          const {status} = await (index % 2 === 0 ? first : second).deliver(webhook(trigger, uid));
          expect(status).toBe(204);
        }),
      );

    await expect.poll(() => handled.length, {timeout: 15_000}).toBe(36);
    for (const uid of uids)
      expect(handled.filter(each => each.startsWith(`${uid} `))).toEqual([
        `${uid} BOOKING_REQUESTED`,
        `${uid} BOOKING_CREATED`,
        `${uid} BOOKING_CANCELLED`,
      ]);
    expect(handlers.size).toBe(2);
  });
});

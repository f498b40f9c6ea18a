import {createEngine, type Engine} from '../../../src/proxy/engine/engine.ts';
import type {Dispatcher} from '../../../src/proxy/engine/dispatch/dispatcher.ts';
import type {Job} from '../../../src/proxy/engine/enqueue.ts';
import type {Effect} from '../../../src/proxy/engine/model.ts';
import type {EngineOptions} from '../../../src/proxy/engine/options.ts';
import type {RunRow} from '../../../src/proxy/engine/rows.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {ask} from '../../../src/proxy/store/work.ts';

/** An engine on a store, at a time that tests move. */
export interface Harness {
  store: Store;
  clock: {now(): number};
  later: EngineOptions['later'];
  dispatcher(): Dispatcher;
  /** Moves the time on, and lets what is due begin. */
  elapse(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** A harness with engines on it. */
export interface Setup extends Harness {
  /** Starts an engine; several of them are several processes. */
  start(effects: readonly Partial<Effect>[], options?: Partial<EngineOptions>): Promise<Engine>;
  /** Makes runs as a webhook does: in the transaction that stores it. */
  receive(engine: Engine, effect: string, jobs: (Partial<Job> & {id: string})[]): Promise<void>;
  run(id: string): Promise<RunRow | undefined>;
  /** Resolves once `check` is true, while time passes as slowly as it does. */
  until(check: () => boolean | Promise<boolean>): Promise<void>;
}

export function setUp(harness: Harness): Setup {
  const engines: Engine[] = [];
  let bodies = 0;

  async function until(check: () => boolean | Promise<boolean>): Promise<void> {
    const end = performance.now() + 25_000;
    while (!(await check())) {
      if (performance.now() > end) throw new Error(`This never happened: ${String(check)}`);
      await harness.elapse(0);
    }
  }

  return {
    ...harness,
    async start(effects, options = {}) {
      const engine = createEngine({
        effects: effects.map(effect => ({name: 'plain', timeoutMs: 20_000, run: async () => {}, ...effect})),
        transact: work => harness.store.transact!(work),
        dispatcher: harness.dispatcher(),
        now: () => harness.clock.now(),
        later: harness.later,
        random: () => 0.5,
        log: {info() {}, warn() {}},
        keepMs: 30 * 24 * 60 * 60_000,
        ...options,
      });
      await engine.start();
      engines.push(engine);
      return engine;
    },
    async receive(engine, effect, jobs) {
      bodies += 1;
      await harness.store.receive(
        {
          bodyHash: `body-${process.pid}-${bodies}`,
          trigger: 'BOOKING_CREATED',
          receivedAt: new Date(harness.clock.now()).toISOString(),
          body: new Uint8Array(),
        },
        [],
        undefined,
        function* () {
          for (const job of jobs)
            yield* engine.enqueue(effect, {key: 'u1', cause: {trigger: 'BOOKING_CREATED', uid: 'u1'}, ...job});
        },
      );
      engine.wake();
    },
    run: id =>
      harness.store.transact!(function* () {
        return (yield* ask<RunRow>('SELECT * FROM booking_elements.runs WHERE id = $1', id))[0];
      }),
    until,
    async close() {
      await Promise.all(engines.splice(0).map(engine => engine.stop(0)));
      await harness.close();
    },
  };
}

/** Something that is waited for, and can be let go. */
export function createGate(): {wait: Promise<void>; open(): void} {
  let open = () => {};
  const wait = new Promise<void>(resolve => void (open = resolve));
  return {wait, open};
}

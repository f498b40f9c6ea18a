import {randomBytes} from 'node:crypto';
import type {BackgroundReads} from '../cal/background-reads.ts';
import type {ProxyContext} from '../context.ts';
import {localDispatcher} from '../engine/dispatch/local.ts';
import {pgBossDispatcher} from '../engine/dispatch/pg-boss.ts';
import {createEngine, type Engine} from '../engine/engine.ts';
import type {Effect, RunContext} from '../engine/model.ts';
import type {Transact} from '../engine/options.ts';
import {calls} from '../observe/call.ts';
import {SettingsError} from '../settings/settings.ts';
import {clockOf} from '../store/clock.ts';
import {StoreError} from '../store/explain.ts';
import type {Work} from '../store/work.ts';
import {checkBooking} from './ask.ts';
import type {EffectSecrets} from './config/check.ts';
import type {EffectConfig} from './config/types.ts';
import {createFreshBookings} from './fresh-bookings.ts';
import {runHandler} from './kinds/handler.ts';
import {runReconcile} from './kinds/reconcile.ts';
import {runWebhook} from './kinds/webhook.ts';
import {findEffects, toJobs, type StoredWebhook} from './match.ts';
import {createOutgoing} from './outgoing/outgoing.ts';
import {createVisibleSteps} from './visible-steps.ts';

/** What a proxy does when webhooks arrive. */
export interface Effects {
  configs: readonly EffectConfig[];
  engine: Engine;
  /** What the transaction that stores the webhook does as well; undefined if it is for no effect. */
  alsoFor(webhook: StoredWebhook): (() => Work) | undefined;
  /** Makes a run of an effect for a booking, whatever its filters say. Resolves with the run's id. */
  test(name: string, uid: string): Promise<string>;
  /** Resolves once runs are performed; rejects with a reason. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** Dependencies of effects. */
export interface EffectsOptions extends Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log' | 'metrics' | 'settings'> {
  effects: readonly EffectConfig[];
  secrets: EffectSecrets;
  backgroundReads: BackgroundReads;
  later(ms: number, task: () => void): () => void;
}

const dayMs = 24 * 60 * 60_000;
/** How often the difference between the machine's clock and the store's is measured, in milliseconds. */
const clockMs = 60_000;
const usualCollapse = {by: 'booking', windowMs: 2_000, capMs: 30_000} as const;

/** `effects` were checked. Throws a `SettingsError` if the store cannot hold runs. */
export function createEffects(options: EffectsOptions): Effects {
  const {store, hub, now, log, metrics, settings, secrets, backgroundReads, later} = options;
  const configs = options.effects.map(effect =>
    effect.kind === 'reconcile' ? {collapse: usualCollapse, ...effect} : effect,
  );
  if (!store.transact || !store.webhook)
    throw new SettingsError(['effects need a store with transact and webhook: leave the option store out.']);
  const transact: Transact = work => store.transact!(work);
  let offsetMs = 0;
  let cancelClock = () => {};
  const sharedNow = () => now() + offsetMs;

  const visible = createVisibleSteps({store, hub, now: sharedNow});
  const dependencies = {
    secrets,
    outgoing: createOutgoing({privateHosts: settings.privateTargets, now}),
    bookings: createFreshBookings(backgroundReads, sharedNow),
    visible,
    received: (key: string) => store.webhook!(key),
    now: sharedNow,
    log: (fields: object, message: string) => log.info(fields, message),
    check: (uid: string) => checkBooking({store, backgroundReads, now}, uid, 'extra'),
    async record(patches: Parameters<typeof store.record>[0], cause: string) {
      hub.publish(await store.record(patches, cause, new Date(now()).toISOString()));
    },
  };

  function perform(config: EffectConfig, run: RunContext): Promise<void> {
    if (config.kind === 'webhook') return runWebhook(config, run, dependencies);
    if (config.kind === 'handler') return runHandler(config, run, dependencies);
    return runReconcile(run, dependencies);
  }

  async function performShown(config: EffectConfig, run: RunContext): Promise<void> {
    const {showAs} = config;
    const {uid} = run.cause;
    if (showAs === undefined || uid === undefined) return perform(config, run);
    await visible.show(run.id, uid, showAs, 'begun');
    await perform(config, run);
    await visible.show(run.id, uid, showAs, 'done');
  }

  function toEffect(config: EffectConfig): Effect {
    const {name, target, quota, collapse, order, timeoutMs} = config;
    return {
      name,
      ...(target === undefined ? {} : {target}),
      ...(quota === undefined ? {} : {quota}),
      ...(collapse ? {collapse: {windowMs: collapse.windowMs, capMs: collapse.capMs ?? 10 * collapse.windowMs}} : {}),
      atOnce: order === 'none' ? 'none' : typeof order === 'object' ? order.atOnce : 1,
      timeoutMs: timeoutMs ?? (config.kind === 'handler' ? 600_000 : 30_000),
      // Otherwise it would belong to the request during which its turn came, and count as its visitor's.
      run: run => calls.run({requestId: run.id, visitor: ''}, () => performShown(config, run)),
    };
  }

  const shared = {transact, now: sharedNow};
  const engine = createEngine({
    ...shared,
    effects: configs.map(toEffect),
    dispatcher:
      store.sharedUrl === undefined
        ? localDispatcher({...shared, later})
        : pgBossDispatcher({
            ...shared,
            url: store.sharedUrl,
            onError: reason => log.warn({reason}, 'The engine of effects cannot use its database; it tries again.'),
          }),
    later,
    random: Math.random,
    log,
    keepMs: settings.retentionDays * dayMs,
    onAttempt: (effect, outcome) => metrics.effect(effect, outcome),
    onDropped: ({id, state}) => visible.end(id, state === 'failed' ? 'failed' : 'skipped'),
  });

  async function measureClock(): Promise<void> {
    if (!store.clock) return;
    const before = now();
    const theirs = await clockOf(store, now)();
    offsetMs = Math.round(theirs - (before + now()) / 2);
    cancelClock = later(clockMs, () => void measureClock().catch(() => {}));
  }

  return {
    configs,
    engine,
    alsoFor(webhook) {
      const found = findEffects(configs, webhook);
      if (found.length === 0) return undefined;
      return function* () {
        for (const {effect, job} of yield* toJobs(found, webhook)) yield* engine.enqueue(effect, job);
      };
    },
    async test(name, uid) {
      const id = randomBytes(12).toString('hex');
      await transact(() => engine.enqueue(name, {id, key: id, cause: {trigger: 'TEST', uid}}));
      engine.wake();
      return id;
    },
    async start() {
      try {
        await measureClock();
        await engine.start();
      } catch (error) {
        throw new StoreError(store.explain?.(error) ?? 'The store cannot run effects.');
      }
    },
    async close() {
      cancelClock();
      await engine.stop();
    },
  };
}

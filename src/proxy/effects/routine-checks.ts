import {isBookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {clockOf} from '../store/clock.ts';
import {planRoutineCheck} from '../store/plan-check.ts';
import type {DueCheck} from '../store/store.ts';
import {checkBooking} from './ask.ts';
import type {ReconcileOptions} from './reconcile.ts';

/** Interval between searches for due checks, randomly varied by up to a quarter so that proxies take turns. */
const everyMs = 15_000;
/** The most checks at a time: they have only a small share of the calls (`shares.ts`). */
const batch = 5;
/** Longer than a batch takes; a dead proxy's bookings are free again after this. */
const leaseMs = 10 * 60_000;
/**
 * How many of the next scheduled checks run right after startup, because webhooks were lost while the process was down.
 */
const atStart = 300;
/** Delays before a followed booking is checked; each pause doubles, up to `most`. */
const followedMs = {undecided: 60_000, accepted: 10 * 60_000, most: 15 * 60_000};
const followedLimit = 100;
const missingMs = 24 * 60 * 60_000;
const failedMs = 30 * 60_000;
/** Moves a check ahead of everything due. */
const aheadMs = 24 * 60 * 60_000;

type Options = Pick<ProxyContext, 'store' | 'hub' | 'now' | 'elapsed' | 'log' | 'metrics'> &
  Pick<ReconcileOptions, 'backgroundReads' | 'later'>;

/**
 * Asks Cal.com periodically about undecided and upcoming bookings, because a webhook may have been lost, until the
 * returned function is called. `planRoutineCheck` schedules the checks; one proxy of a store does each, followed
 * bookings first. It has the lowest share of the calls to Cal.com.
 */
export function startRoutineChecks({
  store,
  hub,
  now,
  elapsed,
  log,
  metrics,
  backgroundReads,
  later,
}: Options): () => void {
  let isStopped = false;
  let isStarted = false;
  let cancel = () => {};
  const iso = (ms: number) => new Date(ms).toISOString();
  const shared = clockOf(store, now);
  /** Followed bookings, with their next check. */
  let followed = new Map<string, {at: number; pauseMs: number}>();

  async function catchUp(): Promise<void> {
    if (isStarted) return;
    await store.hastenLooks(iso(await shared()), atStart);
    isStarted = true;
  }

  async function hasten(at: number): Promise<void> {
    await catchUp();
    const first = {at: elapsed() + followedMs.undecided, pauseMs: followedMs.undecided};
    followed = new Map(hub.followed().uids.map(uid => [uid, followed.get(uid) ?? first]));
    const due = [...followed].filter(([, next]) => next.at <= elapsed()).slice(0, followedLimit);
    const uids: string[] = [];
    for (const [uid, {pauseMs}] of due) {
      const isEarly = pauseMs < followedMs.accepted && (await store.booking(uid))?.view.state === 'accepted';
      const longer = Math.min(followedMs.most, pauseMs * 2);
      followed.set(
        uid,
        isEarly
          ? {at: elapsed() + followedMs.accepted - pauseMs, pauseMs: followedMs.accepted}
          : {at: elapsed() + longer, pauseMs: longer},
      );
      if (!isEarly) uids.push(uid);
    }
    if (uids.length > 0) await store.hastenLooks(iso(at - aheadMs), uids);
  }

  /** Resolves with false if Cal.com should not be called for now. */
  async function check(due: DueCheck): Promise<boolean> {
    const {uid} = due;
    const booking = await store.booking(uid);
    if (!booking || planRoutineCheck(booking.facts, uid, iso(now())) === null) {
      await store.planCheck(due, 0, undefined);
      return true;
    }
    try {
      const patches = await checkBooking({store, backgroundReads, now}, uid, 'routine');
      hub.publish(await store.record(patches, 'Cal.com was asked', iso(now())));
      metrics.check('looked');
      return true;
    } catch (error) {
      const code = isBookingError(error) ? error.code : 'internal';
      if (code === 'rate_limited') return false;
      metrics.check(code === 'not_found' ? 'missing' : 'failed');
      await store.planCheck(due, 0, iso((await shared()) + (code === 'not_found' ? missingMs : failedMs)));
      return true;
    }
  }

  async function run(): Promise<void> {
    const at = await shared();
    await hasten(at);
    const checks = await store.leaseChecks(iso(at), iso(at + leaseMs), batch, true);
    let isWelcome = true;
    for (const due of checks) {
      if (isStopped) return;
      isWelcome &&= await check(due);
      if (!isWelcome) await store.planCheck(due, 0, iso(followed.has(due.uid) ? at - aheadMs : at));
    }
  }

  function plan(): void {
    cancel = later(everyMs * (0.75 + Math.random() / 2), () => {
      run()
        .catch(
          (error: Error) =>
            isStopped ||
            log.warn(
              {reason: error.name},
              'Bookings that may have changed could not be read or stored; it will be retried.',
            ),
        )
        .finally(() => isStopped || plan());
    });
  }

  plan();
  // At once if the store is already open, before this process's own news. A failure is repeated at the first turn.
  if (!store.ready) catchUp().catch(() => {});
  return () => {
    isStopped = true;
    cancel();
  };
}

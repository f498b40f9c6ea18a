import {isBookingError} from '../../core/model/error.ts';
import type {ProxyContext} from '../context.ts';
import {clockOf} from '../store/clock.ts';
import {planLook} from '../store/plan-look.ts';
import type {DueCheck} from '../store/store.ts';
import {lookAt} from './ask.ts';
import type {ReconcileOptions} from './reconcile.ts';

/** How often it is looked whether anything is due; each by up to a quarter longer or shorter, so that proxies take turns. */
const everyMs = 15_000;
/** At most so many at a time: of each minute of calls they have a small part only (`shares.ts`). */
const batch = 5;
/** Longer than a batch takes; a proxy that died lets go of its bookings after that. */
const leaseMs = 10 * 60_000;
/** Webhooks were lost while the process was away: so many of what is planned next is looked at right after the start. */
const atStart = 300;
/** A booking somebody follows is asked about after so long, and then after twice the time before, up to the last. */
const followedMs = {undecided: 60_000, accepted: 10 * 60_000, most: 15 * 60_000};
const followedLimit = 100;
const missingMs = 24 * 60 * 60_000;
const failedMs = 30 * 60_000;
/** Ahead of all that is due. */
const aheadMs = 24 * 60 * 60_000;

type Options = Pick<ProxyContext, 'store' | 'hub' | 'now' | 'elapsed' | 'log' | 'metrics'> &
  Pick<ReconcileOptions, 'looks' | 'later'>;

/**
 * Asks Cal.com now and again about bookings that are not decided or are to come, since the webhook that told of a change
 * may have been lost, until the returned function is called: `planLook` says when, each is asked about by one of the
 * proxies of a store, and those somebody follows come first. It has the lowest share of the calls to Cal.com.
 */
export function startRoutineLooks({store, hub, now, elapsed, log, metrics, looks, later}: Options): () => void {
  let isStopped = false;
  let isStarted = false;
  let cancel = () => {};
  const iso = (ms: number) => new Date(ms).toISOString();
  const shared = clockOf(store, now);
  /** What is followed here, with when to look at it next. */
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

  /** Resolves with false when Cal.com is to be left alone for now. */
  async function look(due: DueCheck): Promise<boolean> {
    const {uid} = due;
    const booking = await store.booking(uid);
    if (!booking || planLook(booking.facts, uid, iso(now())) === null) {
      await store.planCheck(due, 0, undefined);
      return true;
    }
    try {
      const patches = await lookAt({store, looks, now}, uid, 'routine');
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
      isWelcome &&= await look(due);
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
              'Bookings that may have changed could not be read or stored; it is tried again.',
            ),
        )
        .finally(() => isStopped || plan());
    });
  }

  plan();
  // At once where the store is open: what this process hears itself is no news. What fails is done at the first turn.
  if (!store.ready) catchUp().catch(() => {});
  return () => {
    isStopped = true;
    cancel();
  };
}

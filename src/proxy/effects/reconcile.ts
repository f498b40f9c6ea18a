import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {isBookingError} from '../../core/model/error.ts';
import {doubtOf} from '../../core/state/facts.ts';
import type {Looks} from '../cal/background-reads.ts';
import type {ProxyContext} from '../context.ts';
import {clockOf} from '../store/clock.ts';
import type {DueCheck, FactPatch, StoredBooking} from '../store/store.ts';
import {lookAtNext} from './ask.ts';
import {areSeatsHidden, factsOfLook, settled} from '../book/read-facts.ts';

/** What asking about bookings works with. */
export interface ReconcileOptions extends Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log' | 'metrics'> {
  looks: Looks;
  /** Runs a task after some milliseconds, unless the function it returns is called before. */
  later(ms: number, task: () => void): () => void;
}

/** How often it is looked whether anything is due; each by up to a quarter longer or shorter, so that proxies take turns. */
const everyMs = 15_000;
/** At most so many at a time: visitors come first. */
const batch = 10;
/** Longer than a batch takes; a proxy that died lets go of its bookings after that. */
const leaseMs = 10 * 60_000;
const minuteMs = 60_000;
/** Pauses after a failure; after the last of them it is given up. */
const pausesMs = [1, 5, 30, 120, 360].map(minutes => minutes * minuteMs);

/**
 * Asks Cal.com about bookings that webhooks left in doubt (a seat that may have been all of it, siblings in a series that
 * nothing was said of), until the returned function is called: each once, by one of the proxies of a store, and after a
 * failure again with growing pauses. What it learns goes to the store and the streams.
 */
export function startReconcile({store, hub, now, log, metrics, looks, later}: ReconcileOptions): () => void {
  let isStopped = false;
  let cancel = () => {};
  const iso = (ms: number) => new Date(ms).toISOString();
  // What several proxies share is due by one clock.
  const shared = clockOf(store, now);

  async function keep(patches: FactPatch[], cause: string): Promise<void> {
    hub.publish(await store.record(patches, cause, iso(now())));
  }

  /** What is known of a booking's siblings is in doubt with it: Cal.com tells one of them only. */
  async function lookAtSeries(seriesUid: string, uid: string): Promise<FactPatch[]> {
    const askedAt = iso(now());
    const siblings = looseObjects(await looks.booking(seriesUid)).filter(sibling => looseText(sibling['uid']) !== uid);
    const known = await Promise.all(
      siblings.map(async json => ({json, booking: await store.booking(looseText(json['uid']) ?? '')})),
    );
    return known.flatMap(({json, booking}) =>
      booking ? [{uid: booking.uid, facts: factsOfLook(json, booking.facts, booking.uid, askedAt)}] : [],
    );
  }

  /** Who has which seat; a key that does not open that leaves it unknown. */
  async function lookAtSeats(uid: string): Promise<Json> {
    try {
      const {attendees} = (await looks.asHost(uid)) ?? {};
      return attendees === undefined ? {} : {attendees};
    } catch (error) {
      if (isBookingError(error) && ['upstream_key', 'auth_required', 'not_allowed'].includes(error.code)) return {};
      throw error;
    }
  }

  async function check({uid, facts}: StoredBooking): Promise<void> {
    const askedAt = iso(now());
    const seen = looseObject(await looks.booking(uid));
    const json = areSeatsHidden(seen, facts) ? {...seen, ...(await lookAtSeats(uid))} : seen;
    const seriesUid = facts.recurring ? looseText(json['recurringBookingUid']) : undefined;
    const siblings = seriesUid === undefined ? [] : await lookAtSeries(seriesUid, uid);
    const own = factsOfLook(json, facts, uid, askedAt);
    const next = await lookAtNext({store, looks, now}, own, 'extra');
    await keep([{uid, facts: own}, ...siblings, ...next], 'Cal.com was asked');
  }

  /** Resolves with false when Cal.com is to be left alone for now. */
  async function settle(due: DueCheck): Promise<boolean> {
    const booking = await store.booking(due.uid);
    // It may have been settled together with a sibling.
    if (!booking || doubtOf(booking.facts) === undefined) {
      await store.planCheck(due, 0, undefined);
      return true;
    }
    try {
      await check(booking);
      metrics.check('answered');
      return true;
    } catch (error) {
      return recover(due, booking, error);
    }
  }

  async function recover(due: DueCheck, {facts}: StoredBooking, error: unknown): Promise<boolean> {
    const {code, retryAfterSeconds = 0} = isBookingError(error) ? error : {code: 'internal'};
    if (code === 'not_found') {
      metrics.check('missing');
      await keep([{uid: due.uid, facts: settled(facts, iso(now()))}], 'Cal.com does not know it');
      return true;
    }
    // That others used up the budget says nothing about this booking.
    const isBusy = code === 'rate_limited';
    const tries = isBusy ? due.tries : due.tries + 1;
    const pauseMs = isBusy ? Math.max(minuteMs, retryAfterSeconds * 1000) : pausesMs[due.tries];
    await store.planCheck(due, tries, pauseMs === undefined ? undefined : iso((await shared()) + pauseMs));
    metrics.check(pauseMs === undefined ? 'given_up' : isBusy ? 'postponed' : 'failed');
    if (pauseMs === undefined)
      log.warn(
        {tries, code},
        "A booking in doubt could not be cleared up with Cal.com; it stays as webhooks told it. The operator's API shows it as doubtful.",
      );
    return !isBusy;
  }

  async function run(): Promise<void> {
    const at = await shared();
    const checks = await store.leaseChecks(iso(at), iso(at + leaseMs), batch);
    let isWelcome = true;
    for (const due of checks) {
      if (isStopped) return;
      if (isWelcome) isWelcome = await settle(due);
      else await store.planCheck(due, due.tries, iso((await shared()) + minuteMs));
    }
  }

  function plan(): void {
    cancel = later(everyMs * (0.75 + Math.random() / 2), () => {
      run()
        .catch(
          (error: Error) =>
            isStopped ||
            log.warn({reason: error.name}, 'Bookings in doubt could not be read or stored; it is tried again.'),
        )
        .finally(() => isStopped || plan());
    });
  }

  plan();
  return () => {
    isStopped = true;
    cancel();
  };
}

import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {isBookingError} from '../../core/model/error.ts';
import {doubtOf} from '../../core/state/facts.ts';
import type {BackgroundReads} from '../cal/background-reads.ts';
import type {ProxyContext} from '../context.ts';
import {clockOf} from '../store/clock.ts';
import type {DueCheck, FactPatch, StoredBooking} from '../store/store.ts';
import {checkSuccessors} from './ask.ts';
import {areSeatsHidden, factsOfRead, settled} from '../book/read-facts.ts';

/** Dependencies of reconciling. */
export interface ReconcileOptions extends Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log' | 'metrics'> {
  backgroundReads: BackgroundReads;
  /** Runs a task after some milliseconds; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
}

/** Interval between searches for due checks, randomly varied by up to a quarter so that proxies take turns. */
const everyMs = 15_000;
/** The most checks at a time: visitors come first. */
const batch = 10;
/** Longer than a batch takes; a dead proxy's bookings are free again after this. */
const leaseMs = 10 * 60_000;
const minuteMs = 60_000;
/** Pauses after failures; after the last one the check is given up. */
const pausesMs = [1, 5, 30, 120, 360].map(minutes => minutes * minuteMs);

/**
 * Asks Cal.com about bookings that webhooks left in doubt (a cancelled seat that may have been the last, siblings in a
 * series that no webhook mentioned), until the returned function is called. Each is checked once, by one of the proxies
 * of a store, and after a failure again with growing pauses. The results go to the store and the streams.
 */
export function startReconcile({store, hub, now, log, metrics, backgroundReads, later}: ReconcileOptions): () => void {
  let isStopped = false;
  let cancel = () => {};
  const iso = (ms: number) => new Date(ms).toISOString();
  // Due times shared by proxies use one clock.
  const shared = clockOf(store, now);

  async function keep(patches: FactPatch[], cause: string): Promise<void> {
    hub.publish(await store.record(patches, cause, iso(now())));
  }

  /** Known siblings are in doubt too: Cal.com's webhook mentions only one booking of a series. */
  async function checkSeries(seriesUid: string, uid: string): Promise<FactPatch[]> {
    const askedAt = iso(now());
    const siblings = looseObjects(await backgroundReads.booking(seriesUid)).filter(
      sibling => looseText(sibling['uid']) !== uid,
    );
    const known = await Promise.all(
      siblings.map(async json => ({json, booking: await store.booking(looseText(json['uid']) ?? '')})),
    );
    return known.flatMap(({json, booking}) =>
      booking ? [{uid: booking.uid, facts: factsOfRead(json, booking.facts, booking.uid, askedAt)}] : [],
    );
  }

  /** Who has which seat. Stays unknown if the key cannot read it. */
  async function readSeats(uid: string): Promise<Json> {
    try {
      const {attendees} = (await backgroundReads.asHost(uid)) ?? {};
      return attendees === undefined ? {} : {attendees};
    } catch (error) {
      if (isBookingError(error) && ['upstream_key', 'auth_required', 'not_allowed'].includes(error.code)) return {};
      throw error;
    }
  }

  async function check({uid, facts}: StoredBooking): Promise<void> {
    const askedAt = iso(now());
    const seen = looseObject(await backgroundReads.booking(uid));
    const json = areSeatsHidden(seen, facts) ? {...seen, ...(await readSeats(uid))} : seen;
    const seriesUid = facts.recurring ? looseText(json['recurringBookingUid']) : undefined;
    const siblings = seriesUid === undefined ? [] : await checkSeries(seriesUid, uid);
    const own = factsOfRead(json, facts, uid, askedAt);
    const next = await checkSuccessors({store, backgroundReads, now}, own, 'extra');
    await keep([{uid, facts: own}, ...siblings, ...next], 'Cal.com was asked');
  }

  /** Resolves with false if Cal.com should not be called for now. */
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
    // An exhausted budget says nothing about this booking.
    const isBusy = code === 'rate_limited';
    const tries = isBusy ? due.tries : due.tries + 1;
    const pauseMs = isBusy ? Math.max(minuteMs, retryAfterSeconds * 1000) : pausesMs[due.tries];
    await store.planCheck(due, tries, pauseMs === undefined ? undefined : iso((await shared()) + pauseMs));
    metrics.check(pauseMs === undefined ? 'given_up' : isBusy ? 'postponed' : 'failed');
    if (pauseMs === undefined)
      log.warn(
        {tries, code},
        'A booking in doubt could not be checked at Cal.com; it stays as webhooks reported it, and the ' +
          "operator's API shows it as doubtful.",
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
            log.warn({reason: error.name}, 'Bookings in doubt could not be read or stored; it will be retried.'),
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

import {createHash} from 'node:crypto';
import {isObject} from '../../core/cal/read.ts';
import {BookingError, isBookingError} from '../../core/error.ts';
import type {Logger} from '../context.ts';
import type {Store} from '../store/store.ts';
import {filterBookings} from './filter-booking.ts';
import {findBooking, postBooking, type WantedBooking} from './bookings.ts';
import type {Slots} from './slots.ts';
import {LostAnswer, type Upstream} from './upstream.ts';

/** Books each attempt once, however often it is asked for. */
export interface Attempts {
  /** Resolves with Cal.com's `data`; `isNew` is false when an earlier answer is repeated. */
  book(key: string, wanted: WantedBooking): Promise<{data: unknown; isNew: boolean}>;
}

/** What attempts are made with. */
export interface AttemptsOptions {
  store: Store;
  upstream: Upstream;
  slots: Slots;
  now(): number;
  wait(ms: number): Promise<void>;
  log: Logger;
}

/** Cal.com reads from a replica: what was just booked may be seen a little later. */
const pausesMs = [300, 1_500, 4_000];
/** After this time Cal.com is no longer at work on a call whose connection broke. */
const settledMs = 120_000;

/** Attempts are kept in the store, so they are known after a restart as well. */
export function createAttempts({store, upstream, slots, now, wait, log}: AttemptsOptions): Attempts {
  const running = new Map<string, string>();

  async function book(key: string, wanted: WantedBooking, isRepeated: boolean): Promise<unknown> {
    try {
      return await postBooking(upstream, wanted, key);
    } catch (error) {
      const isLost = error instanceof LostAnswer;
      const isTaken = isBookingError(error) && ['slot_taken', 'already_booked'].includes(error.code);
      if (isLost || (isRepeated && isTaken)) {
        const {data, isSure} = await search(key, wanted);
        if (data !== undefined) return data;
        if (isLost && !(error.isOver && isSure && await isStillFree(wanted))) throw unknown();
        if (isLost) {
          await store.forgetAttempt(key);
          throw new BookingError('upstream_down', 'Cal.com failed, and nothing was booked: try again.', {status: 502, cause: error});
        }
      }
      await store.forgetAttempt(key);
      throw error;
    }
  }

  async function search(key: string, wanted: WantedBooking): Promise<{data?: unknown; isSure: boolean}> {
    let isSure = true;
    for (const pause of pausesMs) {
      await wait(pause);
      try {
        const data = await findBooking(upstream, wanted, key);
        if (data !== undefined) return {data, isSure: true};
        isSure = true;
      } catch (error) {
        if (!isBookingError(error)) throw error;
        isSure = false;
      }
    }
    return {isSure};
  }

  // A booking under a key that cannot see it leaves a hole in the free times all the same.
  async function isStillFree({eventType, start, durationMinutes}: WantedBooking): Promise<boolean> {
    try {
      return await slots.isFree(eventType.id, start, durationMinutes);
    } catch (error) {
      if (!isBookingError(error)) throw error;
      return false;
    }
  }

  async function resume(key: string, wanted: WantedBooking, requestHash: string, startedAt: string): Promise<unknown> {
    const {data} = await search(key, wanted);
    if (data !== undefined) return data;
    const remainingMs = Date.parse(startedAt) + settledMs - now();
    if (remainingMs > 0) throw unknown(Math.ceil(remainingMs / 1000));
    await store.forgetAttempt(key);
    await store.startAttempt(key, requestHash, new Date(now()).toISOString());
    return book(key, wanted, true);
  }

  async function finish(key: string, data: unknown): Promise<void> {
    try {
      // Filtered, so that a copy of the file holds no more about people than the page got.
      await store.finishAttempt(key, 201, JSON.stringify(filterBookings(data, 'visitor')));
    } catch (error) {
      // It is booked: that a repeat will have to look for it is no reason to say otherwise.
      log.error({reason: String((error as Error).name)}, 'The answer of a booking could not be stored.');
    }
  }

  async function run(key: string, requestHash: string, wanted: WantedBooking): Promise<{data: unknown; isNew: boolean}> {
    const known = await store.startAttempt(key, requestHash, new Date(now()).toISOString());
    if (known && known.requestHash !== requestHash) throw conflict();
    if (known?.state === 'done') return {data: JSON.parse(known.body), isNew: false};
    const data = await (known ? resume(key, wanted, requestHash, known.startedAt) : book(key, wanted, false));
    await finish(key, data);
    return {data, isNew: true};
  }

  return {
    async book(key, wanted) {
      const requestHash = hashOf(wanted.body);
      const busyWith = running.get(key);
      if (busyWith !== undefined) throw busyWith === requestHash ? inProgress() : conflict();
      running.set(key, requestHash);
      try {
        return await run(key, requestHash, wanted);
      } finally {
        running.delete(key);
      }
    },
  };
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body, sortMembers)).digest('hex');
}

function sortMembers(_: string, value: unknown): unknown {
  return isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value;
}

function conflict(): BookingError {
  return new BookingError('idempotency_conflict', 'This Idempotency-Key was used for another booking: use a new one for other answers.', {status: 422});
}

function inProgress(): BookingError {
  return new BookingError('in_progress', 'This booking is being made already: ask again with the same Idempotency-Key.', {status: 409, retryAfterSeconds: 3});
}

function unknown(retryAfterSeconds = 10): BookingError {
  return new BookingError('outcome_unknown', 'Cal.com did not say whether it booked, and the booking is not to be seen yet: ask again with the same Idempotency-Key, it cannot book twice.', {status: 504, retryAfterSeconds});
}

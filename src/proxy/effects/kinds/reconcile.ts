import {isBookingError} from '../../../core/model/error.ts';
import {EffectError, Pause, type RunContext} from '../../engine/model.ts';
import type {FactPatch} from '../../store/store.ts';

/** What reconciling depends on. */
export interface ReconcileDependencies {
  /** Cal.com's facts about a booking and those that replaced it. Rejects with a `BookingError`. */
  check(uid: string): Promise<FactPatch[]>;
  /** Stores facts and tells the streams. */
  record(patches: FactPatch[], cause: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

const busyMs = 5_000;

/** Reads the run's booking back from Cal.com. */
export async function runReconcile(
  {cause, step}: RunContext,
  {check, record, now}: ReconcileDependencies,
): Promise<void> {
  const {uid} = cause;
  if (uid === undefined) return;
  await step('read', async () => {
    const patches = await check(uid).catch((error: unknown) => {
      if (!isBookingError(error)) throw error;
      if (error.code === 'rate_limited')
        throw new Pause(now() + Math.max(busyMs, 1000 * (error.retryAfterSeconds ?? 0)));
      throw new EffectError(`The booking could not be read from Cal.com (${error.code}).`, {cause: error});
    });
    await record(patches, 'Cal.com was asked');
  });
}

import type {RunContext} from '../../engine/model.ts';
import type {FactPatch} from '../../store/store.ts';
import {toRunError} from '../run-error.ts';

/** What reconciling depends on. */
export interface ReconcileDependencies {
  /** Cal.com's facts about a booking and those that replaced it. Rejects with a `BookingError`. */
  check(uid: string): Promise<FactPatch[]>;
  /** Stores facts and tells the streams. */
  record(patches: FactPatch[], cause: string): Promise<void>;
  /** Milliseconds since 1970. */
  now(): number;
}

/** Reads the run's booking back from Cal.com. */
export async function runReconcile(
  {cause, step}: RunContext,
  {check, record, now}: ReconcileDependencies,
): Promise<void> {
  const {uid} = cause;
  if (uid === undefined) return;
  await step('read', async () => {
    const patches = await check(uid).catch((error: unknown) => {
      throw toRunError(error, now());
    });
    await record(patches, 'Cal.com was asked');
  });
}

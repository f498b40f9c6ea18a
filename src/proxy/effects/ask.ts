import {looseObject, type Json} from '../../core/cal/read.ts';
import type {BookingFacts} from '../../core/state/facts.ts';
import type {Looks} from '../cal/background-reads.ts';
import type {Priority} from '../cal/upstream/shares.ts';
import type {FactPatch, Store} from '../store/store.ts';
import {factsInPassing} from '../book/read-facts.ts';

/** A booking may have been moved more than once while nobody heard of it. */
const mostMoves = 4;

/** Asks Cal.com what became of a booking, and, where that was moved, of what it is now and nobody heard of. */
export interface Asking {
  store: Pick<Store, 'booking'>;
  looks: Looks;
  /** Milliseconds since 1970. */
  now(): number;
}

/** What Cal.com says of a booking, and of those it became. Rejects with a `BookingError` when it could not be asked about it. */
export async function lookAt({store, looks, now}: Asking, uid: string, priority: Priority): Promise<FactPatch[]> {
  const {facts = {}} = (await store.booking(uid)) ?? {};
  const askedAt = new Date(now()).toISOString();
  const patch = {uid, facts: factsInPassing(looseObject(await looks.booking(uid, priority)), facts, uid, askedAt)};
  return [patch, ...(await lookAtNext({store, looks, now}, patch.facts, priority))];
}

/** The same of what a booking became, as far as nothing is known of that. */
export async function lookAtNext(
  {store, looks, now}: Asking,
  {supersededBy}: BookingFacts,
  priority: Priority,
): Promise<FactPatch[]> {
  const patches: FactPatch[] = [];
  for (
    let next = supersededBy;
    next !== undefined && patches.length < mostMoves && (await store.booking(next)) === undefined;
  ) {
    const uid: string = next;
    const askedAt = new Date(now()).toISOString();
    const json: Json = looseObject(await looks.booking(uid, priority));
    const facts = factsInPassing(json, {}, uid, askedAt);
    patches.push({uid, facts});
    next = facts.supersededBy;
  }
  return patches;
}

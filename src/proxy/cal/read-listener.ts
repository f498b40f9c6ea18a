import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {doubtOf, mergeFacts, toView} from '../../core/state/facts.ts';
import {areSeatsEqual} from '../../core/state/seat.ts';
import type {Instant} from '../../core/model/types.ts';
import type {ProxyContext} from '../context.ts';
import {factsInPassing} from '../book/read-facts.ts';
import {isNews} from '../store/news.ts';
import type {FactPatch} from '../store/store.ts';

/** Receives the `data` of each answer to the reading of a booking, and when it was requested. Never rejects. */
export type ReadListener = (data: unknown, askedAt: Instant) => Promise<void>;

/**
 * Stores what reads of bookings show and notifies the streams, because the webhook may have been lost. Covers known or
 * followed bookings only, so that nobody can fill the store with requests, and stores only news.
 */
export function createReadListener({
  store,
  hub,
  now,
  log,
}: Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log'>): ReadListener {
  async function newsOf(json: Json, askedAt: Instant): Promise<FactPatch[]> {
    const uid = looseText(json['uid']);
    const known = uid === undefined ? undefined : await store.booking(uid);
    if (uid === undefined || (!known && hub.lastSent(uid) === undefined)) return [];
    const before = known?.facts ?? {};
    const facts = factsInPassing(json, before, uid, askedAt);
    const after = mergeFacts(before, facts);
    if (!isNews(toView(uid, before), toView(uid, after)) && areSeatsEqual(before, after)) return [];
    // The successor must be checked as well, or its followers would reach a booking the store does not know.
    const isLedAway = facts.supersededBy !== undefined && (await store.booking(facts.supersededBy)) === undefined;
    if (!isLedAway) return [{uid, facts}];
    return doubtOf(before) === undefined ? [{uid, facts: {doubtedAt: askedAt}}] : [];
  }

  return async (data, askedAt) => {
    try {
      const bookings = Array.isArray(data) ? looseObjects(data) : [looseObject(data)];
      const patches = (await Promise.all(bookings.map(json => newsOf(json, askedAt)))).flat();
      if (patches.length > 0) hub.publish(await store.record(patches, 'booking read', new Date(now()).toISOString()));
    } catch (error) {
      log.warn({reason: (error as Error).name}, 'The facts from reading a booking could not be stored.');
    }
  };
}

import {looseObject, looseObjects, looseText, type Json} from '../../core/cal/read.ts';
import {doubtOf, mergeFacts, toView} from '../../core/state/facts.ts';
import {areSeatsEqual} from '../../core/state/seat.ts';
import type {Instant} from '../../core/model/types.ts';
import type {ProxyContext} from '../context.ts';
import {factsInPassing} from '../book/read-facts.ts';
import {isNews} from '../store/news.ts';
import type {FactPatch} from '../store/store.ts';

/** Hears the `data` of each answer to the reading of a booking, and when it was asked for. Never rejects. */
export type Learner = (data: unknown, askedAt: Instant) => Promise<void>;

/**
 * Keeps what reading bookings shows by the way, and tells the streams: the webhook that should have told may be lost.
 * Only of bookings that are known or followed, so nobody fills the store by asking; and only what is news.
 */
export function createLearner({store, hub, now, log}: Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log'>): Learner {
  async function newsOf(json: Json, askedAt: Instant): Promise<FactPatch[]> {
    const uid = looseText(json['uid']);
    const known = uid === undefined ? undefined : await store.booking(uid);
    if (uid === undefined || (!known && hub.told(uid) === undefined)) return [];
    const before = known?.facts ?? {};
    const facts = factsInPassing(json, before, uid, askedAt);
    const after = mergeFacts(before, facts);
    if (!isNews(toView(uid, before), toView(uid, after)) && areSeatsEqual(before, after)) return [];
    // What it became has to be asked about as well, or its followers would be led to nothing.
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
      log.warn({reason: (error as Error).name}, "What a booking's reading showed could not be stored.");
    }
  };
}

import type {BookingFacts} from '../../../src/core/state/facts.ts';
import type {InboxEntry} from '../../../src/proxy/store/store.ts';

export const early = '2026-10-01T09:00:00.000Z';
export const late = '2026-10-01T10:00:00.000Z';
export const later = '2026-10-01T10:00:25.000Z';
export const muchLater = '2026-10-03T10:00:00.000Z';
export const evenLater = '2026-10-04T10:00:00.000Z';

/** A webhook with a body of its own. */
export function entry(bodyHash: string, trigger = 'BOOKING_CREATED'): InboxEntry {
  return {bodyHash, trigger, receivedAt: early, body: new TextEncoder().encode(bodyHash)};
}

/** What a webhook says of one booking. */
export function patch(uid: string, facts: BookingFacts) {
  return [{uid, facts}];
}

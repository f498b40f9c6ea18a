import {BookingError} from '../../core/model/error.ts';
import type {LiveLimits} from '../settings/live-limits.ts';
import type {Topic} from './tokens.ts';

const retryAfterSeconds = 30;

/** Limits the number of live streams. */
export interface Places {
  /** Takes a place until the returned function is called. Throws `rate_limited` (429). An unknown visitor is ''. */
  take(topic: Topic, visitor: string): () => void;
}

export function createPlaces(limits: LiveLimits): Places {
  const taken = new Map<string, number>();

  function add(name: string, count: number): void {
    const now = (taken.get(name) ?? 0) + count;
    if (now > 0) taken.set(name, now);
    else taken.delete(name);
  }

  return {
    take(topic, visitor) {
      const isWaiting = 'rid' in topic;
      const places: [name: string, limit: number][] = [
        ['all', limits.all],
        [isWaiting ? `session ${topic.rid}` : `booking ${topic.uid}`, limits.booking],
        // Without a known address all visitors would share one limit.
        ...(visitor === ''
          ? []
          : ([
              [`visitor ${visitor}`, limits.visitor],
              ...(isWaiting ? [[`waiting ${visitor}`, limits.waiting]] : []),
            ] as [string, number][])),
      ];
      const isFull = places.some(([name, limit]) => (taken.get(name) ?? 0) >= limit);
      if (isFull)
        throw new BookingError(
          'rate_limited',
          'Too many live streams are open: close some, or request the state with Accept: application/json.',
          {status: 429, retryAfterSeconds},
        );
      for (const [name] of places) add(name, 1);
      let isHeld = true;
      return () => {
        if (isHeld) for (const [name] of places) add(name, -1);
        isHeld = false;
      };
    },
  };
}

import {zoneName} from '../../core/time.ts';
import type {Instant} from '../../core/types.ts';

/** Longest stretch of work between two chances for the page to react, in milliseconds. */
const slice = 8;

/** The offsets of zones at an instant, e.g. `GMT+1`. Takes a third of a second for all zones, in slices. */
export async function zoneOffsets(zones: readonly string[], locale: string, instant: Instant): Promise<Map<string, string>> {
  const offsets = new Map<string, string>();
  let pause = performance.now() + slice;
  for (const zone of zones) {
    if (performance.now() > pause) {
      await new Promise(resolve => setTimeout(resolve));
      pause = performance.now() + slice;
    }
    offsets.set(zone, zoneName(zone, locale, instant, 'shortOffset'));
  }
  return offsets;
}

import type {Instant} from '../../core/model/types.ts';
import {listZones} from '../../core/time/zone-list.ts';

/** Maximum milliseconds of work before yielding to the page. */
const slice = 8;

function offsetOf(zone: string, locale: string, ms: number): string {
  // Bypasses the cache of formatters, where one per zone would keep 20 MB of memory.
  const format = new Intl.DateTimeFormat(locale, {timeZone: zone, timeZoneName: 'shortOffset'});
  return format.formatToParts(ms).find(({type}) => type === 'timeZoneName')?.value ?? '';
}

/** The offset of every zone at an instant, e.g. `GMT+1`. Takes about a third of a second without blocking the page. */
export async function zoneOffsets(locale: string, instant: Instant): Promise<Map<string, string>> {
  const offsets = new Map<string, string>();
  let pause = performance.now() + slice;
  for (const zone of listZones()) {
    if (performance.now() > pause) {
      await new Promise(resolve => setTimeout(resolve));
      pause = performance.now() + slice;
    }
    offsets.set(zone, offsetOf(zone, locale, Date.parse(instant)));
  }
  return offsets;
}

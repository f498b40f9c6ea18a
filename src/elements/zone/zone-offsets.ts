import type {Place} from '../../core/places/read-places.ts';
import type {ZoneFacts} from '../../core/places/search-zones.ts';
import type {Instant} from '../../core/model/types.ts';

/** Maximum milliseconds of work before yielding to the page. */
const slice = 8;

function nameOf(zone: string, locale: string, ms: number, timeZoneName: 'shortOffset' | 'longGeneric'): string {
  // Bypasses the cache of formatters, where one per zone would keep 20 MB of memory.
  const format = new Intl.DateTimeFormat(locale, {timeZone: zone, timeZoneName});
  return format.formatToParts(ms).find(({type}) => type === 'timeZoneName')?.value ?? '';
}

/**
 * The offset of every zone at an instant, e.g. `GMT+1`, and its name, e.g. `Eastern Time`. Takes about half a second
 * without blocking the page.
 */
export async function zoneFacts(places: readonly Place[], locale: string, instant: Instant): Promise<ZoneFacts> {
  const [offsets, names, kinds] = [new Map<string, string>(), new Map<string, string>(), new Map<string, string>()];
  const ms = Date.parse(instant);
  let pause = performance.now() + slice;
  for (const {zone, kind} of places) {
    if (performance.now() > pause) {
      await new Promise(resolve => setTimeout(resolve));
      pause = performance.now() + slice;
    }
    offsets.set(zone, nameOf(zone, locale, ms, 'shortOffset'));
    if (!kind) continue;
    if (!kinds.has(kind)) kinds.set(kind, nameOf(zone, locale, ms, 'longGeneric'));
    names.set(zone, kinds.get(kind)!);
  }
  return {offsets, names};
}

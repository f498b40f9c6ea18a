import {modernZone} from './zones.ts';

let zones: readonly string[] | undefined;

/** All zones of the platform under their current names, and UTC; sorted, computed once. */
export function listZones(): readonly string[] {
  zones ??= [...new Set([...Intl.supportedValuesOf('timeZone').map(modernZone), 'UTC'])].sort();
  return zones;
}

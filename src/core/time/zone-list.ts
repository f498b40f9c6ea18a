import {modernZone} from './zones.ts';

let zones: readonly string[] | undefined;

/** All zones of the platform by their names of today, and UTC; sorted, made once. */
export function listZones(): readonly string[] {
  zones ??= [...new Set([...Intl.supportedValuesOf('timeZone').map(modernZone), 'UTC'])].sort();
  return zones;
}

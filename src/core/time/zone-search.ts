import {zoneCity} from './zone-labels.ts';
import {zoneAliases} from './zones.ts';

const oldNames = new Map<string, string[]>();
for (const [old, modern] of Object.entries(zoneAliases)) oldNames.set(modern, [...(oldNames.get(modern) ?? []), old]);

/** Removes accents and case; replaces everything else with spaces. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}+:-]+/gu, ' ')
    .trim();
}

/** The text in which a zone is found: its place, region, id, old names and offset. */
function wordsOf(zone: string, offset: string): string {
  return fold([zoneCity(zone), zone, ...(oldNames.get(zone) ?? []), offset].join(' '));
}

/** Returns the zones that match every typed word; those whose place starts with the typed text come first. */
export function searchZones(zones: readonly string[], typed: string, offsets: ReadonlyMap<string, string>): string[] {
  const query = fold(typed);
  if (!query) return [...zones];
  const parts = query.split(' ');
  const found = zones.filter(zone => {
    const words = wordsOf(zone, offsets.get(zone) ?? '');
    return parts.every(part => words.includes(part));
  });
  const rank = (zone: string) => (fold(zoneCity(zone)).startsWith(query) ? 0 : 1);
  return found.sort((a, b) => rank(a) - rank(b));
}

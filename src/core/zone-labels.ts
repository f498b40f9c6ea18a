/** The place a zone is named after, e.g. `America/Indiana/Knox` → `Knox, Indiana`. */
export function zoneCity(zone: string): string {
  const [region = zone, ...places] = zone.split('/');
  return (places.reverse().join(', ') || region).replaceAll('_', ' ');
}

/** Zones by the part of the world they start with, both in alphabetical order of what is shown. */
export function zonesByRegion(zones: readonly string[]): Map<string, string[]> {
  const regions = new Map<string, string[]>();
  for (const zone of [...zones].sort((a, b) => (zoneCity(a) < zoneCity(b) ? -1 : 1))) {
    const region = zone.split('/')[0]!;
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  return new Map([...regions].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The place a zone is named after, e.g. `America/Indiana/Knox` → `Knox, Indiana`. */
export function zoneCity(zone: string): string {
  const [region = zone, ...places] = zone.split('/');
  return (places.reverse().join(', ') || region).replaceAll('_', ' ');
}

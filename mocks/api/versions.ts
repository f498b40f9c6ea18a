const known = ['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04'];

/** The version for a `cal-api-version` header: the oldest unless it is exactly a known one. */
export function readVersion(header: string | null): string {
  return header !== null && known.includes(header) ? header : known[0]!;
}

/** The header values for the current and the old controller of each resource (cal-api.md §2.0). */
export const versions = {
  bookings: ['2024-08-13'],
  oldBookings: ['2024-04-15', '2024-06-11', '2024-06-14'],
  slots: ['2024-09-04'],
  eventTypes: ['2024-06-14'],
  oldEventTypes: ['2024-04-15', '2024-06-11'],
} as const;

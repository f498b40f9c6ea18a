const known = ['2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '2024-09-04'];

/** The version a `cal-api-version` header stands for: anything but exactly a known one is the oldest. */
export function readVersion(header: string | null): string {
  return header !== null && known.includes(header) ? header : known[0]!;
}

/** Which header values reach the present and the old controller of a resource (cal-api.md §2.0). */
export const versions = {
  bookings: ['2024-08-13'],
  oldBookings: ['2024-04-15', '2024-06-11', '2024-06-14'],
  slots: ['2024-09-04'],
  eventTypes: ['2024-06-14'],
  oldEventTypes: ['2024-04-15', '2024-06-11'],
} as const;

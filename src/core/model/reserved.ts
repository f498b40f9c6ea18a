/**
 * Metadata names that only the kit, the proxy or Cal.com may write: the live session, the attempt, the claims of a
 * checkout token, and the host's link to the call, which booking metadata replaces for every subscriber of a webhook
 * (cal-webhooks.md §4).
 */
const reserved = /^(booking(ref|attempt|order|price|currency)|videocallurl)$/;

/**
 * Maps `booking_ref`, `Booking-Ref`, full-width letters, and letters with spaces or invisible marks between them to one
 * spelling.
 */
const fold = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');

/** Whether sites, links and visitors must not set this metadata name, in any spelling. */
export const isReservedName = (name: string): boolean => reserved.test(fold(name));

/** Returns the metadata without reserved names. */
export function withoutReserved<Value>(metadata: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !isReservedName(name)));
}

/**
 * Whether a query parameter of a booking page's address sets reserved metadata, in any spelling. Cal.com's booking page
 * reads every parameter that begins with `metadata` and strips one more character at each end: `metadata[booking_ref]`.
 */
export const isReservedParameter = (name: string): boolean =>
  fold(name).startsWith('metadata') && [fold(name).slice(8), name.slice(9, -1)].some(isReservedName);

/** Returns a query without the parameters that set reserved metadata; the others keep their spelling. */
export function withoutReservedParameters(query: string): string {
  return query
    .split('&')
    .filter(part => !isReservedParameter([...new URLSearchParams(part).keys()].join()))
    .join('&');
}

/**
 * Metadata names that nobody but the kit, the proxy or Cal.com writes: the live session and the attempt, what a checkout
 * token vouches for, and the host's link to the call, which booking metadata replaces for every subscriber of a webhook
 * (cal-webhooks.md §4).
 */
const reserved = /^(booking(ref|attempt|order|price|currency)|videocallurl)$/;

/** One spelling for `booking_ref`, `Booking-Ref`, full-width letters, and letters with spaces or invisible marks between. */
const fold = (name: string) =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^a-z\d]/g, '');

/** Whether a page, a link or a visitor must not choose this metadata, in whatever way its name is spelled. */
export const isReservedName = (name: string): boolean => reserved.test(fold(name));

/** The metadata without reserved names. */
export function withoutReserved<Value>(metadata: Readonly<Record<string, Value>>): Record<string, Value> {
  return Object.fromEntries(Object.entries(metadata).filter(([name]) => !isReservedName(name)));
}

/**
 * Whether a parameter of a booking page's address is reserved metadata, in any spelling. Cal.com's page takes whatever
 * begins with `metadata`, and of that what is left without one more character at each end: `metadata[booking_ref]`.
 */
export const isReservedParameter = (name: string): boolean =>
  fold(name).startsWith('metadata') && [fold(name).slice(8), name.slice(9, -1)].some(isReservedName);

/** The query of an address without the parameters that are reserved metadata; the others stay as they are written. */
export function withoutReservedParameters(query: string): string {
  return query
    .split('&')
    .filter(part => !isReservedParameter([...new URLSearchParams(part).keys()].join()))
    .join('&');
}

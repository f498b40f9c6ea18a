/** The data of a booking page, the only thing passed from the server to its script. */
export interface BookerConfig {
  /** Base address of the page's own requests, with the mount path. */
  base: string;
  /** The page's HTTP status; anything but 200 is a broken link. */
  status: number;
  eventType?: {
    id: number;
    slug: string;
    title: string;
    description: string;
    minutes: number;
    options?: number[];
    price?: string;
    asksPhone: boolean;
    recurring: boolean;
    lockedZone?: string;
    questions: {slug: string; type: string; label: string; options?: string[]}[];
  };
  organizer?: {name: string; email: string; timeZone: string};
  /** The booking being rescheduled, if the address names one. */
  reschedule?: {uid: string};
}

/** The answer to the page's own booking requests. */
export interface PageBooking {
  uid: string;
  title: string;
  start: string;
  end: string;
  status: string;
  location: string | null;
  attendee: {name: string; email: string};
  seatUid?: string;
  paymentRequired: boolean;
  all: {start: string; end: string}[];
}

/** The page's connection to the embedding window. */
export interface Port {
  /** Sends an event to the embedding page; does nothing without one. */
  send(type: string, data?: unknown): void;
  /** The query, including parameters that a prerendered page receives later. */
  params: URLSearchParams;
  /** Calls back when `connect` brings other parameters. */
  onConnect(listener: () => void): void;
  /** Reports that times are shown. */
  slotsLoaded(): void;
}

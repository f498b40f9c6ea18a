/** What the page is told about itself; the only thing that crosses from the server to its script. */
export interface BookerConfig {
  /** Where the page's own calls go, with the mount path. */
  base: string;
  /** The page's HTTP status; anything but 200 is a failed link. */
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
  /** The booking being moved, when the address names one. */
  reschedule?: {uid: string};
}

/** What the page's own booking calls answer. */
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

/** The page's line to the window around it. */
export interface Port {
  /** Sends an event to the embedding page; nothing happens without one. */
  send(type: string, data?: unknown): void;
  /** The query, with what a prerendered page is told later merged in. */
  params: URLSearchParams;
  /** Calls back when `connect` brought other parameters. */
  onConnect(listener: () => void): void;
  /** Times are on the screen. */
  slotsLoaded(): void;
}

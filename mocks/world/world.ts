import type {LogEntry} from '../log.ts';
import {makeUid, makeUuid, seeded, type Random} from './random.ts';
import type {Reservation, StoredBooking, Webhook} from './model.ts';

/** A subscriber given from outside instead of registered over the API. */
export interface Subscriber {
  subscriberUrl: string;
  secret?: string;
  /** Every trigger when absent. */
  triggers?: string[];
}

export interface CalOptions {
  /** Milliseconds since 1970; the system's clock when absent. */
  now?: () => number;
  /** Makes uids repeatable; absent, every run has its own. */
  seed?: number;
  /** Public address of the booking pages, without a path. Default `https://cal.com`. */
  origin?: string;
  /** Public address of the API, without a path. Default `https://api.cal.com`, or `origin` when that is given. */
  api?: string;
  /** Path under which all of it is mounted, e.g. `/cal`. Default none. */
  basePath?: string;
  /** Awaited before the answer, or sent after it with retries. Default `inline`. */
  webhookMode?: 'inline' | 'hosted';
  webhooks?: Subscriber[];
  /** Multiplies the waiting before a webhook is sent again. Default 1 (10 s and more). */
  retryScale?: number;
  /** Whether the limit of 120 requests a minute applies. Default true. */
  rateLimit?: boolean;
  /** Milliseconds for which an equal slots query gets the same answer, whatever happened (cal-real.md 2). Default 2000. */
  slotsCacheMs?: number;
  /**
   * Hosted Cal.com or the open-source server (cal-real.md): the latter takes no answer to a number question, has no route
   * for teams, says less in the webhook of an opt-in move, and answers 403 where a key is missing. Default `hosted`.
   */
  edition?: 'hosted' | 'open-source';
  /** Releases of Cal.com differ in what a number question takes. Default `number`; of the open-source server `none`. */
  numberAnswers?: 'number' | 'string' | 'none';
}

export interface World {
  readonly options: Required<Omit<CalOptions, 'now' | 'seed'>>;
  now(): number;
  random: Random;
  uid(): string;
  uuid(): string;
  /** The next number of a sequence: bookings, payments, attendees. */
  next(sequence: 'booking' | 'payment' | 'attendee'): number;
  bookings: StoredBooking[];
  reservations: Map<string, Reservation>;
  webhooks: Webhook[];
  /** The last code sent to each e-mail address. */
  codes: Map<string, string>;
  /** Answers of slots queries that are kept, by the exact query. */
  slotsCache: Map<string, {until: number; days: unknown}>;
  log(entry: LogEntry): void;
  /** Empties everything and registers the subscribers of the options again. */
  reset(): void;
}

/** Every trigger of POST /v2/webhooks (cal-api.md §7). */
export const triggers = [
  'BOOKING_CREATED',
  'BOOKING_PAYMENT_INITIATED',
  'BOOKING_PAID',
  'BOOKING_RESCHEDULED',
  'BOOKING_REQUESTED',
  'BOOKING_CANCELLED',
  'BOOKING_REJECTED',
  'BOOKING_NO_SHOW_UPDATED',
  'FORM_SUBMITTED',
  'MEETING_ENDED',
  'MEETING_STARTED',
  'RECORDING_READY',
  'INSTANT_MEETING',
  'RECORDING_TRANSCRIPTION_GENERATED',
  'OOO_CREATED',
  'AFTER_HOSTS_CAL_VIDEO_NO_SHOW',
  'AFTER_GUESTS_CAL_VIDEO_NO_SHOW',
  'FORM_SUBMITTED_NO_EVENT',
  'ROUTING_FORM_FALLBACK_HIT',
  'DELEGATION_CREDENTIAL_ERROR',
  'WRONG_ASSIGNMENT_REPORT',
];

const firstNumbers = {booking: 771_001, payment: 5501, attendee: 88_201};

/** An empty world; `log` is told of everything that happens in it. */
export function createWorld(options: CalOptions, log: (entry: LogEntry) => void): World {
  const origin = (options.origin ?? 'https://cal.com').replace(/\/$/, '');
  const random = () => (options.seed === undefined ? Math.random : seeded(options.seed));
  const numbers = {...firstNumbers};
  const world: World = {
    options: {
      origin,
      api: options.api ?? options.origin ?? 'https://api.cal.com',
      basePath: options.basePath ?? '',
      webhookMode: options.webhookMode ?? 'inline',
      webhooks: options.webhooks ?? [],
      retryScale: options.retryScale ?? 1,
      rateLimit: options.rateLimit ?? true,
      slotsCacheMs: options.slotsCacheMs ?? 2_000,
      edition: options.edition ?? 'hosted',
      numberAnswers: options.numberAnswers ?? (options.edition === 'open-source' ? 'none' : 'number'),
    },
    now: options.now ?? Date.now,
    random: random(),
    uid: () => makeUid(world.random),
    uuid: () => makeUuid(world.random),
    next: sequence => numbers[sequence]++,
    bookings: [],
    reservations: new Map(),
    webhooks: [],
    codes: new Map(),
    slotsCache: new Map(),
    log,
    reset() {
      world.random = random();
      Object.assign(numbers, firstNumbers);
      world.bookings.length = 0;
      world.reservations.clear();
      world.codes.clear();
      world.slotsCache.clear();
      world.webhooks = world.options.webhooks.map(subscriber => ({
        id: world.uuid(),
        userId: 301,
        subscriberUrl: subscriber.subscriberUrl,
        active: true,
        triggers: subscriber.triggers ?? triggers,
        payloadTemplate: null,
        secret: subscriber.secret ?? null,
        version: '2021-10-20',
        hearsAll: true,
      }));
    },
  };
  world.reset();
  return world;
}

/** The address visitors book an event type at, without a trailing slash. */
export function pageAddress(world: World, path: string): string {
  return `${world.options.origin}${world.options.basePath}/${path}`;
}

import type {LogEntry} from '../log.ts';
import {makeUid, makeUuid, seeded, type Random} from './random.ts';
import type {Reservation, StoredBooking, Webhook} from './model.ts';

/** A subscriber given in the options instead of registered through the API. */
export interface Subscriber {
  subscriberUrl: string;
  secret?: string;
  /** Defaults to every trigger. */
  triggers?: string[];
}

export interface CalOptions {
  /** Milliseconds since 1970; defaults to `Date.now`. */
  now?: () => number;
  /** Makes uids repeatable; by default every run has its own. */
  seed?: number;
  /** Public address of the booking pages, without a path; defaults to `https://cal.com`. */
  origin?: string;
  /** Public address of the API, without a path; defaults to `origin` if given, otherwise `https://api.cal.com`. */
  api?: string;
  /** Path under which everything is mounted, e.g. `/cal`; none by default. */
  basePath?: string;
  /** Sends webhooks before the answer (`inline`, the default) or after it with retries. */
  webhookMode?: 'inline' | 'hosted';
  webhooks?: Subscriber[];
  /** Multiplies the delay before a webhook is sent again; defaults to 1 (10 s and more). */
  retryScale?: number;
  /** Whether the limit of 120 requests per minute applies; defaults to true. */
  rateLimit?: boolean;
  /**
   * Milliseconds for which an equal slots query gets the same answer, whatever happens (cal-real.md 2); defaults to
   * 2000.
   */
  slotsCacheMs?: number;
  /**
   * Hosted Cal.com (the default) or the open-source server (cal-real.md), which accepts no answer to a number question,
   * has no route for teams, has fewer members in the webhook of a rescheduled booking that needs confirmation, and
   * answers 403 if a key is missing.
   */
  edition?: 'hosted' | 'open-source';
  /**
   * The type of answers to number questions, which differs between releases of Cal.com; defaults to `number`, for the
   * open-source server to `none`.
   */
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
  /** Cached answers of slots queries, by the exact query. */
  slotsCache: Map<string, {until: number; days: unknown}>;
  log(entry: LogEntry): void;
  /** Clears all state and registers the subscribers of the options again. */
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

/** Creates an empty world; `log` receives everything that happens in it. */
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
        coversAll: true,
      }));
    },
  };
  world.reset();
  return world;
}

/** The address of an event type's booking page, without a trailing slash. */
export function pageAddress(world: World, path: string): string {
  return `${world.options.origin}${world.options.basePath}/${path}`;
}

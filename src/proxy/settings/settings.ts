import {z} from 'zod';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {SigningKey} from './keys.ts';
import {
  apiAddress,
  basePath,
  databaseAddress,
  days,
  directory,
  eventTypesOf,
  key,
  origins,
  secrets,
  signingKeys,
} from './fields.ts';
import {optionalKeys, perMinute, pageAddress, yes} from './booking.ts';
import type {LiveLimits} from './live-limits.ts';
import {liveLimits, signatureHeader} from './live.ts';
import {proxyCount, publicAddress} from './outside.ts';

/** What the proxy runs with; checked. */
export interface Settings {
  /** Cal.com's API without `/v2` and without a slash at its end. */
  calApiUrl: string;
  calApiKey: string;
  /** The secrets Cal.com may sign webhooks with. */
  webhookSecrets: string[];
  /** The header Cal.com signs a webhook in, in small letters. */
  signatureHeader: string;
  /** Pages show where an accepted booking is joined. */
  joinLinks: boolean;
  /** How many live streams may be open at once. */
  liveLimits: LiveLimits;
  /** Origins of the pages that may call. */
  allowedOrigins: string[];
  /** What may be booked; `*` is everything the key can see. */
  eventTypes: '*' | EventTypeRef[];
  signingKeys: SigningKey[];
  /** Opens `/ops`, which is not there without it. */
  adminToken?: string | undefined;
  /** Where the data is without a `databaseUrl`. */
  dataDirectory: string;
  /** The PostgreSQL database the data is in, with its password. */
  databaseUrl?: string | undefined;
  /** How long webhooks and logs are kept. */
  retentionDays: number;
  /** How long a booking is kept after its end, and after the last word about it. */
  keepDays: number;
  /** The path the proxy is mounted under, e.g. `/booking`; empty at the root. */
  basePath: string;
  /** Where it is reached from outside, with its path; without it the requests say so. */
  publicUrl?: string | undefined;
  /** How many reverse proxies stand before it; 0 believes none of their headers. */
  trustedProxies?: number | undefined;
  /** `/metrics` is for all; without it for who sends the metrics token. */
  openMetrics: boolean;
  /** Opens `/metrics`. */
  metricsToken?: string | undefined;
  /** Calls to Cal.com in any 60 seconds, with the key and without it; of several proxies each has its own. */
  callsPerMinute: number;
  /** What the shop's backend signs checkout tokens with. */
  checkoutKeys: SigningKey[];
  /** Nobody books without a checkout token. */
  requireCheckoutToken: boolean;
  /** The page where visitors change their bookings; links to it carry a token. */
  manageUrl?: string | undefined;
}

/** Characters of a token that nobody guesses. */
const shortestToken = 16;

/** Settings as they are written: lists may be texts with commas. */
export interface SettingsInput {
  calApiUrl?: string | undefined;
  calApiKey: string;
  webhookSecrets: string | string[];
  /** `x-cal-signature-256` without it; forks of Cal.com have their own. */
  signatureHeader?: string | undefined;
  /** False without it: whoever holds a live token could join the call. */
  joinLinks?: boolean | string | undefined;
  /** `booking=24,visitor=200,waiting=50,all=20000` without it. */
  liveLimits?: Partial<LiveLimits> | string | undefined;
  allowedOrigins: string | string[];
  eventTypes: string | string[];
  /** `kid:secret`; the first signs, all of them verify. Secrets have 32 characters or more. */
  signingKeys: string | string[];
  adminToken?: string | undefined;
  dataDirectory?: string | undefined;
  /** `postgres://user:password@host:5432/database`; SQLite in `dataDirectory` without it. */
  databaseUrl?: string | undefined;
  /** 1 to 3650; 30 without it. */
  retentionDays?: number | string | undefined;
  /** 1 to 3650; 90 without it. */
  keepDays?: number | string | undefined;
  basePath?: string | undefined;
  publicUrl?: string | undefined;
  trustedProxies?: number | string | undefined;
  /** 16 characters or more. */
  metricsToken?: string | undefined;
  /** False without it. */
  openMetrics?: boolean | string | undefined;
  /** 2 to 6000; 100 without it. Cal.com refuses the 121st and locks accounts that go on. */
  callsPerMinute?: number | string | undefined;
  /** `kid:secret` of 32 characters or more; the shop's backend signs with one of them. */
  checkoutKeys?: string | string[] | undefined;
  requireCheckoutToken?: boolean | string | undefined;
  manageUrl?: string | undefined;
}

const schemaFor = (api: string | undefined) =>
  z
    .object({
      calApiKey: key('write the API key of the Cal.com account, as its settings page shows it'),
      webhookSecrets: secrets,
      signatureHeader,
      joinLinks: yes,
      liveLimits,
      allowedOrigins: origins,
      eventTypes: eventTypesOf(api),
      signingKeys,
      calApiUrl: apiAddress,
      adminToken: key('write the admin token').optional(),
      dataDirectory: directory,
      basePath,
      publicUrl: publicAddress,
      trustedProxies: proxyCount,
      metricsToken: key('write the token that opens /metrics')
        .refine(
          token => token.length >= shortestToken,
          `is shorter than ${shortestToken} characters: write a longer one`,
        )
        .optional(),
      openMetrics: yes,
      databaseUrl: databaseAddress,
      retentionDays: days(30),
      keepDays: days(90),
      callsPerMinute: perMinute,
      checkoutKeys: optionalKeys,
      requireCheckoutToken: yes,
      manageUrl: pageAddress,
    })
    .refine(({requireCheckoutToken, checkoutKeys}) => !requireCheckoutToken || checkoutKeys.length > 0, {
      path: ['checkoutKeys'],
      message:
        "is missing, but no booking is made without a checkout token: write kid:secret, the key that the shop's backend signs with",
    });

const environmentNames: Record<keyof z.input<ReturnType<typeof schemaFor>>, string> = {
  calApiKey: 'CAL_API_KEY',
  webhookSecrets: 'CAL_WEBHOOK_SECRETS',
  signatureHeader: 'CAL_WEBHOOK_SIGNATURE_HEADER',
  joinLinks: 'BOOKING_JOIN_LINKS',
  liveLimits: 'BOOKING_LIVE_LIMITS',
  allowedOrigins: 'BOOKING_ALLOWED_ORIGINS',
  eventTypes: 'BOOKING_EVENT_TYPES',
  signingKeys: 'BOOKING_SIGNING_KEYS',
  calApiUrl: 'CAL_API_URL',
  adminToken: 'BOOKING_ADMIN_TOKEN',
  dataDirectory: 'BOOKING_DATA',
  basePath: 'BOOKING_BASE_PATH',
  publicUrl: 'BOOKING_PUBLIC_URL',
  trustedProxies: 'BOOKING_TRUSTED_PROXIES',
  metricsToken: 'BOOKING_METRICS_TOKEN',
  openMetrics: 'BOOKING_OPEN_METRICS',
  databaseUrl: 'DATABASE_URL',
  retentionDays: 'BOOKING_RETENTION_DAYS',
  keepDays: 'BOOKING_KEEP_DAYS',
  callsPerMinute: 'BOOKING_CALLS_PER_MINUTE',
  checkoutKeys: 'BOOKING_CHECKOUT_KEYS',
  requireCheckoutToken: 'BOOKING_REQUIRE_CHECKOUT_TOKEN',
  manageUrl: 'BOOKING_MANAGE_URL',
};

/** Settings that are missing or unsafe: one sentence each, none of which holds a secret. */
export class SettingsError extends Error {
  readonly sentences: string[];

  constructor(sentences: string[]) {
    super(sentences.join('\n'));
    this.name = 'SettingsError';
    this.sentences = sentences;
  }
}

/** Checks settings and fills in the defaults. Throws a `SettingsError`; `nameOf` says how its sentences call a setting. */
export function checkSettings(input: object, nameOf = (option: string) => `createProxy: ${option}`): Settings {
  const api = apiAddress.safeParse((input as Partial<SettingsInput>).calApiUrl);
  const result = schemaFor(api.data).safeParse(input);
  if (!result.success) {
    throw new SettingsError(
      result.error.issues.map(({path: [option], message}) => `${nameOf(String(option))} ${message}.`),
    );
  }
  return result.data;
}

/** The settings of a record of environment variables; a variable that is empty counts as missing. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Partial<SettingsInput> {
  const found = Object.entries(environmentNames).map(([option, name]) => [option, environment[name]?.trim()] as const);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/** How a setting is called in the environment. */
export function environmentName(option: string): string {
  return (environmentNames as Record<string, string>)[option] ?? option;
}

/** What is allowed and still worth a thought: one sentence each, none of which holds a secret. */
export function findWarnings(settings: Settings, nameOf = (option: string) => option): string[] {
  const {adminToken, allowedOrigins, eventTypes: offered, signingKeys, webhookSecrets} = settings;
  return [
    offered === '*' &&
      `${nameOf('eventTypes')} is *: everything the API key can see can be booked; list the event types instead.`,
    adminToken !== undefined &&
      adminToken.length < shortestToken &&
      `${nameOf('adminToken')} is shorter than ${shortestToken} characters: write a longer one.`,
    webhookSecrets.some(secret => secret.length < 16) &&
      `${nameOf('webhookSecrets')} holds a secret shorter than 16 characters: write a longer one, here and in Cal.com.`,
    signingKeys.some(({secret}) => new Set(secret).size < 8) &&
      `${nameOf('signingKeys')} holds a secret that repeats a few characters: write 32 random ones.`,
    allowedOrigins.some(origin => /^http:\/\/(?!localhost|127\.|\[::1\])/.test(origin)) &&
      `${nameOf('allowedOrigins')} holds an http:// address: whoever is on its way can change that page; use https://.`,
    settings.callsPerMinute > 115 &&
      /\/\/api\.cal\.(com|eu)(\/|$)/.test(settings.calApiUrl) &&
      `${nameOf('callsPerMinute')} is more than Cal.com's 120 a minute leave room for: who goes beyond them is locked out.`,
    settings.databaseUrl !== undefined &&
      isOpenAddress(settings.databaseUrl) &&
      `${nameOf('databaseUrl')} reaches its server without TLS: add ?sslmode=verify-full.`,
  ].filter(warning => warning !== false);
}

/** Whether a database's address leads over a network of other people, and nothing in it asks for TLS. */
function isOpenAddress(address: string): boolean {
  const {hostname, searchParams} = new URL(address);
  const isOwn =
    !hostname.includes('.') ||
    /^(127|10|192\.168|172\.(1[6-9]|2\d|3[01]))\.[\d.]+$|\.(local|internal|localhost)$/.test(hostname);
  return !isOwn && !searchParams.has('ssl') && (searchParams.get('sslmode') ?? 'disable') === 'disable';
}

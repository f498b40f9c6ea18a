import type {z} from 'zod';
import {optionalKeys, pageAddress, perMinute, yes} from './booking.ts';
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
import {liveLimits, signatureHeader} from './live.ts';
import {privateTargets, proxyCount, publicAddress} from './outside.ts';

/** A setting: its schema, its environment variable, and its description for the help and the README. */
interface Setting {
  variable: string;
  schema: z.ZodType;
  /** One sentence in Markdown, without a full stop. */
  description: string;
  /** As it would be written; settings without one are required or off. */
  default?: string;
  isRequired?: true;
}

/** The shortest token accepted, in characters. */
export const shortestToken = 16;

const metricsToken = key('write the token for /metrics')
  .refine(token => token.length >= shortestToken, `is shorter than ${shortestToken} characters: use a longer one`)
  .optional();

/** Every setting of `createProxy`, by its option. Checks, `--help`, `doctor`, the README and `.env.example` use it. */
export const table = {
  calApiKey: {
    variable: 'CAL_API_KEY',
    schema: key('write the API key of the Cal.com account, as its settings page shows it'),
    description: 'Your Cal.com API key; it never leaves the proxy',
    isRequired: true,
  },
  webhookSecrets: {
    variable: 'CAL_WEBHOOK_SECRETS',
    schema: secrets,
    description: 'Secrets of the webhook in Cal.com, separated by commas; all are accepted, the first is registered',
    isRequired: true,
  },
  allowedOrigins: {
    variable: 'BOOKING_ALLOWED_ORIGINS',
    schema: origins,
    description: 'Origins of the sites that may book, separated by commas',
    isRequired: true,
  },
  eventTypes: {
    variable: 'BOOKING_EVENT_TYPES',
    schema: eventTypesOf(undefined),
    description:
      'What may be booked: `user/slug`, ids or addresses of booking pages, separated by commas; `*` is everything',
    isRequired: true,
  },
  signingKeys: {
    variable: 'BOOKING_SIGNING_KEYS',
    schema: signingKeys,
    description: '`kid:secret`, separated by commas; the first signs, all verify; secrets have 32 characters or more',
    isRequired: true,
  },
  calApiUrl: {
    variable: 'CAL_API_URL',
    schema: apiAddress,
    description: "Address of Cal.com's API",
    default: 'https://api.cal.com',
  },
  signatureHeader: {
    variable: 'CAL_WEBHOOK_SIGNATURE_HEADER',
    schema: signatureHeader,
    description: "Header of a webhook's signature",
    default: 'x-cal-signature-256',
  },
  publicUrl: {
    variable: 'BOOKING_PUBLIC_URL',
    schema: publicAddress,
    description: 'Address the proxy is reached at from outside, with its path; sites and Cal.com learn it',
  },
  basePath: {
    variable: 'BOOKING_BASE_PATH',
    schema: basePath,
    description: 'Path the proxy is mounted under, such as `/booking`',
  },
  trustedProxies: {
    variable: 'BOOKING_TRUSTED_PROXIES',
    schema: proxyCount,
    description: 'Number of reverse proxies in front; `0` ignores all `X-Forwarded` headers',
  },
  dataDirectory: {
    variable: 'BOOKING_DATA',
    schema: directory,
    description: 'Directory of the SQLite database',
    default: './data',
  },
  databaseUrl: {
    variable: 'DATABASE_URL',
    schema: databaseAddress,
    description:
      '`postgres://user:password@host:5432/database` instead of the directory; any number of proxies may share it',
  },
  retentionDays: {
    variable: 'BOOKING_RETENTION_DAYS',
    schema: days(30),
    description: 'Days that webhooks and logs are kept; answers to booking attempts are kept for about one day',
    default: '30',
  },
  keepDays: {
    variable: 'BOOKING_KEEP_DAYS',
    schema: days(90),
    description: 'Days that a booking is kept after its end and the last event about it',
    default: '90',
  },
  callsPerMinute: {
    variable: 'BOOKING_CALLS_PER_MINUTE',
    schema: perMinute,
    description: 'Calls to Cal.com in any minute; with several proxies, give each its part',
    default: '100',
  },
  liveLimits: {
    variable: 'BOOKING_LIVE_LIMITS',
    schema: liveLimits,
    description: 'Live streams that may be open at once',
    default: 'booking=24,visitor=200,waiting=50,all=20000',
  },
  adminToken: {
    variable: 'BOOKING_ADMIN_TOKEN',
    schema: key('write the admin token').optional(),
    description: 'Opens `/ops` and `/ops/api`, which are closed without it; use 32 random characters',
  },
  metricsToken: {
    variable: 'BOOKING_METRICS_TOKEN',
    schema: metricsToken,
    description: 'Bearer token for `/metrics`, 16 characters or more; without it `/metrics` is closed',
  },
  openMetrics: {
    variable: 'BOOKING_OPEN_METRICS',
    schema: yes,
    description: '`true` opens `/metrics` to everybody, for a proxy that only your own network reaches',
  },
  checkoutKeys: {
    variable: 'BOOKING_CHECKOUT_KEYS',
    schema: optionalKeys,
    description: "`kid:secret`, what the shop's backend signs checkout tokens with",
  },
  requireCheckoutToken: {
    variable: 'BOOKING_REQUIRE_CHECKOUT_TOKEN',
    schema: yes,
    description: '`true` refuses bookings without a checkout token',
  },
  manageUrl: {
    variable: 'BOOKING_MANAGE_URL',
    schema: pageAddress,
    description: 'Page of your site where visitors change their bookings',
  },
  privateTargets: {
    variable: 'BOOKING_PRIVATE_TARGETS',
    schema: privateTargets,
    description:
      'Hosts in your own network that effects may call, also without TLS, such as `n8n.internal:5678`, separated by ' +
      'commas',
  },
  joinLinks: {
    variable: 'BOOKING_JOIN_LINKS',
    schema: yes,
    description: '`true` shows sites the link that joins an accepted booking',
  },
} satisfies Record<string, Setting>;

export type Option = keyof typeof table;

/** Settings of `booking-proxy serve` only. */
const serveTable = {
  PORT: {description: 'Port that `serve` listens on', default: '8787'},
  HOST: {description: 'Address that `serve` listens on; `0.0.0.0` in a container', default: '127.0.0.1'},
  BOOKING_KEEP_ALIVE_SECONDS: {
    description: 'Seconds that `serve` keeps idle connections; more than your load balancer does',
    default: '75',
  },
};

/** A row of the settings' documentation. */
export interface SettingRow {
  variable: string;
  description: string;
  default?: string | undefined;
  isRequired: boolean;
}

/** All settings in the order they are documented in. */
export const settingRows: readonly SettingRow[] = [
  ...Object.values<Setting>(table).map(({variable, description, default: usual, isRequired = false}) => ({
    variable,
    description,
    default: usual,
    isRequired,
  })),
  ...Object.entries(serveTable).map(([variable, row]) => ({variable, ...row, isRequired: false})),
];

import {z} from 'zod';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {SigningKey} from './keys.ts';
import {apiAddress, eventTypesOf} from './fields.ts';
import type {LiveLimits} from './live-limits.ts';
import {table, type Option} from './table.ts';

/** The validated settings. */
export interface Settings {
  /** The URL of Cal.com's API, without `/v2` and without a trailing slash. */
  calApiUrl: string;
  calApiKey: string;
  /** The secrets Cal.com may sign webhooks with. */
  webhookSecrets: string[];
  /** The header with a webhook's signature, in lower case. */
  signatureHeader: string;
  /** Whether visitors see the join link of an accepted booking. */
  joinLinks: boolean;
  /** The most live streams open at once. */
  liveLimits: LiveLimits;
  /** Origins of the sites that may call. */
  allowedOrigins: string[];
  /** The event types that may be booked; `*` means all the key can see. */
  eventTypes: '*' | EventTypeRef[];
  signingKeys: SigningKey[];
  /** Required for `/ops`, which does not exist without it. */
  adminToken?: string | undefined;
  /** The data directory, if there is no `databaseUrl`. */
  dataDirectory: string;
  /** The URL of the PostgreSQL database, with its password. */
  databaseUrl?: string | undefined;
  /** How many days webhooks and logs are kept. */
  retentionDays: number;
  /** How many days a booking is kept after its end and after the last news about it. */
  keepDays: number;
  /** The path the proxy is mounted under, e.g. `/booking`; empty at the root. */
  basePath: string;
  /** The public URL, with the path. Derived from each request if absent. */
  publicUrl?: string | undefined;
  /** The number of reverse proxies in front; 0 ignores their headers. */
  trustedProxies?: number | undefined;
  /** Whether `/metrics` is public. If not, it requires the metrics token. */
  openMetrics: boolean;
  /** Gives access to `/metrics`. */
  metricsToken?: string | undefined;
  /** The most calls to Cal.com in any 60 seconds, with and without the key; each proxy counts its own. */
  callsPerMinute: number;
  /** The keys the shop's backend signs checkout tokens with. */
  checkoutKeys: SigningKey[];
  /** Whether every booking requires a checkout token. */
  requireCheckoutToken: boolean;
  /** The site's page where visitors change their bookings; links to it carry a token. */
  manageUrl?: string | undefined;
  /** Hosts (`host` or `host:port`) that effects may call although their addresses are private. */
  privateTargets: string[];
}

/** Settings as written; lists may be comma-separated strings. */
export interface SettingsInput {
  calApiUrl?: string | undefined;
  calApiKey: string;
  webhookSecrets: string | string[];
  /** Defaults to `x-cal-signature-256`; forks of Cal.com use their own. */
  signatureHeader?: string | undefined;
  /** Defaults to false, because anyone with a live token could join the call. */
  joinLinks?: boolean | string | undefined;
  /** Defaults to `booking=24,visitor=200,waiting=50,all=20000`. */
  liveLimits?: Partial<LiveLimits> | string | undefined;
  allowedOrigins: string | string[];
  eventTypes: string | string[];
  /** `kid:secret`. The first signs; all of them verify. Secrets have 32 characters or more. */
  signingKeys: string | string[];
  adminToken?: string | undefined;
  dataDirectory?: string | undefined;
  /** `postgres://user:password@host:5432/database`. Defaults to SQLite in `dataDirectory`. */
  databaseUrl?: string | undefined;
  /** 1 to 3650 days. Defaults to 30. */
  retentionDays?: number | string | undefined;
  /** 1 to 3650 days. Defaults to 90. */
  keepDays?: number | string | undefined;
  basePath?: string | undefined;
  publicUrl?: string | undefined;
  trustedProxies?: number | string | undefined;
  /** 16 characters or more. */
  metricsToken?: string | undefined;
  /** Defaults to false. */
  openMetrics?: boolean | string | undefined;
  /** 2 to 6000. Defaults to 100. Cal.com rejects the 121st call and locks accounts that continue. */
  callsPerMinute?: number | string | undefined;
  /** `kid:secret` with 32 characters or more; the shop's backend signs with one of them. */
  checkoutKeys?: string | string[] | undefined;
  requireCheckoutToken?: boolean | string | undefined;
  manageUrl?: string | undefined;
  /** `host` or `host:port`, such as `n8n.internal:5678`. Defaults to none. */
  privateTargets?: string | string[] | undefined;
}

type Shape = {[Name in Option]: (typeof table)[Name]['schema']};

/** The table's schemas. The API's URL is needed first, because it determines which booking pages may be named. */
function schemaFor(api: string | undefined) {
  const shape = Object.fromEntries(Object.entries(table).map(([option, {schema}]) => [option, schema])) as Shape;
  return z
    .object({...shape, eventTypes: eventTypesOf(api)})
    .refine(({requireCheckoutToken, checkoutKeys}) => !requireCheckoutToken || checkoutKeys.length > 0, {
      path: ['checkoutKeys'],
      message:
        "is missing, but bookings require a checkout token: write kid:secret, the key the shop's backend signs with",
    });
}

/** Missing or unsafe settings, one sentence each. No sentence contains a secret. */
export class SettingsError extends Error {
  readonly sentences: string[];

  constructor(sentences: string[]) {
    super(sentences.join('\n'));
    this.name = 'SettingsError';
    this.sentences = sentences;
  }
}

/**
 * Validates settings and fills in defaults. Throws a `SettingsError`; `nameOf` returns a setting's name for messages.
 */
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

/** Reads settings from environment variables; empty variables count as missing. */
export function readEnvironment(environment: Readonly<Record<string, string | undefined>>): Partial<SettingsInput> {
  const found = Object.entries(table).map(([option, {variable}]) => [option, environment[variable]?.trim()] as const);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/** The environment variable of a setting. */
export function environmentName(option: string): string {
  return Object.hasOwn(table, option) ? table[option as Option].variable : option;
}

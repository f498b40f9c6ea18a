import {z} from 'zod';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {SigningKey} from './keys.ts';
import {apiAddress, eventTypesOf} from './fields.ts';
import type {LiveLimits} from './live-limits.ts';
import {table, type Option} from './table.ts';

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

type Shape = {[Name in Option]: (typeof table)[Name]['schema']};

/** The table's schemas. Which booking pages may be named depends on the API, so its address is needed first. */
function schemaFor(api: string | undefined) {
  const shape = Object.fromEntries(Object.entries(table).map(([option, {schema}]) => [option, schema])) as Shape;
  return z
    .object({...shape, eventTypes: eventTypesOf(api)})
    .refine(({requireCheckoutToken, checkoutKeys}) => !requireCheckoutToken || checkoutKeys.length > 0, {
      path: ['checkoutKeys'],
      message:
        "is missing, but no booking is made without a checkout token: write kid:secret, the key that the shop's backend signs with",
    });
}

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
  const found = Object.entries(table).map(([option, {variable}]) => [option, environment[variable]?.trim()] as const);
  return Object.fromEntries(found.filter(([, value]) => value));
}

/** How a setting is called in the environment. */
export function environmentName(option: string): string {
  return Object.hasOwn(table, option) ? table[option as Option].variable : option;
}

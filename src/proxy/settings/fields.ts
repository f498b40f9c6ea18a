import {z} from 'zod';
import {readCalLink} from '../../core/model/cal-link.ts';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {SigningKey} from './keys.ts';

type Refuse = (message: string) => void;

/** A string; `advice` says what to write if it is missing. */
function text(advice: string) {
  return z
    .string({error: ({input}) => `${input === undefined ? 'is missing' : 'is not a string'}: ${advice}`})
    .trim()
    .refine(value => value !== '', `is missing: ${advice}`);
}

/** A list, or a comma-separated string; never empty. */
function list(advice: string) {
  const written = z.union([z.string(), z.array(z.string())], {
    error: ({input}) => `${input === undefined ? 'is missing' : 'is not a list of strings'}: ${advice}`,
  });
  return written
    .transform(value => (typeof value === 'string' ? value.split(',') : value).map(item => item.trim()).filter(Boolean))
    .refine(items => items.length > 0, {error: `is missing: ${advice}`, abort: true});
}

/** Reads each item of a list and reports the first invalid one. */
function each<T>(read: (item: string, refuse: Refuse) => T | undefined) {
  return (items: string[], context: z.RefinementCtx<string[]>): T[] => {
    let refused = false;
    const refuse: Refuse = message => {
      if (!refused) context.addIssue({code: 'custom', message});
      refused = true;
    };
    return items.flatMap(item => read(item, refuse) ?? []);
  };
}

/** A secret that is sent in a header. */
export function key(advice: string) {
  return text(advice).refine(
    value => /^[\x21-\x7e]+$/.test(value),
    `contains spaces or characters that are not allowed in a key: ${advice}`,
  );
}

/** The secrets of webhooks; not empty. */
export const secrets = list('write the secret of the webhook in Cal.com (several separated by commas)');

function readOrigin(item: string, refuse: Refuse): string | undefined {
  const advice = 'write the exact origins of your site, such as https://www.example.com';
  if (item.includes('*')) return void refuse(`contains a *, which would let every website book: ${advice}`);
  const url = URL.canParse(item) ? new URL(item) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return void refuse(`contains "${shorten(item)}", which is not an http(s) origin: ${advice}`);
  if (url.href !== `${url.origin}/`)
    return void refuse(`contains "${url.origin}${url.pathname}", which is more than an origin: ${advice}`);
  return url.origin;
}

/** Exact http(s) origins; rejects `*`. */
export const origins = list('write the origins of the sites that may book, such as https://www.example.com').transform(
  each(readOrigin),
);

const refs = list(
  "write what may be booked, such as rick/30min or an event type's number (several separated by commas)",
);

/** Cal-links and ids, or `*`. Rejects the URL of a booking page on another server than `api`. */
export function eventTypesOf(api: string | undefined) {
  const read = each((item, refuse): EventTypeRef | undefined => {
    const ref = readCalLink(item, true, api);
    if (typeof ref !== 'string') return ref;
    return void refuse(
      `contains "${shorten(item)}", which ${ref}: write user/slug, team/team-slug/slug or the event type's number`,
    );
  });
  return refs.transform((items, context): '*' | EventTypeRef[] => (items.includes('*') ? '*' : read(items, context)));
}

function readSigningKeys(items: string[], context: z.RefinementCtx<string[]>): SigningKey[] {
  const advice = 'write kid:secret, the secret with 32 random characters or more (several separated by commas)';
  const seen = new Set<string>();
  return each((item, refuse): SigningKey | undefined => {
    const [, kid, secret] = /^([\w-]{1,32}):(.*)$/s.exec(item) ?? [];
    if (kid === undefined || secret === undefined) return void refuse(`contains a key without a name: ${advice}`);
    if (secret.length < 32) return void refuse(`contains a secret shorter than 32 characters (of "${kid}"): ${advice}`);
    if (seen.has(kid)) return void refuse(`has two keys named "${kid}": give each its own name`);
    seen.add(kid);
    return {kid, secret};
  })(items, context);
}

/** Named secrets of 32 characters or more, with distinct names. */
export const signingKeys = list('write kid:secret, the secret with 32 random characters or more').transform(
  readSigningKeys,
);

/** The URL of Cal.com's API, without `/v2` and without a trailing slash. */
export const apiAddress = z
  .string({error: "is not a string: write the URL of Cal.com's API, such as https://api.cal.com"})
  .trim()
  .default('https://api.cal.com')
  .transform((address, context) => {
    const refuse = (why: string) => {
      context.addIssue({
        code: 'custom',
        message: `${why}: write the URL of Cal.com's API, such as https://api.cal.com`,
      });
      return z.NEVER;
    };
    if (!URL.canParse(address)) return refuse('is not a URL');
    const url = new URL(address);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('does not start with https:// or http://');
    if (url.username || url.password || url.search || url.hash)
      return refuse('contains a user name, a password, a query or a #fragment');
    return (
      url.origin +
      url.pathname
        .replace(/(?<!\/)\/+$/, '')
        .replace(/\/v2$/, '')
        .replace(/(?<!\/)\/+$/, '')
    );
  });

/** The data directory. Defaults to `./data`. */
export const directory = z
  .string({error: 'is not a string: write a directory, such as ./data'})
  .trim()
  .default('./data');

/** The path the proxy is mounted under, without a trailing slash. Defaults to the root. */
export const basePath = z
  .string({error: 'is not a string: write a path, such as /booking'})
  .trim()
  .default('')
  .transform(path => path.replace(/(?<!\/)\/+$/, ''))
  .refine(path => /^(\/[\w.~-]+)*$/.test(path), 'is not a path: write one that starts with a slash, such as /booking');

const exampleDatabase = 'postgres://user:password@host:5432/database';

function decodes(address: string): boolean {
  try {
    decodeURIComponent(address);
    return true;
  } catch {
    return false;
  }
}

/** The URL of a PostgreSQL database; optional. Errors never repeat its value, which contains a password. */
export const databaseAddress = z
  .string({error: `is not a string: write ${exampleDatabase}`})
  .trim()
  .refine(address => /^postgres(ql)?:\/\//.test(address), {
    error: `does not start with postgres://: write ${exampleDatabase}, or remove it to keep the data in SQLite`,
    abort: true,
  })
  .refine(address => URL.canParse(address), {
    error: `is not a URL: write ${exampleDatabase}, with %23 %2F %3A %3F %40 for # / : ? @ in the password`,
    abort: true,
  })
  .refine(decodes, {
    error: `contains a % that encodes nothing: write %25 for it, as in ${exampleDatabase}`,
    abort: true,
  })
  .refine(address => new URL(address).pathname.length > 1, `names no database: write ${exampleDatabase}`)
  .optional();

/** A number of days. Defaults to `usual`. */
export function days(usual: number) {
  const advice = `must be a number of days from 1 to 3650, such as ${usual}`;
  return z
    .union(
      [
        z.number(),
        z
          .string()
          .trim()
          .regex(/^\d{1,4}$/)
          .transform(Number),
      ],
      {error: advice},
    )
    .refine(value => Number.isInteger(value) && value >= 1 && value <= 3650, advice)
    .default(usual);
}

// A mistyped line may contain the secret of its neighbour.
function shorten(item: string): string {
  return /cal_|:[^/]|\w{24}/.test(item) ? '…' : item.slice(0, 60);
}

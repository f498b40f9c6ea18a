import {z} from 'zod';
import {readCalLink} from '../../core/model/cal-link.ts';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {SigningKey} from './keys.ts';

type Refuse = (message: string) => void;

/** A text; `advice` says what to write when there is none. */
function text(advice: string) {
  return z
    .string({error: ({input}) => `${input === undefined ? 'is missing' : 'is not a text'}: ${advice}`})
    .trim()
    .refine(value => value !== '', `is missing: ${advice}`);
}

/** A list, or a text with commas; never empty. */
function list(advice: string) {
  const written = z.union([z.string(), z.array(z.string())], {
    error: ({input}) => `${input === undefined ? 'is missing' : 'is not a list of texts'}: ${advice}`,
  });
  return written
    .transform(value => (typeof value === 'string' ? value.split(',') : value).map(item => item.trim()).filter(Boolean))
    .refine(items => items.length > 0, {error: `is missing: ${advice}`, abort: true});
}

/** Reads each item of a list; of several wrong ones the first is told. */
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

/** A secret that goes into a header. */
export function key(advice: string) {
  return text(advice).refine(value => /^[\x21-\x7e]+$/.test(value), `holds spaces or characters no key has: ${advice}`);
}

/** The secrets of webhooks; not empty. */
export const secrets = list('write the secret the webhook has in Cal.com (several with commas between them)');

function readOrigin(item: string, refuse: Refuse): string | undefined {
  const advice = 'write the exact origins of your pages, such as https://www.example.com';
  if (item.includes('*')) return void refuse(`holds a *, which would let every website book: ${advice}`);
  const url = URL.canParse(item) ? new URL(item) : undefined;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    return void refuse(`holds "${shorten(item)}", which is no http(s) origin: ${advice}`);
  if (url.href !== `${url.origin}/`)
    return void refuse(`holds "${url.origin}${url.pathname}", which is more than an origin: ${advice}`);
  return url.origin;
}

/** Exact http(s) origins; `*` is refused. */
export const origins = list('write the origins of the pages that may book, such as https://www.example.com').transform(
  each(readOrigin),
);

const refs = list(
  "write what may be booked, such as rick/30min or an event type's number (several with commas between them)",
);

/** Cal-links and ids, or `*`. An address of a booking page is refused when it is of another server than `api`. */
export function eventTypesOf(api: string | undefined) {
  const read = each((item, refuse): EventTypeRef | undefined => {
    const ref = readCalLink(item, true, api);
    if (typeof ref !== 'string') return ref;
    return void refuse(
      `holds "${shorten(item)}", which ${ref}: write user/slug, team/team-slug/slug or the event type's number`,
    );
  });
  return refs.transform((items, context): '*' | EventTypeRef[] => (items.includes('*') ? '*' : read(items, context)));
}

function readSigningKeys(items: string[], context: z.RefinementCtx<string[]>): SigningKey[] {
  const advice = 'write kid:secret, the secret with 32 random characters or more (several with commas between them)';
  const seen = new Set<string>();
  return each((item, refuse): SigningKey | undefined => {
    const [, kid, secret] = /^([\w-]{1,32}):(.*)$/s.exec(item) ?? [];
    if (kid === undefined || secret === undefined) return void refuse(`holds a key without a name: ${advice}`);
    if (secret.length < 32) return void refuse(`holds a secret shorter than 32 characters (of "${kid}"): ${advice}`);
    if (seen.has(kid)) return void refuse(`names two keys "${kid}": give each its own name`);
    seen.add(kid);
    return {kid, secret};
  })(items, context);
}

/** Named secrets of 32 characters or more; no name twice. */
export const signingKeys = list('write kid:secret, the secret with 32 random characters or more').transform(
  readSigningKeys,
);

/** The address of Cal.com's API, without `/v2` and without a slash at its end. */
export const apiAddress = z
  .string({error: "is not a text: write the address of Cal.com's API, such as https://api.cal.com"})
  .trim()
  .default('https://api.cal.com')
  .transform((address, context) => {
    const refuse = (why: string) => {
      context.addIssue({
        code: 'custom',
        message: `${why}: write the address of Cal.com's API, such as https://api.cal.com`,
      });
      return z.NEVER;
    };
    if (!URL.canParse(address)) return refuse('is not an address');
    const url = new URL(address);
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse('does not start with https:// or http://');
    if (url.username || url.password || url.search || url.hash)
      return refuse('holds a user name, a password, a query or a #fragment');
    return (
      url.origin +
      url.pathname
        .replace(/(?<!\/)\/+$/, '')
        .replace(/\/v2$/, '')
        .replace(/(?<!\/)\/+$/, '')
    );
  });

/** Where the data is; `./data` by default. */
export const directory = z.string({error: 'is not a text: write a directory, such as ./data'}).trim().default('./data');

/** The path it is mounted under, without a slash at its end; empty by default. */
export const basePath = z
  .string({error: 'is not a text: write a path, such as /booking'})
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

/** The address of a PostgreSQL database; none by default. What was written is never told: it holds a password. */
export const databaseAddress = z
  .string({error: `is not a text: write ${exampleDatabase}`})
  .trim()
  .refine(address => /^postgres(ql)?:\/\//.test(address), {
    error: `does not begin with postgres://: write ${exampleDatabase}, or remove it to keep the data in SQLite`,
    abort: true,
  })
  .refine(address => URL.canParse(address), {
    error: `is not an address: write ${exampleDatabase}, with %23 %2F %3A %3F %40 for # / : ? @ in the password`,
    abort: true,
  })
  .refine(decodes, {
    error: `holds a % that stands for nothing: write %25 for it, as in ${exampleDatabase}`,
    abort: true,
  })
  .refine(address => new URL(address).pathname.length > 1, `names no database: write ${exampleDatabase}`)
  .optional();

/** How many days something is kept; `usual` without a word. */
export function days(usual: number) {
  const advice = `is not a number of days: write one from 1 to 3650, such as ${usual}`;
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

// A mistyped line may hold a secret of its neighbour.
function shorten(item: string): string {
  return /cal_|:[^/]|\w{24}/.test(item) ? '…' : item.slice(0, 60);
}

import {throttled} from '../errors.ts';

const windowMs = 60_000;
const tokenLimit = 500;
const keyLimit = 120;

interface Bucket {
  count: number;
  resetsAt: number;
  blockedUntil: number;
}

function bucketOf(headers: Headers): {name: string; limit: number} {
  const authorization = headers.get('authorization')?.replace(/^Bearer /, '');
  if (authorization)
    return {name: `auth:${authorization}`, limit: authorization.startsWith('cal_') ? keyLimit : tokenLimit};
  const client = headers.get('x-cal-client-id');
  if (client) return {name: `client:${client}`, limit: tokenLimit};
  return {name: `ip:${headers.get('cf-connecting-ip') ?? 'local'}`, limit: keyLimit};
}

/** Cal.com's limiter: a bucket per key, client or address; the request above the limit starts a block of 60 s. */
export function createThrottle(now: () => number) {
  const buckets = new Map<string, Bucket>();
  return {
    /**
     * Counts a request. Returns the headers for every answer (reset is in seconds, without Retry-After) and the refusal
     * after too many requests. `own` is an endpoint's own limit.
     */
    count(headers: Headers, own?: {route: string; limit: number}): {headers: Record<string, string>; refusal?: Error} {
      const {name, limit: general} = bucketOf(headers);
      const limit = own?.limit ?? general;
      const key = own ? `${own.route} ${name}` : name;
      const at = now();
      let bucket = buckets.get(key);
      if (!bucket || (at >= bucket.resetsAt && at >= bucket.blockedUntil)) {
        bucket = {count: 0, resetsAt: at + windowMs, blockedUntil: 0};
        buckets.set(key, bucket);
      }
      bucket.count += 1;
      if (bucket.count > limit && at >= bucket.blockedUntil) bucket.blockedUntil = at + windowMs;
      const blocked = at < bucket.blockedUntil;
      const reset = Math.ceil(((blocked ? bucket.blockedUntil : bucket.resetsAt) - at) / 1000);
      return {
        headers: {
          'X-RateLimit-Limit-Default': String(limit),
          'X-RateLimit-Remaining-Default': String(blocked ? 0 : Math.max(0, limit - bucket.count)),
          'X-RateLimit-Reset-Default': String(reset),
        },
        ...(blocked ? {refusal: throttled()} : {}),
      };
    },
    reset: () => buckets.clear(),
  };
}

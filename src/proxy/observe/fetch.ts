import {codeOf} from '../cal/account/console.ts';
import type {Metrics} from './metrics.ts';
import type {Spans} from './spans.ts';

/** Counts, times and traces calls to Cal.com, and reads its rate-limit headers. */
export function observeFetch(
  fetch: typeof globalThis.fetch,
  metrics: Metrics,
  spans: Spans,
  now: () => number,
): typeof globalThis.fetch {
  return async (input, init) => {
    const call = `${init?.method ?? 'GET'} ${toPattern(new URL(String(input)).pathname)}`;
    const headers = new Headers(init?.headers);
    const bucket = call.endsWith('/send-code') ? 'codes' : headers.has('authorization') ? 'key' : 'address';
    const startedAt = now();
    return spans.run(`cal.com ${call}`, 'client', headers, async span => {
      try {
        const response = await fetch(input, {...init, headers});
        metrics.upstream(call, String(response.status), now() - startedAt);
        span.record(response.status);
        readBudget(response.headers, remaining => metrics.budget(bucket, remaining));
        return response;
      } catch (error) {
        metrics.upstream(call, codeOf(error), now() - startedAt);
        throw error;
      }
    });
  };
}

function readBudget(headers: Headers, found: (remaining: number) => void): void {
  const left = [...headers]
    .filter(([name]) => name.startsWith('x-ratelimit-remaining'))
    .map(([, value]) => Number(value))
    .filter(Number.isFinite);
  if (left.length > 0) found(Math.min(...left));
}

/** The pattern of one of Cal.com's paths: numbers and uids would create a label per booking. */
function toPattern(path: string): string {
  return path
    .replace(/^.*?(?=\/v2\/)/, '')
    .replace(/\/(bookings|reservations|by-seat)\/(?!by-seat)[^/]+/g, '/$1/:uid')
    .replace(/\/(event-types|teams|webhooks)\/[^/]+/g, '/$1/:id');
}

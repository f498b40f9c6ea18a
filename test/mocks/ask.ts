import {createCal, type Cal} from '../../mocks/cal.ts';
import type {CalOptions} from '../../mocks/world/world.ts';

/** Friday, 20 November 2026, 10:00 UTC: the first free day is Monday the 23rd. */
export const now = Date.parse('2026-11-20T10:00:00Z');

export const attendee = {name: 'Ada Lovelace', email: 'ada@example.com', timeZone: 'Europe/Berlin'};

interface Asking {
  version?: string;
  key?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

export interface Answer {
  status: number;
  headers: Headers;
  // Answers are looked into member by member; their shapes are what the tests are about.
  body: any;
}

/** Sends one request to a stand-in, with the version header its path needs unless another is given (`''`: none). */
export async function ask(
  cal: Cal,
  method: string,
  path: string,
  {version, key, body, headers}: Asking = {},
): Promise<Answer> {
  const usual = path.startsWith('/v2/bookings')
    ? '2024-08-13'
    : path.startsWith('/v2/slots')
      ? '2024-09-04'
      : path.startsWith('/v2/event-types')
        ? '2024-06-14'
        : '';
  const sent = version ?? usual;
  const response = await cal.fetch(
    new Request(`https://api.cal.com${path}`, {
      method,
      headers: {
        ...(sent ? {'cal-api-version': sent} : {}),
        ...(key ? {authorization: `Bearer ${key}`} : {}),
        ...headers,
      },
      ...(body === undefined ? {} : {body: typeof body === 'string' ? body : JSON.stringify(body)}),
    }),
  );
  const text = await response.text();
  return {status: response.status, headers: response.headers, body: text.startsWith('{') ? JSON.parse(text) : text};
}

/** A stand-in at the fixed time, without the rate limit. */
export function calAt(options: CalOptions = {}): Cal {
  return createCal({now: () => now, seed: 7, rateLimit: false, ...options});
}

/** Books Rick's event type on Monday the 23rd at `time` (`HH:MM` UTC). */
export function book(cal: Cal, eventTypeId: number, time: string, more: Record<string, unknown> = {}): Promise<Answer> {
  return ask(cal, 'POST', '/v2/bookings', {body: {eventTypeId, start: `2026-11-23T${time}:00Z`, attendee, ...more}});
}

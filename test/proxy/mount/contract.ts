import {expect} from 'vitest';
import type {startTestCal} from '../../support/servers/cal.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {guideBooking} from '../cal/system.ts';
import {settings} from './package.ts';

const shop = settings.BOOKING_ALLOWED_ORIGINS;
const admin = {authorization: `Bearer ${settings.BOOKING_ADMIN_TOKEN}`};
const watch = createWatch();
const fetch = async (url: string, init?: RequestInit) => watch.answered(await globalThis.fetch(url, init));
type TestCal = Awaited<ReturnType<typeof startTestCal>>;

/**
 * What a proxy does wherever it is mounted: CORS for its pages alone, a booking, Cal.com's webhook, and a live stream.
 */
export async function keepsItsPromises(base: string, cal: TestCal): Promise<void> {
  await answersPreflights(base);
  const {uid, live} = await book(base);
  expect(live.url).toBe(`${base}/live`);
  // The stand-in waits for its webhooks before it answers the booking.
  const known = (await (await fetch(`${base}/ops/api/bookings/${uid}`, {headers: admin})).json()) as {
    events: {cause: string}[];
  };
  expect(known.events.map(({cause}) => cause)).toContain('BOOKING_CREATED');
  const leave = new AbortController();
  const stream = await fetch(live.url, {
    signal: leave.signal,
    headers: {authorization: `Bearer ${live.token}`, origin: shop},
  });
  expect(stream.headers.get('access-control-allow-origin')).toBe(shop);
  const frames = readFrames(stream);
  expect(await frames('accepted')).toContain('"accepted"');
  await cal.controls.cancel(uid);
  expect(await frames('cancelled')).toContain('"cancelled"');
  // Who leaves is let go.
  expect(await countStreams(base)).toBe(1);
  leave.abort();
  await expect.poll(() => countStreams(base), {timeout: 10_000}).toBe(0);
  watch.end();
}

async function answersPreflights(base: string): Promise<void> {
  const preflight = (origin: string) =>
    fetch(`${base}/v2/bookings`, {
      method: 'OPTIONS',
      headers: {origin, 'access-control-request-method': 'POST', 'access-control-request-headers': 'idempotency-key'},
    });
  const allowed = await preflight(shop);
  expect(allowed.status).toBe(204);
  expect(allowed.headers.get('access-control-allow-origin')).toBe(shop);
  expect(allowed.headers.get('access-control-allow-headers')).toContain('idempotency-key');
  const foreign = await preflight('https://evil.example');
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  const read = await fetch(`${base}/v2/event-types?username=rick&eventSlug=30min`, {headers: {origin: shop}});
  expect([
    read.status,
    read.headers.get('access-control-allow-origin'),
    read.headers.get('access-control-expose-headers'),
  ]).toEqual([200, shop, 'x-request-id, retry-after']);
}

async function countStreams(base: string): Promise<number> {
  const text = await (await fetch(`${base}/metrics`)).text();
  return Number(/^booking_proxy_streams (\d+)$/m.exec(text)?.[1]);
}

/** Books the first free slot. */
export async function book(base: string): Promise<{uid: string; live: {token: string; url: string}}> {
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
  const slots = (await (
    await fetch(`${base}/v2/slots?username=rick&eventTypeSlug=30min&start=${day(0)}&end=${day(30)}`)
  ).json()) as {data: Record<string, {start: string}[]>};
  const [slot] = Object.values(slots.data).flat();
  const response = await fetch(`${base}/v2/bookings`, {
    method: 'POST',
    headers: {'content-type': 'application/json', origin: shop},
    body: JSON.stringify(guideBooking({start: slot!.start})),
  });
  const {data, live} = (await response.json()) as {data: {uid: string}; live: {token: string; url: string}};
  expect(response.status).toBe(201);
  watch.end();
  return {uid: data.uid, live};
}

/** Reads a stream on until `word` came, and resolves with all that came since the last time. */
function readFrames(response: Response): (word: string) => Promise<string> {
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
  return async word => {
    let text = '';
    while (!text.includes(word)) {
      const {value, done} = await reader.read();
      if (done) throw new Error(`The stream ended without ${word}: ${text}`);
      text += value;
    }
    return text;
  };
}

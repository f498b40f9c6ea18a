/** What abusers ask for and what visitors do, for the bench of abuse. Everything stays in this process. */
import {randomUUID} from 'node:crypto';
import type {Proxy} from '../../src/proxy/proxy.ts';

export interface Reply {
  status: number;
  json: any;
  /** Milliseconds. */
  took: number;
}

/** Asks the proxy in the name of one address. */
export type Ask = (address: string, method: string, path: string, body?: object) => Promise<Reply>;

export function askOf(proxy: Proxy): Ask {
  return async (address, method, path, body) => {
    const startedAt = performance.now();
    const headers = {
      'x-forwarded-for': address,
      ...(body ? {'content-type': 'application/json', 'idempotency-key': randomUUID()} : {}),
    };
    const response = await proxy.fetch(
      new Request(`http://proxy.test${path}`, {method, headers, ...(body ? {body: JSON.stringify(body)} : {})}),
    );
    const text = await response.text();
    return {status: response.status, json: JSON.parse(text || '{}'), took: performance.now() - startedAt};
  };
}

const dayMs = 86_400_000;
const iso = (ms: number) => new Date(ms).toISOString();
const random = (below: number) => Math.floor(Math.random() * below);
const zones = ['Europe/Berlin', 'Asia/Kolkata', 'America/New_York', 'Asia/Tokyo'];

/** One request of each kind of abuse; `true` when it got what it wanted. */
export const abuses: Record<string, (ask: Ask, address: string) => Promise<boolean>> = {
  'invented bookings': async (ask, address) =>
    (await ask(address, 'GET', `/v2/bookings/${randomUUID()}`)).status === 404,
  'slots past the cache': async (ask, address) => {
    const start = Date.now() + random(300) * dayMs;
    const query = `start=${iso(start + random(dayMs))}&end=${iso(start + (1 + random(60)) * dayMs)}&timeZone=${zones[random(4)]}&bookingUidToReschedule=${randomUUID()}`;
    return (await ask(address, 'GET', `/v2/slots?eventTypeId=1001&${query}`)).status === 200;
  },
  reservations: async (ask, address) => {
    const day = new Date(Date.now() + (1 + random(20)) * dayMs).toISOString().slice(0, 10);
    const slotStart = `${day}T${String(9 + random(8)).padStart(2, '0')}:${random(2) ? '30' : '00'}:00Z`;
    return (await ask(address, 'POST', '/v2/slots/reservations', {eventTypeId: 1001, slotStart})).status === 201;
  },
  codes: async (ask, address) =>
    (
      await ask(address, 'POST', '/v2/atoms/verification/email/send-code', {
        email: `a${random(1e9)}@abuse.example`,
        eventTypeId: 1011,
      })
    ).status === 200,
};

export interface Visit {
  /** Milliseconds of each read that was answered with times. */
  reads: number[];
  readsRefused: number;
  booked?: number;
  bookingRefused?: string;
}

/** Somebody who looks at the month, looks again, and books a time that nobody else of the run chooses. */
export async function visit(
  ask: Ask,
  address: string,
  turn: number,
  pause: (ms: number) => Promise<void>,
): Promise<Visit> {
  const today = new Date().toISOString().slice(0, 10);
  const range = `start=${today}T00:00:00.000Z&end=${iso(Date.parse(today) + 40 * dayMs)}`;
  const done: Visit = {reads: [], readsRefused: 0};
  const first = await ask(address, 'GET', `/v2/event-types?username=rick&eventSlug=30min&include=slots&${range}`);
  if (first.json.slots) done.reads.push(first.took);
  else done.readsRefused += 1;
  await pause(300);
  const second = await ask(address, 'GET', `/v2/slots?username=rick&eventTypeSlug=30min&${range}`);
  if (second.status === 200) done.reads.push(second.took);
  else done.readsRefused += 1;
  const free = Object.values((second.json.data ?? first.json.slots ?? {}) as Record<string, {start: string}[]>).flat();
  const chosen = free.at(-1 - ((turn * 7) % Math.max(1, free.length)));
  if (!chosen) return {...done, bookingRefused: 'no times'};
  const attendee = {name: 'Ann Visitor', email: `ann-${randomUUID()}@visitors.example`, timeZone: 'UTC'};
  const booking = await ask(address, 'POST', '/v2/bookings', {eventTypeId: 1001, start: chosen.start, attendee});
  return booking.status === 201
    ? {...done, booked: booking.took}
    : {...done, bookingRefused: String(booking.json.error?.code)};
}

/** Books the first free time. */
export async function bookFirst(ask: Ask, address: string): Promise<number> {
  const today = new Date().toISOString().slice(0, 10);
  const {json} = await ask(
    address,
    'GET',
    `/v2/slots?eventTypeId=1001&start=${today}&end=${iso(Date.parse(today) + 20 * dayMs).slice(0, 10)}`,
  );
  const first = Object.values((json.data ?? {}) as Record<string, {start: string}[]>).flat()[0];
  if (!first) return 0;
  const attendee = {name: 'Ann Visitor', email: `ann-${randomUUID()}@visitors.example`, timeZone: 'UTC'};
  return (await ask(address, 'POST', '/v2/bookings', {eventTypeId: 1001, start: first.start, attendee})).status;
}

import {existsSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import {seeded, type Random} from '../../../mocks/world/random.ts';
import {postgresStore} from '../../../src/proxy/store/postgres/postgres.ts';
import {sqliteStore} from '../../../src/proxy/store/sqlite/sqlite.ts';
import type {Store} from '../../../src/proxy/store/store.ts';
import {startPostgres} from '../../support/servers/postgres.ts';
import {createFaults} from './faults.ts';
import {openFleet, type Fleet, type FleetAnswer} from '../cal/fleet.ts';

const seed = Number(process.env['FAULT_SEED'] ?? Math.floor(Math.random() * 1e9));
const visitorsAtOnce = 300;
const triesAtMost = 200;
const postgres = await startPostgres();
/** `npm run test:faults` makes 10,000. */
const attempts = Number(process.env['FAULT_ATTEMPTS'] ?? 1_500);
afterAll(() => postgres?.stop());

/** What a visitor was told in the end. */
interface Outcome {
  key: string;
  /** Each answer that leaves nothing to ask for. */
  told: string[];
  uid?: string;
}

const kinds = [1001, 1001, 1001, 1001, 1003, 1005, 2001];

function wish(index: number, random: Random) {
  const day = new Date(Date.parse('2026-11-24T00:00:00.000Z') + Math.floor(random() * 360) * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const minutes = 9 * 60 + Math.floor(random() * 16) * 30;
  const start = `${day}T${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}:00.000Z`;
  return {
    eventTypeId: kinds[Math.floor(random() * kinds.length)]!,
    start,
    attendee: {name: `Visitor ${index}`, email: `visitor-${index}@visitors.example`, timeZone: 'UTC'},
  };
}

const isFinal = ({status, json}: FleetAnswer) =>
  status === 201 || ['slot_taken', 'already_booked', 'out_of_bounds'].includes(json.error.code);

/**
 * One visitor: clicks once to three times, on whichever proxy answers, and asks again until there is a final answer.
 */
async function visit(fleet: Fleet, index: number, proxies: number, random: Random): Promise<Outcome> {
  const key = `attempt-${index}`;
  const body = wish(index, random);
  const outcome: Outcome = {key, told: []};
  let pauseMs = 0;
  for (let tries = 0; tries < triesAtMost && outcome.told.length === 0; tries += 1) {
    await fleet.wait(pauseMs);
    pauseMs = 500 + random() * 8_000;
    const clicks = random() < 0.25 ? 2 + Math.floor(random() * 2) : 1;
    const answers = await Promise.all(
      Array.from({length: clicks}, async () => {
        await fleet.wait(random() * 300);
        return fleet.post(Math.floor(random() * proxies), '/v2/bookings', body, {'idempotency-key': key});
      }),
    );
    for (const answer of answers) {
      pauseMs = Math.max(pauseMs, (answer?.retryAfter ?? 0) * 1000);
      if (!answer || !isFinal(answer)) continue;
      outcome.told.push(
        answer.status === 201
          ? `booked ${answer.json.data.uid} ${answer.json.data.seatUid ?? ''}`
          : answer.json.error.code,
      );
      if (answer.status === 201) outcome.uid = answer.json.data.uid;
    }
  }
  return outcome;
}

/** Every attempt's bookings and seats at Cal.com. */
function bookedAt({cal}: Fleet): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const {uid, metadata, seats} of cal.world.bookings) {
    const keys = seats ? seats.map(seat => seat.metadata['booking_attempt']) : [metadata['booking_attempt']];
    for (const key of keys) found.set(key!, [...(found.get(key!) ?? []), uid]);
  }
  return found;
}

async function badDay(stores: Store[], stepMs: number): Promise<void> {
  const startedAt = performance.now();
  const random = seeded(seed);
  const fleet = openFleet(stores, {stepMs});
  const {fault, counts} = createFaults(fleet, random);
  await fleet.run(
    Promise.all([1001, 1003, 1005, 2001].map(id => fleet.post(0, '/v2/bookings', {eventTypeId: id}, {}))),
  );
  fleet.fault = fault;
  let next = 0;
  const outcomes: Outcome[] = [];
  const visitor = async () => {
    while (next < attempts) {
      const index = next++;
      if (index % Math.ceil(attempts / 10) === 7) fleet.kill(Math.floor(random() * stores.length));
      outcomes.push(await visit(fleet, index, stores.length, random));
    }
  };
  await fleet.run(Promise.all(Array.from({length: visitorsAtOnce}, visitor)));
  await fleet.run(fleet.wait(60_000));
  const booked = bookedAt(fleet);
  await fleet.close();
  const good = outcomes.filter(({uid}) => uid !== undefined);
  console.log(
    `seed ${seed}: ${attempts} attempts, ${good.length} booked, in ${Math.round((performance.now() - startedAt) / 1000)} s;`,
    counts,
  );

  expect(outcomes.filter(({told}) => told.length === 0)).toEqual([]);
  expect(outcomes.filter(({told}) => new Set(told).size > 1)).toEqual([]);
  expect([...booked].filter(([, uids]) => uids.length > 1)).toEqual([]);
  expect(good.filter(({key, uid}) => booked.get(key)?.[0] !== uid)).toEqual([]);
  expect(outcomes.filter(({key, uid}) => uid === undefined && booked.has(key))).toEqual([]);
  expect(good.length).toBeGreaterThan(attempts / 10);
}

describe('a bad day: lost answers, resets, time-outs, 429, 5xx, double clicks, killed proxies', () => {
  test(
    'with two proxies on one SQLite store nothing is booked twice, and nobody is left without an answer',
    {timeout: 900_000},
    async () => {
      // In memory where there is such a place: it is not about the disk.
      const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'booking-faults-'));
      const store = sqliteStore(directory);
      await badDay([store, store], 200);
      await store.close();
      rmSync(directory, {recursive: true});
    },
  );

  test.skipIf(!postgres)(
    'with two proxies on one PostgreSQL nothing is booked twice, and nobody is left without an answer',
    {timeout: 900_000},
    async () => {
      const url = await postgres!.createDatabase();
      const stores = [1, 2].map(() => postgresStore(url, {hasCallersClock: true}));
      await badDay(stores, 500);
      await Promise.all(stores.map(store => store.close()));
    },
  );
});

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {Client} from 'pg';
import {openForwarder} from '../support/servers/forwarder.ts';
import {startPostgres} from '../support/servers/postgres.ts';
import {startCal, type ChaosCal} from './cal.ts';
import {mountDisk} from './disk.ts';
import {startProxy, type ChaosProxy} from './proxies.ts';
import {createChance, pause, type Chance} from './random.ts';

/** Does something bad, and undoes it. */
export type Trouble = () => Promise<unknown>;

/** Proxies on one database before one Cal.com. */
export interface System {
  name: string;
  cal: ChaosCal;
  proxies: ChaosProxy[];
  troubles: Record<string, Trouble>;
  chance: Chance;
  close(): Promise<void>;
}

export const secret = 'webhook-secret-of-the-chaos-run';
export const adminToken = 'admin-token-of-the-chaos-run';
const megabytes = 512;

function settingsOf(calUrl: string): Record<string, string> {
  return {
    CAL_API_KEY: 'cal_test_rick',
    CAL_API_URL: calUrl,
    CAL_WEBHOOK_SECRETS: secret,
    BOOKING_ADMIN_TOKEN: adminToken,
    BOOKING_TRUSTED_PROXIES: '1',
    BOOKING_ALLOWED_ORIGINS: 'https://shop.example',
    BOOKING_EVENT_TYPES: 'rick/30min,rick/approval',
    BOOKING_CALLS_PER_MINUTE: '6000',
    BOOKING_SIGNING_KEYS: 'k1:signing-secret-of-the-chaos-run-with-enough-characters',
  };
}

/** What happens to any of them. */
function commonTroubles({cal, proxies, chance}: Pick<System, 'cal' | 'proxies' | 'chance'>): Record<string, Trouble> {
  const spell = async (change: Partial<ChaosCal['trouble']>, ms: number) => {
    const before = {...cal.trouble};
    Object.assign(cal.trouble, change);
    await pause(ms);
    Object.assign(cal.trouble, before);
  };
  return {
    'a proxy is killed': () => chance.pick(proxies).kill(),
    'all proxies are killed': () => Promise.all(proxies.map(proxy => proxy.kill())),
    'a proxy freezes': () => chance.pick(proxies).freeze(chance.between(500, 9_000)),
    'Cal.com answers rubbish': () => spell({rubbish: 60}, chance.between(3_000, 8_000)),
    'Cal.com is away': () => spell({isAway: true}, chance.between(1_000, 5_000)),
    'webhooks are lost': () => spell({lost: 80}, chance.between(3_000, 6_000)),
  };
}

/** How bad it is all the time; percent. */
const always = {rubbish: 8, lost: 4};

/** One proxy on SQLite; Cal.com sends each webhook once, as self-hosted. */
export async function openSqlite(seed: number): Promise<System> {
  const chance = createChance(seed, 'sqlite');
  const directory = mkdtempSync(join(tmpdir(), 'booking-chaos-'));
  const disk = mountDisk(megabytes);
  const data = join(disk?.path ?? directory, 'data');
  const proxies: ChaosProxy[] = [];
  const cal = await startCal(chance, secret, 'inline', () => proxies.map(({address}) => address));
  proxies.push(await startProxy('sqlite', directory, {...settingsOf(cal.url), BOOKING_DATA: data}));
  Object.assign(cal.trouble, always);

  async function lockFile(ms: number): Promise<void> {
    const database = new DatabaseSync(join(data, 'booking.sqlite'), {timeout: 2_000});
    try {
      database.exec('BEGIN IMMEDIATE');
      await pause(ms);
      database.exec('ROLLBACK');
    } finally {
      database.close();
    }
  }

  return {
    name: 'SQLite',
    cal,
    proxies,
    chance,
    troubles: {
      ...commonTroubles({cal, proxies, chance}),
      'another program locks the file': () => lockFile(chance.between(200, 9_000)),
      ...(disk && {'the disk is full': () => full(disk.fill, chance)}),
    },
    async close() {
      await Promise.all(proxies.map(proxy => proxy.stop()));
      await cal.close();
      disk?.remove();
      rmSync(directory, {recursive: true});
    },
  };
}

async function full(fill: () => () => void, chance: Chance): Promise<void> {
  const empty = fill();
  await pause(chance.between(2_000, 8_000));
  empty();
}

/** Two proxies on PostgreSQL; Cal.com sends a webhook again, as hosted. Undefined where PostgreSQL does not run. */
export async function openPostgres(seed: number): Promise<System | undefined> {
  const postgres = await startPostgres();
  if (!postgres) return undefined;
  const chance = createChance(seed, 'postgres');
  const directory = mkdtempSync(join(tmpdir(), 'booking-chaos-'));
  const disk = mountDisk(megabytes, 'postgres');
  const url = new URL(await postgres.createDatabase());
  const run = async (text: string) => {
    const client = new Client({connectionString: Object.assign(new URL(url), {port: String(postgres.port)}).href});
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  // Tables there fill up, the server's log does not: the latter stops the server, which is tried otherwise.
  if (disk) await run(`CREATE TABLESPACE small LOCATION '${disk.path}'`);
  if (disk) await run('CREATE DATABASE chaos TABLESPACE small');
  if (disk) url.pathname = '/chaos';
  const forwarder = await openForwarder(() => postgres.port);
  const address = Object.assign(new URL(url), {port: String(forwarder.port)}).href;
  const proxies: ChaosProxy[] = [];
  const cal = await startCal(chance, secret, 'hosted', () => proxies.map(each => each.address));
  const settings = {...settingsOf(cal.url), DATABASE_URL: address};
  proxies.push(
    ...(await Promise.all(
      ['first', 'second'].map(name => startProxy(`postgres ${name}`, join(directory, name), settings)),
    )),
  );
  Object.assign(cal.trouble, always);
  const aWhile = (from: number, to: number) => () => pause(chance.between(from, to));

  async function stall(): Promise<void> {
    const goOn = forwarder.stall();
    await pause(chance.between(2_000, 14_000));
    goOn();
  }

  return {
    name: 'PostgreSQL',
    cal,
    proxies,
    chance,
    troubles: {
      ...commonTroubles({cal, proxies, chance}),
      'the database is restarted': () => postgres.whileAway(aWhile(500, 4_000)),
      'the database is killed': () => postgres.whileDead(aWhile(500, 4_000)),
      'the database freezes': () => postgres.whileFrozen(aWhile(1_000, 14_000)),
      'the database moves': () => postgres.move(),
      'the database ends all connections': () =>
        run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'booking-proxy'"),
      'the network cuts connections': async () => forwarder.cut(),
      'the network carries nothing': stall,
      ...(disk && {'the disk is full': () => full(disk.fill, chance)}),
    },
    async close() {
      await Promise.all(proxies.map(proxy => proxy.stop()));
      await cal.close();
      forwarder.close();
      await postgres.stop();
      disk?.remove();
      rmSync(directory, {recursive: true});
    },
  };
}

/**
 * What holds when everything fails: `npm run chaos [-- seconds]`, 600 without it, and up to five minutes more until the
 * last
 * attempt is certain. A proxy on SQLite and two on PostgreSQL, in processes of their own, get bookings and webhooks
 * while
 * databases and proxies are killed, freeze and run out of disk, connections are cut, webhooks are lost and Cal.com
 * answers
 * rubbish. `SEED=…` draws the same troubles again, though not to the millisecond. Everything stays on 127.0.0.1; to
 * fill disks it
 * mounts small ones, for which it has to be root. Ends with 1 when anything in the report that has to be 0 is not.
 */
import {pathToFileURL} from 'node:url';
import {judge} from './judge.ts';
import {pause} from './random.ts';
import {openPostgres, openSqlite, secret, type System} from './systems.ts';
import {startVisitors} from './visitors.ts';

const settleMs = 240_000;
const shown = 5;

/** Lets one trouble follow the other, each once before any comes again; resolves with how often each came. */
async function trouble({troubles, chance, name}: System, ms: number): Promise<Record<string, number>> {
  const endsAt = performance.now() + ms;
  const counts: Record<string, number> = {};
  let left: string[] = [];
  while (performance.now() < endsAt) {
    if (left.length === 0) left = chance.shuffle(Object.keys(troubles));
    const next = left.pop()!;
    counts[next] = (counts[next] ?? 0) + 1;
    await troubles[next]!().catch((error: Error) => console.log(`${name}: ${next}: ${error.message}`));
    await pause(chance.between(500, 4_000));
  }
  return counts;
}

/** Resolves once all proxies can serve. */
async function recover({proxies, name}: System): Promise<void> {
  const until = performance.now() + 60_000;
  const isReady = async (address: string) => (await fetch(`${address}/readyz`).catch(() => undefined))?.status === 200;
  while ((await Promise.all(proxies.map(({address}) => isReady(address)))).includes(false)) {
    if (performance.now() > until) throw new Error(`${name}: a proxy does not recover by itself.`);
    await pause(200);
  }
}

/** Resolves with how many things went wrong. */
async function run(system: System, ms: number): Promise<number> {
  const {cal, chance, proxies, name} = system;
  const visitors = startVisitors({cal: cal.cal, addresses: () => proxies.map(({address}) => address), secret, chance});
  const troubles = await trouble(system, ms);
  Object.assign(cal.trouble, {rubbish: 0, lost: 0, isAway: false});
  await recover(system);
  await visitors.stop();
  const startedAt = performance.now();
  await visitors.settle(settleMs);
  await cal.cal.controls.settled();
  const settled = Math.round((performance.now() - startedAt) / 1000);
  const {faults, figures} = await judge(system, visitors);

  console.log(`\n${name}: the last attempt was certain ${settled} s after the last trouble`);
  console.table({...figures, ...troubles});
  console.table({...cal.counts, ...visitors.counts});
  for (const [kind, cases] of Object.entries(faults)) {
    console.log(`${name}: ${cases.length} ${kind}`);
    for (const each of cases.slice(0, shown)) console.log(`  ${each}`);
  }
  return Object.values(faults).reduce((sum, cases) => sum + cases.length, 0);
}

/** Runs all of it; resolves with the exit code. */
export async function chaos(seconds: number, seed: number): Promise<number> {
  console.log(`SEED=${seed} npm run chaos -- ${seconds}`);
  const systems = [await openSqlite(seed), await openPostgres(seed)].filter(system => system !== undefined);
  try {
    const faults = await Promise.all(systems.map(system => run(system, seconds * 1000)));
    const sum = faults.reduce((a, b) => a + b, 0);
    console.log(
      `\n${sum === 0 ? 'Nothing was lost' : `${sum} things went wrong`}: SEED=${seed} npm run chaos -- ${seconds}`,
    );
    return sum === 0 ? 0 : 1;
  } finally {
    await Promise.all(systems.map(system => system.close()));
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const seconds = Number(process.argv[2] ?? 600);
  const seed = Number(process.env['SEED'] ?? Math.floor(Math.random() * 1e9));
  if (!(seconds > 0) || !Number.isInteger(seed)) throw new Error('Usage: SEED=number npm run chaos -- seconds');
  process.exit(await chaos(seconds, seed));
}

import {deliver, openClient, quantile, startServer, webhook, type BenchServer, type Client, type Mode} from './live-load.ts';

/**
 * `npm run bench:live`: the way from Cal.com's POST to the page, beside node:http doing the least that is possible, in
 * one run and in turns. Times are of this machine; what counts are the ratios.
 */
const rounds = Number(process.env['ROUNDS'] ?? 3);
const many = 1_000;
const most = Number(process.env['CONNECTIONS'] ?? 9_000);
const modes = ['bare', 'proxy'] as const;
/** Views that follow each other faster are told as one. */
const burstMs = 260;

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const median = (values: readonly number[]) => quantile(values, 0.5);
const missed: string[] = [];

/** Prints the product beside the bare server, with the goal for the ratio of the two where there is one. */
function tell(name: string, unit: string, {bare, proxy}: Record<(typeof modes)[number], number>, goal?: {atMost?: number; atLeast?: number}): void {
  const ratio = proxy / bare;
  const {atMost, atLeast} = goal ?? {};
  const isMet = ratio <= (atMost ?? Infinity) && ratio >= (atLeast ?? 0);
  if (!isMet) missed.push(name);
  const wanted = goal ? `  goal ${atMost === undefined ? `≥ ${atLeast}` : `≤ ${atMost}`} × : ${isMet ? 'met' : 'MISSED'}` : '';
  console.log(`${name.padEnd(52)} proxy ${proxy.toFixed(2).padStart(9)}   bare ${bare.toFixed(2).padStart(9)} ${unit.padEnd(6)} ${ratio.toFixed(2)} ×${wanted}`);
}

async function withServer<Result>(mode: Mode, work: (server: BenchServer) => Promise<Result>): Promise<Result> {
  const server = await startServer(mode);
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Opens clients, as many at a time as a server's queue of new connections takes. */
async function openClients(server: BenchServer, uids: readonly string[]): Promise<Client[]> {
  const clients: Client[] = [];
  for (let index = 0; index < uids.length; index += 100) clients.push(...await Promise.all(uids.slice(index, index + 100).map(uid => openClient(server, uid))));
  return clients;
}

/** Webhooks a second, each on the disk before its answer, from 16 senders. */
async function measureRate(server: BenchServer): Promise<number> {
  const bodies = Array.from({length: 3_000}, (_, index) => webhook(`rate-${index}`).body);
  for (const body of bodies.splice(0, 500)) await deliver(server, body);
  const startedAt = performance.now();
  const count = bodies.length;
  await Promise.all(Array.from({length: 16}, async () => {
    for (let body = bodies.pop(); body !== undefined; body = bodies.pop()) await deliver(server, body);
  }));
  return count / (performance.now() - startedAt) * 1000;
}

/** Milliseconds from before the POST to the frame at the client. */
async function measureUnicast(server: BenchServer, clients: readonly Client[], samples: number): Promise<number[]> {
  const times: number[] = [];
  for (let index = -5; index < samples; index += 1) {
    const client = clients[(index + 5) * 7 % clients.length]!;
    const {body, marker} = webhook(client.uid);
    const heard = client.hear(marker);
    const sentAt = performance.now();
    await deliver(server, body);
    const time = await heard - sentAt;
    if (index >= 0) times.push(time);
    if (clients.length < 100) await pause(burstMs);
  }
  return times;
}

async function measureBroadcast(server: BenchServer, clients: readonly Client[]): Promise<number[]> {
  const times: number[] = [];
  for (let index = -3; index < 20; index += 1) {
    const {body, marker} = webhook(clients[0]!.uid);
    const heard = clients.map(client => client.hear(marker));
    const sentAt = performance.now();
    await deliver(server, body);
    const round = (await Promise.all(heard)).map(at => at - sentAt);
    if (index >= 0) times.push(...round);
    await pause(burstMs);
  }
  return times;
}

/** Each measure of each mode, in turns, so that a slow moment of the machine meets both. */
async function inTurns(measure: (server: BenchServer) => Promise<Record<string, number>>): Promise<(name: string) => Record<(typeof modes)[number], number>> {
  const results: Record<string, Record<string, number[]>> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const mode of round % 2 === 0 ? modes : modes.toReversed()) {
      const measured = await withServer(mode, measure);
      for (const [name, value] of Object.entries(measured)) ((results[name] ??= {})[mode] ??= []).push(value);
    }
  }
  return name => ({bare: median(results[name]!['bare']!), proxy: median(results[name]!['proxy']!)});
}

const rate = await inTurns(async server => ({rate: await measureRate(server)}));
tell('webhooks a second, durable', '/s', rate('rate'), {atLeast: 0.9});

const alone = await inTurns(async server => {
  const clients = await openClients(server, ['alone']);
  const times = await measureUnicast(server, clients, 40);
  return {p50: quantile(times, 0.5), p99: quantile(times, 0.99)};
});
tell('POST to page, 1 client, p50', 'ms', alone('p50'));
tell('POST to page, 1 client, p99', 'ms', alone('p99'));

const uids = Array.from({length: many}, (_, index) => `page-${index}`);
const crowd = await inTurns(async server => {
  const before = await server.look();
  const clients = await openClients(server, uids);
  const after = await server.look();
  const times = await measureUnicast(server, clients, 500);
  return {p50: quantile(times, 0.5), p99: quantile(times, 0.99), kb: (after.rss - before.rss) / many / 1000};
});
tell('POST to one page of 1,000, p50', 'ms', crowd('p50'));
tell('POST to one page of 1,000, p99', 'ms', crowd('p99'), {atMost: 1.3});
tell('memory of a connection, 1,000 open (goal ≤ 45 kB)', 'kB', crowd('kb'));
if (crowd('kb').proxy > 45) missed.push('memory of a connection');

const broadcast = await inTurns(async server => {
  const times = await measureBroadcast(server, await openClients(server, uids.map(() => 'all')));
  return {p50: quantile(times, 0.5), p99: quantile(times, 0.99)};
});
tell('POST to all of 1,000 pages of one booking, p50', 'ms', broadcast('p50'));
tell('POST to all of 1,000 pages of one booking, p99', 'ms', broadcast('p99'), {atMost: 1.3});

const full = {bare: 0, proxy: 0};
for (const mode of modes) {
  full[mode] = await withServer(mode, async server => {
    const before = await server.look();
    const clients = await openClients(server, Array.from({length: most}, (_, index) => `many-${index}`)).catch((error: Error) => error);
    if (clients instanceof Error) return NaN;
    const {rss} = await server.look();
    return (rss - before.rss) / most / 1000;
  });
}
if (Number.isNaN(full.bare + full.proxy)) console.log(`memory of a connection, ${most} open: skipped, this machine does not allow so many (ulimit -n)`);
else tell(`memory of a connection, ${most} open`, 'kB', full);

const frames = 400;
for (const mode of ['relay', 'unbounded'] as const) {
  await withServer(mode, async server => {
    const clients = await openClients(server, Array.from({length: 20}, () => 'u'));
    for (const {socket} of clients) socket.pause();
    const before = await server.look();
    const after = await server.look(frames);
    const name = mode === 'relay' ? 'proxy\'s stream' : 'without a bound';
    console.log(`20 clients that do not read, ${frames * 20 * 32 / 1024} MB for them: ${name.padEnd(16)} +${Math.round((after.rss - before.rss) / 1e6)} MB, ${20 - after.open} of 20 cut off`);
    if (mode === 'relay' && after.open > 0) missed.push('stalled clients are cut off');
  });
}

console.log(missed.length === 0 ? 'All goals are met.' : `Missed: ${missed.join('; ')}.`);
process.exit(missed.length === 0 ? 0 : 1);

import {
  openClient,
  openSender,
  quantile,
  startServer,
  webhook,
  type BenchServer,
  type Client,
  type Mode,
  type Send,
} from './live-load.ts';

/**
 * `npm run bench:live`: the way from Cal.com's POST to the page, beside node:http doing the least that is possible.
 * Both
 * run at once and are measured in turns, so that a slow moment of the machine meets both. The rate is the median of the
 * turns'. Where a POST reaches one page, times are quantiles over all POSTs; where it reaches 1,000 pages, each POST
 * has a
 * p50 and a p99 of its own and the median POST's are told, for one that met a slow moment would else be the p99 of all.
 * Times are of this machine; what counts are the ratios. `ONLY=rate,alone,crowd,broadcast,full,stalled` picks measures,
 * `ROUNDS` (60) and `CONNECTIONS` (9000) set their size.
 */
const rounds = Number(process.env['ROUNDS'] ?? 60);
const most = Number(process.env['CONNECTIONS'] ?? 9_000);
const many = 1_000;
const modes = ['bare', 'proxy'] as const;
/** Views that follow each other faster are told as one. */
const burstMs = 260;

type Both<Value> = Record<(typeof modes)[number], Value>;

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));
const missed: string[] = [];

/** Prints the product beside the bare server, with the goal for the ratio of the two where there is one. */
function tell(name: string, unit: string, {bare, proxy}: Both<number>, {atMost = Infinity, atLeast = 0} = {}): void {
  const ratio = proxy / bare;
  const isMet = ratio <= atMost && ratio >= atLeast;
  if (!isMet) missed.push(name);
  const wanted = atMost === Infinity ? atLeast && `≥ ${atLeast}` : `≤ ${atMost}`;
  console.log(
    `${name.padEnd(50)} proxy ${proxy.toFixed(2).padStart(9)}   bare ${bare.toFixed(2).padStart(9)} ${unit.padEnd(3)} ${ratio.toFixed(2).padStart(6)} ×${wanted ? `  goal ${wanted} × : ${isMet ? 'met' : 'MISSED'}` : ''}`,
  );
}

type Summary = (turns: readonly number[][], part: number) => number;
const ofAll: Summary = (turns, part) => quantile(turns.flat(), part);
const ofMedianTurn: Summary = (turns, part) =>
  quantile(
    turns.map(times => quantile(times, part)),
    0.5,
  );

function tellTimes(name: string, turns: Both<number[][]>, summary: Summary, goal?: {atMost: number}): void {
  for (const [label, part] of [
    ['p50', 0.5],
    ['p99', 0.99],
  ] as const) {
    tell(
      `${name}, ${label}`,
      'ms',
      {bare: summary(turns.bare, part), proxy: summary(turns.proxy, part)},
      part === 0.99 ? goal : {},
    );
  }
}

async function withServers<Result>(work: (servers: Both<BenchServer>) => Promise<Result>): Promise<Result> {
  const servers = {bare: await startServer('bare'), proxy: await startServer('proxy')};
  try {
    return await work(servers);
  } finally {
    await Promise.all(modes.map(mode => servers[mode].stop()));
  }
}

async function forBoth<Value>(work: (mode: (typeof modes)[number]) => Promise<Value>): Promise<Both<Value>> {
  return {bare: await work('bare'), proxy: await work('proxy')};
}

/** What both took in each of their turns; the first turns, in which code is compiled, do not count. */
async function inTurns<Taken>(
  sample: (mode: (typeof modes)[number]) => Promise<Taken>,
  uncounted = 3,
): Promise<Both<Taken[]>> {
  const turns: Both<Taken[]> = {bare: [], proxy: []};
  for (let round = -uncounted; round < rounds; round += 1) {
    for (const mode of round % 2 ? modes : modes.toReversed()) {
      const taken = await sample(mode);
      if (round >= 0) turns[mode].push(taken);
    }
  }
  return turns;
}

/** Opens clients, as many at a time as a server's queue of new connections takes. */
async function openClients(server: BenchServer, uids: readonly string[]): Promise<Client[]> {
  const clients: Client[] = [];
  for (let index = 0; index < uids.length; index += 100)
    clients.push(...(await Promise.all(uids.slice(index, index + 100).map(uid => openClient(server, uid)))));
  return clients;
}

/**
 * Lets a server's code be compiled and its heap grow, so that connections are measured and not the first thousand
 * requests.
 */
async function warmUp(server: BenchServer): Promise<void> {
  for (let round = 0; round < 5; round += 1)
    for (const {socket} of await openClients(
      server,
      Array.from({length: 200}, (_, index) => `warm-${index}`),
    ))
      socket.destroy();
  await pause(500);
}

/** Kilobytes a connection takes, and the clients. */
async function measureMemory(server: BenchServer, uids: readonly string[]): Promise<{kb: number; clients: Client[]}> {
  await warmUp(server);
  const before = await server.look();
  const clients = await openClients(server, uids);
  const after = await server.look();
  return {kb: (after.rss - before.rss) / uids.length / 1000, clients};
}

/** Milliseconds from before the POST to the frame at each of the clients. */
async function measurePost(send: Send, clients: readonly Client[]): Promise<number[]> {
  const {request, marker} = webhook(clients[0]!.uid);
  const heard = clients.map(client => client.hear(marker));
  const sentAt = performance.now();
  await send(request);
  return (await Promise.all(heard)).map(at => at - sentAt);
}

const measures: Record<string, () => Promise<void>> = {
  async rate() {
    const rates = await withServers(async servers => {
      const senders = await forBoth(mode => Promise.all(Array.from({length: 16}, () => openSender(servers[mode]))));
      return inTurns(async mode => {
        const requests = Array.from({length: 400}, (_, index) => webhook(`rate-${index}`).request);
        const startedAt = performance.now();
        await Promise.all(
          senders[mode].map(async send => {
            for (let request = requests.pop(); request !== undefined; request = requests.pop()) await send(request);
          }),
        );
        return 400_000 / (performance.now() - startedAt);
      }, 10);
    });
    tell(
      'webhooks a second, durable, 16 senders',
      '/s',
      {bare: quantile(rates.bare, 0.5), proxy: quantile(rates.proxy, 0.5)},
      {atLeast: 0.9},
    );
  },

  async alone() {
    const turns = await withServers(async servers => {
      const clients = await forBoth(mode => openClients(servers[mode], ['alone']));
      const send = await forBoth(mode => openSender(servers[mode]));
      return inTurns(async mode => {
        await pause(burstMs);
        return measurePost(send[mode], clients[mode]);
      });
    });
    tellTimes('POST to page, 1 client', turns, ofAll);
  },

  async crowd() {
    const uids = Array.from({length: many}, (_, index) => `page-${index}`);
    await withServers(async servers => {
      const measured = await forBoth(mode => measureMemory(servers[mode], uids));
      const send = await forBoth(mode => openSender(servers[mode]));
      let next = 0;
      const turns = await inTurns(async mode => {
        const taken: number[] = [];
        for (let count = 0; count < 50; count += 1)
          taken.push(...(await measurePost(send[mode], [measured[mode].clients[(next += 7) % many]!])));
        return taken;
      });
      tellTimes('POST to one page of 1,000', turns, ofAll);
      tell('memory of a connection, 1,000 open', 'kB', {bare: measured.bare.kb, proxy: measured.proxy.kb});
      console.log(`  goal ≤ 45 kB: ${measured.proxy.kb <= 45 ? 'met' : 'MISSED'}`);
      if (measured.proxy.kb > 45) missed.push('memory of a connection');
    });
  },

  async broadcast() {
    const turns = await withServers(async servers => {
      const clients = await forBoth(mode =>
        openClients(
          servers[mode],
          Array.from({length: many}, () => 'all'),
        ),
      );
      const send = await forBoth(mode => openSender(servers[mode]));
      return inTurns(async mode => {
        await pause(burstMs);
        return measurePost(send[mode], clients[mode]);
      });
    });
    tellTimes('POST to all of 1,000 pages of one booking', turns, ofMedianTurn, {atMost: 1.3});
  },

  async full() {
    const uids = Array.from({length: most}, (_, index) => `many-${index}`);
    const measured = await forBoth(async mode => {
      const server = await startServer(mode);
      const kb = await measureMemory(server, uids).then(
        found => found.kb,
        () => NaN,
      );
      await server.stop();
      return kb;
    });
    if (Number.isNaN(measured.bare + measured.proxy))
      console.log(`memory of a connection, ${most} open: skipped, this machine does not allow so many (ulimit -n)`);
    else tell(`memory of a connection, ${most} open`, 'kB', measured);
  },

  async stalled() {
    const frames = 400;
    for (const [mode, name] of [
      ['relay', "the proxy's stream"],
      ['unbounded', 'without a bound'],
    ] as [Mode, string][]) {
      const server = await startServer(mode);
      const clients = await openClients(
        server,
        Array.from({length: 20}, () => 'u'),
      );
      for (const {socket} of clients) socket.pause();
      const before = await server.look();
      const after = await server.look(frames);
      console.log(
        `20 clients that do not read, ${(frames * 20) / 32} MB for them: ${name.padEnd(18)} +${Math.round((after.rss - before.rss) / 1e6)} MB, ${20 - after.open} of 20 cut off`,
      );
      if (mode === 'relay' && after.open > 0) missed.push('stalled clients are cut off');
      await server.stop();
    }
  },
};

const wanted = process.env['ONLY']?.split(',') ?? Object.keys(measures);
for (const name of wanted) await measures[name]!();
console.log(missed.length === 0 ? 'All goals are met.' : `Missed: ${missed.join('; ')}.`);
process.exit(missed.length === 0 ? 0 : 1);

/**
 * What attackers get and what visitors get, with one and with 200 addresses and each kind of abuse, beside the same
 * time
 * of visitors alone: `npm run bench:abuse [seconds per run]`, 15 without it. Proxy and stand-in are in this process;
 * the
 * stand-in has Cal.com's limit of 120 calls a minute and takes 100 ms an answer. Nothing leaves the machine.
 */
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createCal} from '../../mocks/cal.ts';
import {createProxy} from '../../src/proxy/proxy.ts';
import {abuses, askOf, bookFirst, visit, type Ask, type Visit} from './abuse-parts.ts';

/** Requests a second of all attackers together. */
const abusePerSecond = {1: 50, 200: 200} as const;
const visitEveryMs = 2_500;
/** How long Cal.com takes to answer: a quick one, so that waiting for a turn counts. */
const answerMs = 100;
const pause = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));
const at = (sorted: number[], part: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;

/** Runs something before a proxy of its own; resolves with how many calls reached Cal.com, too. */
async function withProxy<Result>(run: (ask: Ask) => Promise<Result>): Promise<Result & {calls: number}> {
  const directory = mkdtempSync(join(tmpdir(), 'booking-abuse-'));
  const cal = createCal({origin: 'http://cal.test'});
  let calls = 0;
  const proxy = createProxy({
    calApiUrl: 'http://cal.test',
    calApiKey: 'cal_bench',
    webhookSecrets: 'the-secret-of-the-bench',
    allowedOrigins: 'https://shop.example',
    eventTypes: '*',
    signingKeys: 'k:abcdefghijklmnopqrstuvwxyz012345',
    dataDirectory: directory,
    trustedProxies: 1,
    log: {info() {}, warn() {}, error() {}},
    fetch: async (input, init) => {
      calls += 1;
      await pause(answerMs);
      return cal.fetch(new Request(input, init));
    },
  });
  try {
    await proxy.ready();
    return {...(await run(askOf(proxy))), calls};
  } finally {
    await proxy.close();
    cal.close();
    rmSync(directory, {recursive: true});
  }
}

/** A proxy that has just started has read no event type and planned no statement. */
async function warm(ask: Ask): Promise<void> {
  for (const turn of [500, 501]) await visit(ask, `203.0.113.${turn - 250}`, turn, async () => {});
  // The budget lets a tenth of a minute's calls through in a second: these are not the visitors'.
  await pause(1_500);
}

/** Visitors beside attackers, for a while; nobody waits for anybody. */
async function measure(
  ms: number,
  kinds: string[],
  addresses: 1 | 200,
): Promise<{visits: Visit[]; asked: number; got: number; calls: number}> {
  return withProxy(async ask => {
    await warm(ask);
    const endsAt = performance.now() + ms;
    const tally = {asked: 0, got: 0};
    const work: Promise<unknown>[] = [];
    const visits: Promise<Visit>[] = [];

    async function abuse(): Promise<void> {
      const everyMs = 1_000 / abusePerSecond[addresses];
      const startedAt = performance.now();
      while (performance.now() < endsAt) {
        // As many as are due by now: timers of a busy machine come late.
        for (const due = (performance.now() - startedAt) / everyMs; tally.asked < due;) {
          const address = `198.51.100.${tally.asked % addresses}`;
          const run = abuses[kinds[Math.floor(tally.asked / addresses) % kinds.length]!]!;
          tally.asked += 1;
          work.push(run(ask, address).then(isGot => void (tally.got += Number(isGot))));
        }
        await pause(20);
      }
    }

    if (kinds.length > 0) work.push(abuse());
    for (let turn = 0; performance.now() < endsAt; turn += 1) {
      visits.push(visit(ask, `203.0.113.${turn % 250}`, turn, pause));
      await pause(visitEveryMs);
    }
    const done = await Promise.all(visits);
    await Promise.all(work);
    return {visits: done, ...tally};
  });
}

/** Twelve visitors, 0.4 s apart, who all want the first free time. */
async function burst(): Promise<{statuses: number[]; calls: number}> {
  return withProxy(async ask => {
    await warm(ask);
    const answers: Promise<number>[] = [];
    for (let visitor = 0; visitor < 12; visitor += 1) {
      answers.push(bookFirst(ask, `203.0.113.${visitor}`));
      await pause(400);
    }
    return {statuses: await Promise.all(answers)};
  });
}

function summarize({visits, asked, got, calls}: Awaited<ReturnType<typeof measure>>, quiet?: number) {
  const reads = visits.flatMap(each => each.reads).sort((a, b) => a - b);
  const booked = visits.flatMap(each => each.booked ?? []).sort((a, b) => a - b);
  const all = [...reads, ...booked].sort((a, b) => a - b);
  const p95 = at(all, 0.95);
  return {
    reads: `${reads.length}/${reads.length + visits.reduce((sum, each) => sum + each.readsRefused, 0)}`,
    booked: `${booked.length}/${visits.length}`,
    'p50 ms': at(all, 0.5).toFixed(1),
    'p95 ms': p95.toFixed(1),
    'x quiet': quiet === undefined ? '' : (p95 / quiet).toFixed(2),
    abuse: asked === 0 ? '' : `${got}/${asked}`,
    'calls to Cal.com': calls,
    refused: [...new Set(visits.flatMap(each => each.bookingRefused ?? []))].join(' '),
    p95,
  };
}

async function main(seconds: number): Promise<void> {
  // The first run of a process is slower than all others.
  await measure(3_000, [], 1);
  const {p95: quiet, ...alone} = summarize(await measure(seconds * 1000, [], 1));
  const rows: Record<string, object> = {'visitors alone': alone};
  for (const addresses of [1, 200] as const) {
    for (const kinds of [...Object.keys(abuses).map(kind => [kind]), Object.keys(abuses)]) {
      const {p95: _, ...row} = summarize(await measure(seconds * 1000, kinds, addresses), quiet);
      rows[`${addresses} × ${kinds.length > 1 ? 'everything' : kinds[0]}`] = row;
    }
  }
  console.log(
    `${seconds} s each; a visitor every ${visitEveryMs} ms reads twice and books once; one attacker sends 50 requests a second, 200 send 200.\n`,
  );
  console.table(rows);
  const {statuses} = await burst();
  const isAnswered = Object.values(rows).every(row =>
    Object.values(row)
      .slice(0, 2)
      .every(each => /^(\d+)\/\1$/.test(String(each))),
  );
  // Ratios depend on the machine; that everybody is answered does not.
  if (!isAnswered || statuses.some(status => status !== 201)) process.exitCode = 1;
  console.log(
    `Twelve visitors, 0.4 s apart, for the first free time: ${statuses.filter(status => status === 201).length} booked, ${statuses.filter(status => status !== 201).length} refused.`,
  );
}

// The proxy's own timers keep no process alive.
const alive = setInterval(() => {}, 1_000);
await main(Number(process.argv[2] ?? 15));
clearInterval(alive);

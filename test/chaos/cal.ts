import {createHash} from 'node:crypto';
import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createCal, type Cal} from '../../mocks/cal.ts';
import {pause, type Chance} from './random.ts';

/** A Cal.com that answers rubbish, and a network between it and the proxies that loses webhooks. */
export interface ChaosCal {
  cal: Cal;
  url: string;
  /** What happened how often. */
  counts: Record<string, number>;
  /** Percent of the calls that go wrong, of webhooks that are lost, and whether it is away; troubles change it. */
  trouble: {rubbish: number; lost: number; isAway: boolean};
  /** Webhooks that a proxy answered for with 204: each event of each booking. */
  acknowledged: {uid: string; trigger: string}[];
  /** Bookings of which a webhook never got to a proxy. */
  missed(): Set<string>;
  close(): Promise<void>;
}

/** How often a webhook comes twice; percent. */
const twice = 10;
const html = '<html><body><h1>502 Bad Gateway</h1></body></html>';

type Answer = (outgoing: ServerResponse) => void;
const send =
  (status: number, type: string, body: string | Uint8Array): Answer =>
  outgoing =>
    void outgoing.writeHead(status, {'content-type': type}).end(body);
const breakOff: Answer = outgoing => void outgoing.socket?.destroy();
const truncated = (text: string): Answer => send(200, 'application/json', text.slice(0, Math.ceil(text.length / 2)));

/**
 * What may come instead of an answer. `book` does what was asked for and resolves with the answer's text. Waits are
 * longer
 * than the proxy's own time-out now and then, and shorter than what it takes for the end of all that may come (120 s).
 */
const rubbish: Record<string, (book: () => Promise<string>, chance: Chance) => Promise<Answer>> = {
  'reset before': async () => breakOff,
  'reset after': async book => (await book(), breakOff),
  'HTML before': async () => send(502, 'text/html', html),
  'HTML after': async book => (await book(), send(502, 'text/html', html)),
  'HTML with 200 after': async book => (await book(), send(200, 'text/html', html)),
  'truncated JSON after': async book => truncated(await book()),
  'nothing with 200 after': async book => (await book(), send(200, 'application/json', '')),
  'another shape after': async book => (
    await book(),
    send(201, 'application/json', '{"status":"success","data":{"unexpected":true}}')
  ),
  '500 before': async () => send(500, 'application/json', '{"statusCode":500,"message":"Internal server error"}'),
  '500 after': async book => (
    await book(),
    send(500, 'application/json', '{"statusCode":500,"message":"Internal server error"}')
  ),
  'reset before, booked later': async (book, chance) => (
    void pause(chance.between(500, 20_000))
      .then(book)
      .catch(() => {}),
    breakOff
  ),
  'time-out, booked meanwhile': async (book, chance) => {
    const later = chance.between(1_000, 25_000);
    void pause(later)
      .then(book)
      .catch(() => {});
    await pause(32_000);
    return breakOff;
  },
  slow: async (book, chance) => {
    await pause(chance.between(1_000, 12_000));
    const text = await book();
    return send(201, 'application/json', text);
  },
};
const readable = new Set([
  'reset before',
  'HTML before',
  'HTML with 200 after',
  'truncated JSON after',
  'nothing with 200 after',
  '500 before',
]);

/** Starts one on 127.0.0.1 whose webhooks go to any of `proxies()`; `mode` as in the stand-in. */
export async function startCal(
  chance: Chance,
  secret: string,
  mode: 'inline' | 'hosted',
  proxies: () => string[],
): Promise<ChaosCal> {
  const counts: Record<string, number> = {};
  const trouble = {rubbish: 0, lost: 0, isAway: false};
  const acknowledged: {uid: string; trigger: string}[] = [];
  /** Webhooks that no proxy has answered for, by their bytes. */
  const open = new Map<string, string>();
  const count = (name: string) => void (counts[name] = (counts[name] ?? 0) + 1);
  let cal: Cal;

  async function deliver(incoming: IncomingMessage, body: Buffer): Promise<number> {
    const {
      triggerEvent: trigger,
      payload: {uid},
    } = JSON.parse(String(body)) as {triggerEvent: string; payload: {uid: string}};
    const id = createHash('sha256').update(body).digest('hex');
    if (!acknowledged.some(known => known.uid === uid && known.trigger === trigger)) open.set(id, uid);
    if (chance.of(trouble.lost)) {
      count('webhooks lost');
      return 503;
    }
    const headers = Object.fromEntries(
      Object.entries(incoming.headers).filter(([name]) => name.startsWith('x-cal') || name === 'content-type'),
    ) as Record<string, string>;
    const response = await fetch(`${chance.pick(proxies())}/webhooks/cal`, {
      method: 'POST',
      headers,
      body: new Uint8Array(body),
      signal: AbortSignal.timeout(20_000),
    }).catch(() => undefined);
    count(`webhooks answered with ${response?.status ?? 'nothing'}`);
    if (response?.status === 204) {
      open.delete(id);
      acknowledged.push({uid, trigger});
    }
    if (chance.of(twice)) void deliver(incoming, body).catch(() => {});
    return response?.status ?? 502;
  }

  async function answer(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    if (trouble.isAway) return breakOff;
    const {method = 'GET', url = '/'} = incoming;
    const headers = Object.fromEntries(Object.entries(incoming.headers).map(([name, value]) => [name, String(value)]));
    const request = () =>
      new Request(`${origin}${url}`, {method, headers, ...(method === 'GET' ? {} : {body: new Uint8Array(body)})});
    const names = Object.keys(rubbish).filter(name => method === 'POST' || readable.has(name));
    const drawn = /^\/v2\/(bookings|slots)/.test(url) && chance.of(trouble.rubbish) ? chance.pick(names) : undefined;
    if (drawn === undefined) {
      const response = await cal.fetch(request());
      if (response.type === 'error') return breakOff;
      const bytes = new Uint8Array(await response.arrayBuffer());
      return outgoing => void outgoing.writeHead(response.status, Object.fromEntries(response.headers)).end(bytes);
    }
    count(`${method === 'POST' ? 'writes' : 'reads'}: ${drawn}`);
    return rubbish[drawn]!(async () => (await cal.fetch(request())).text(), chance);
  }

  const server = createServer((incoming, outgoing) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const body = Buffer.concat(chunks);
      if (incoming.url === '/deliver') outgoing.writeHead(await deliver(incoming, body)).end();
      else (await answer(incoming, body))(outgoing);
    })().catch(() => void outgoing.destroy());
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  cal = createCal({
    origin,
    rateLimit: false,
    webhookMode: mode,
    retryScale: 0.2,
    webhooks: [{subscriberUrl: `${origin}/deliver`, secret}],
  });
  return {
    cal,
    url: origin,
    counts,
    trouble,
    acknowledged,
    missed: () => new Set(open.values()),
    async close() {
      cal.close();
      server.closeAllConnections();
      await new Promise(resolve => server.close(resolve));
    },
  };
}

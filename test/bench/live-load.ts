import {fork, type ChildProcess} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {once} from 'node:events';
import {Agent, request} from 'node:http';
import {connect, type Socket} from 'node:net';
import {createTokens} from '../../src/proxy/live/tokens.ts';

export const webhookSecret = 'whsec_bench_of_the_live_stream';
export const signingKey = {kid: 'bench', secret: 'a-signing-secret-of-the-bench-of-32-characters'};

export type Mode = 'proxy' | 'bare' | 'relay' | 'unbounded';

/** A server in a process of its own. */
export interface BenchServer {
  mode: Mode;
  port: number;
  /** Lets it send so many frames of 32 KB; resolves with its memory in bytes and its open streams. */
  look(fill?: number): Promise<{rss: number; open: number}>;
  stop(): Promise<void>;
}

export async function startServer(mode: Mode): Promise<BenchServer> {
  const child: ChildProcess = fork(new URL('live-server.ts', import.meta.url), [mode], {execArgv: ['--expose-gc']});
  const [{port}] = await once(child, 'message') as [{port: number}];
  return {
    mode, port,
    async look(fill = 0) {
      child.send({fill});
      const [answer] = await once(child, 'message') as [{rss: number; open: number}];
      return answer;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

const agent = new Agent({keepAlive: true, maxSockets: 64});
const start = Date.parse('2027-01-01T00:00:00.000Z');
let count = 0;

/** A webhook of the usual size that moves a booking to a time no other has. */
export function webhook(uid: string): {body: string; marker: string} {
  count += 1;
  const marker = new Date(start + count * 60_000).toISOString();
  const payload = {
    uid, rescheduleUid: uid, bookingId: count, startTime: marker, endTime: new Date(start + (count + 30) * 60_000).toISOString(), title: 'Discovery Call', eventTypeId: 1, status: 'ACCEPTED',
    organizer: {id: 1, name: 'Dana Okafor', email: 'dana.okafor@example.com', timeZone: 'Europe/Berlin', language: {locale: 'en'}},
    attendees: [{email: 'ravi.menon@example.com', name: 'Ravi Menon', timeZone: 'Asia/Kolkata', language: {locale: 'en'}}],
    additionalNotes: 'n'.repeat(1200), metadata: {orderId: `ord_${count}`},
  };
  return {body: JSON.stringify({triggerEvent: 'BOOKING_RESCHEDULED', createdAt: new Date(start - 86_400_000 + count).toISOString(), payload}), marker};
}

/** Delivers a webhook as Cal.com does; resolves when it is acknowledged. */
export function deliver({port}: BenchServer, body: string): Promise<void> {
  const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
  return new Promise((resolve, reject) => {
    const headers = {'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'x-cal-signature-256': signature};
    const sent = request({port, host: '127.0.0.1', method: 'POST', path: '/webhooks/cal', agent, headers}, response => {
      response.resume().on('end', () => (response.statusCode === 204 ? resolve() : reject(new Error(`${response.statusCode}`))));
    });
    sent.on('error', reject).end(body);
  });
}

/** An open stream that says what arrives. */
export interface Client {
  uid: string;
  socket: Socket;
  /** Milliseconds on the process's clock when something with this text arrives. */
  hear(marker: string): Promise<number>;
}

const tokens = createTokens([signingKey], Date.now);

export async function openClient({mode, port}: BenchServer, uid: string): Promise<Client> {
  const path = mode === 'bare' ? `/live?uid=${uid}` : '/live';
  const token = mode === 'proxy' ? `authorization: Bearer ${await tokens.mint({uid})}\r\n` : '';
  const socket = connect(port, '127.0.0.1').setEncoding('utf8').on('error', () => {});
  let waiting: {marker: string; resolve(at: number): void} | undefined;
  // The proxy says first where the booking stands.
  const first = mode === 'proxy' ? 'snapshot' : 'retry:';
  const ready = new Promise<void>(resolve => {
    let head: string | undefined = '';
    socket.on('data', (chunk: string) => {
      if (head !== undefined) head += chunk;
      if (head?.includes(first)) {
        head = undefined;
        resolve();
      }
      if (waiting && chunk.includes(waiting.marker)) waiting.resolve(performance.now());
    });
  });
  socket.write(`GET ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\naccept: text/event-stream\r\n${token}\r\n`);
  await ready;
  return {uid, socket, hear: marker => new Promise(resolve => (waiting = {marker, resolve}))};
}

/** The value below which the given part of the values lies. */
export function quantile(values: readonly number[], part: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))]!;
}

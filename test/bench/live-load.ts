import {fork, type ChildProcess} from 'node:child_process';
import {createHmac} from 'node:crypto';
import {once} from 'node:events';
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
  const [{port}] = (await once(child, 'message')) as [{port: number}];
  return {
    mode,
    port,
    async look(fill = 0) {
      child.send({fill});
      const [answer] = (await once(child, 'message')) as [{rss: number; open: number}];
      return answer;
    },
    async stop() {
      const exit = once(child, 'exit');
      child.disconnect();
      await exit;
    },
  };
}

const start = Date.parse('2027-01-01T00:00:00.000Z');
let count = 0;

/**
 * A webhook of the usual size that moves a booking to a time no other has: the signed request, all of it written before
 * the clock starts, and the time that the page is told.
 */
export function webhook(uid: string): {request: string; marker: string} {
  count += 1;
  const marker = new Date(start + count * 60_000).toISOString();
  const payload = {
    uid,
    rescheduleUid: uid,
    bookingId: count,
    startTime: marker,
    endTime: new Date(start + (count + 30) * 60_000).toISOString(),
    title: 'Discovery Call',
    eventTypeId: 1,
    status: 'ACCEPTED',
    organizer: {
      id: 1,
      name: 'Dana Okafor',
      email: 'dana.okafor@example.com',
      timeZone: 'Europe/Berlin',
      language: {locale: 'en'},
    },
    attendees: [
      {email: 'ravi.menon@example.com', name: 'Ravi Menon', timeZone: 'Asia/Kolkata', language: {locale: 'en'}},
    ],
    additionalNotes: 'n'.repeat(1200),
    metadata: {orderId: `ord_${count}`},
  };
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_RESCHEDULED',
    createdAt: new Date(start - 86_400_000 + count).toISOString(),
    payload,
  });
  const signature = createHmac('sha256', webhookSecret).update(body).digest('hex');
  const head = `POST /webhooks/cal HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\nx-cal-signature-256: ${signature}\r\n\r\n`;
  return {request: head + body, marker};
}

/** Sends a webhook; resolves when it is acknowledged. */
export type Send = (request: string) => Promise<void>;

/** A connection that delivers one webhook after the other, as one of Cal.com's senders does. */
export async function openSender({port}: BenchServer): Promise<Send> {
  const socket = connect(port, '127.0.0.1')
    .setEncoding('latin1')
    .on('error', () => {});
  await once(socket, 'connect');
  let head = '';
  let answered = (_status: string) => {};
  socket
    .on('close', () => answered('none'))
    .on('data', (chunk: string) => {
      head += chunk;
      if (!head.includes('\r\n\r\n')) return;
      const status = head.slice(9, 12);
      head = '';
      answered(status);
    });
  return request =>
    new Promise((resolve, reject) => {
      answered = status => (status === '204' ? resolve() : reject(new Error(`A webhook was answered with ${status}.`)));
      if (socket.writable) socket.write(request, 'latin1');
      else answered('none');
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
  const socket = connect(port, '127.0.0.1')
    .setEncoding('utf8')
    .on('error', () => {});
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

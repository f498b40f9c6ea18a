import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {createInterface} from 'node:readline';
import type {LiveFrame} from '../../../src/core/model/wire.ts';
import {readFrames} from '../live/frames.ts';
import {sign} from '../webhooks/fixtures.ts';

/** A proxy in a process of its own. */
export interface ProxyProcess {
  address: string;
  /** Whether it ended by itself; what it printed then is on standard error. */
  hasEnded(): boolean;
  /** kill -9; resolves when it is gone. */
  kill(): Promise<void>;
}

/** How fast a proxy's time runs, and from when on; proxies of one database have the same. */
export interface Pace {
  speed: number;
  /** Milliseconds since 1970. */
  since: number;
}

/** `pace` is that of everybody without it. */
export async function startProxy(
  databaseUrl: string,
  calApiUrl = 'http://127.0.0.1:1',
  pace: Pace = {speed: 1, since: 0},
): Promise<ProxyProcess> {
  const args = [databaseUrl, calApiUrl, String(pace.speed), String(pace.since)];
  const child = spawn(process.execPath, [new URL('./proxy.ts', import.meta.url).pathname, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const closed = once(child, 'close');
  const address = await Promise.race([
    once(createInterface(child.stdout), 'line').then(([line]) => String(line)),
    closed.then(([code]) => Promise.reject(new Error(`The proxy ended with ${code} before it listened.`))),
  ]);
  return {
    address,
    hasEnded: () => child.exitCode !== null || (child.signalCode !== null && child.signalCode !== 'SIGKILL'),
    async kill() {
      child.kill('SIGKILL');
      await closed;
    },
  };
}

/** A page that follows a topic, at the next proxy when its own is gone. */
export interface Page {
  /** What it got on all its connections, in order. */
  frames: LiveFrame[];
  /** How often it had to connect. */
  connections(): number;
  leave(): void;
}

/** Opens a page at the first of `addresses`. */
export function openPage(addresses: readonly string[], token: string): Page {
  const frames: LiveFrame[] = [];
  const leaving = new AbortController();
  let connections = 0;

  async function connect(): Promise<void> {
    const address = addresses[connections % addresses.length]!;
    connections += 1;
    const last = frames.findLast(frame => 'seq' in frame);
    const headers: Record<string, string> = last ? {'last-event-id': String(last.seq)} : {};
    const response = await fetch(`${address}/live?token=${token}`, {headers, signal: leaving.signal});
    if (response.status !== 200) throw new Error(`The stream was answered with ${response.status}.`);
    const reader = readFrames(response.body!);
    for (let frame = await reader.next(); frame; frame = await reader.next()) frames.push(frame);
  }

  async function run(): Promise<void> {
    while (!leaving.signal.aborted) {
      await connect().catch(() => {});
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  }

  void run();
  return {frames, connections: () => connections, leave: () => leaving.abort()};
}

/** Posts a webhook to the first of `addresses` that takes it, as a load balancer does. */
export async function deliver(addresses: readonly string[], webhook: object): Promise<string> {
  const body = JSON.stringify(webhook);
  for (const address of addresses) {
    const response = await fetch(`${address}/webhooks/cal`, {
      method: 'POST',
      body,
      headers: {'content-type': 'application/json', 'x-cal-signature-256': sign(body)},
    }).catch(() => undefined);
    if (response?.status === 204) return address;
  }
  throw new Error('No proxy took the webhook.');
}

import {createServer, type IncomingHttpHeaders, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {onTestFinished} from 'vitest';
import type {BookingState, BookingView} from '../../../src/core/model/wire.ts';

/** A view as the proxy sends it. */
function view(state: BookingState): BookingView {
  return {uid: 'bk1', state, steps: []};
}

/** One request for the stream, not answered yet. */
export class Visit {
  readonly headers: IncomingHttpHeaders;
  /** Resolves when the client is gone or the answer is over. */
  readonly over: Promise<void>;
  #response: ServerResponse;

  constructor(headers: IncomingHttpHeaders, response: ServerResponse) {
    this.headers = headers;
    this.#response = response;
    this.over = new Promise(resolve => response.on('close', resolve));
  }

  accept(type = 'text/event-stream'): this {
    this.#response.writeHead(200, {'content-type': type, 'access-control-allow-origin': '*'}).flushHeaders();
    return this;
  }

  refuse(status: number, body = ''): void {
    this.#response.writeHead(status).end(body);
  }

  /** Answers with the present state instead of a stream. */
  json(state: object): void {
    this.#response.writeHead(200, {'content-type': 'application/json'}).end(JSON.stringify(state));
  }

  /** Sends bytes as they are. */
  write(text: string): this {
    this.#response.write(text);
    return this;
  }

  view(event: 'snapshot' | 'state', seq: number, state: BookingState): this {
    return this.write(`id: ${seq}\nevent: ${event}\ndata: ${JSON.stringify({event, seq, view: view(state)})}\n\n`);
  }

  sign(event: 'expired' | 'stale'): this {
    return this.write(`event: ${event}\ndata: {}\n\n`);
  }

  end(): void {
    this.#response.end();
  }

  /** Breaks the connection without an end. */
  cut(): void {
    this.#response.destroy();
  }
}

/** A server of streams on the loopback; each request waits in line for the test to answer it. */
export async function liveServer() {
  const arrived: Visit[] = [];
  const waiting: ((visit: Visit) => void)[] = [];
  const server = createServer((request, response) => {
    const visit = new Visit(request.headers, response);
    const next = waiting.shift();
    if (next) next(visit);
    else arrived.push(visit);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/live`,
    /** The next request, whenever it comes. */
    visit: () =>
      new Promise<Visit>(resolve => {
        const visit = arrived.shift();
        if (visit) resolve(visit);
        else waiting.push(resolve);
      }),
    /** Requests that nobody asked for yet. */
    arrived,
  };
}

/** Time that stands still until the test moves it. */
export function stoppedClock() {
  let now = 1_000_000;
  const timers = new Set<{at: number; callback: () => void}>();
  return {
    now: () => now,
    after(ms: number, callback: () => void): () => void {
      const timer = {at: now + ms, callback};
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(ms: number): void {
      now += ms;
      for (const timer of [...timers]) {
        if (timer.at > now || !timers.delete(timer)) continue;
        timer.callback();
      }
    },
    /** Milliseconds until each running timer. */
    pending: () => [...timers].map(({at}) => at - now),
  };
}

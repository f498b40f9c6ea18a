import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createCal, type Cal} from '../../../mocks/cal.ts';
import {createLog} from '../../../src/proxy/observe/log.ts';
import {createProxy, type ProxyOptions} from '../../../src/proxy/proxy.ts';
import type {SentCall} from '../../support/contract.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {createTimers} from './timers.ts';

const apiKey = 'cal_test_rick';
export const shop = 'https://shop.example';
export const settings = {
  calApiUrl: 'http://cal.test',
  calApiKey: apiKey,
  webhookSecrets: ['webhook-secret-of-the-test-suite'],
  allowedOrigins: [shop],
  eventTypes: [
    'rick/30min',
    '1002',
    'rick/workshop',
    'rick/weekly',
    'rick/members',
    'rick/secret',
    'rick/paid',
    'rick/approval',
    'rick/locations',
    'team/acme/round-robin',
  ],
  signingKeys: ['k1:signing-secret-of-the-test-suite-with-enough-characters'],
  adminToken: 'admin-token-of-the-test-suite',
  openMetrics: true,
  callsPerMinute: 6_000,
};

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  json: any;
}

/** A proxy before the stand-in, in one process and at a time of its own. */
export interface ProxySystem {
  cal: Cal;
  /** Everything sent to Cal.com, in order. */
  sent: SentCall[];
  /** Log lines. */
  lines: string[];
  /** How long it paused, in milliseconds. */
  pauses: number[];
  /** Milliseconds since 1970; tests move it. */
  clock: {now: number};
  /** Answers or fails instead of Cal.com when it returns something. */
  intercept: {upstream?: (request: Request) => Promise<Response | undefined> | Response | undefined};
  /** What the proxy answers. */
  routes: readonly string[];
  get(path: string, headers?: Record<string, string>): Promise<Answer>;
  post(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  request(path: string, init?: RequestInit): Promise<Answer>;
  /** The answer as it comes, its body unread. */
  raw(path: string, init?: RequestInit): Promise<Response>;
  /** An answer that is not read here, such as a stream. */
  open(path: string): Promise<Response>;
  /** Requests to Cal.com that match. */
  calls(method: string, path: RegExp): SentCall[];
  /** Resolves once the proxy's store can be used. */
  ready(): Promise<void>;
  /** Moves the clock on, and runs what was to be done meanwhile. */
  advance(ms: number): Promise<void>;
  /** Closes, and throws when a secret was in any answer or log line, or a call was none of Cal.com's document. */
  close(): Promise<void>;
}

/** Monday; the stand-in's times begin on Tuesday at 9:00 UTC. */
export const monday = Date.parse('2026-11-23T08:00:00.000Z');
export const tuesdayAt = (time: string) => `2026-11-24T${time}:00.000Z`;

export function openProxy(overrides: Partial<ProxyOptions> = {}): ProxySystem {
  const clock = {now: monday};
  const directory = mkdtempSync(join(tmpdir(), 'booking-proxy-'));
  const cal = createCal({origin: 'http://cal.test', now: () => clock.now, seed: 1, rateLimit: false});
  const sent: SentCall[] = [];
  const lines: string[] = [];
  const pauses: number[] = [];
  const watch = createWatch();
  const intercept: ProxySystem['intercept'] = {};
  const timers = createTimers(clock);

  async function upstream(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const request = new Request(input, init);
    sent.push(watch.sent(request, await request.clone().text()));
    const response = (await intercept.upstream?.(request)) ?? (await cal.fetch(request));
    if (response.type === 'error')
      throw new TypeError('fetch failed', {
        cause: Object.assign(new Error(`reset by ${apiKey}`), {code: 'ECONNRESET'}),
      });
    return response;
  }

  const proxy = createProxy({
    ...settings,
    dataDirectory: directory,
    fetch: upstream,
    now: () => clock.now,
    log: createLog({write: line => (lines.push(line), watch.read(line))}),
    wait: async ms => void pauses.push(ms),
    later: timers.later,
    ...overrides,
  });

  const raw = async (path: string, init?: RequestInit) =>
    watch.answered(await proxy.fetch(new Request(new URL(path, 'http://proxy.test'), init)));

  async function request(path: string, init?: RequestInit): Promise<Answer> {
    const response = await raw(path, init);
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json');
    return {status: response.status, headers: response.headers, text, json: isJson ? JSON.parse(text) : undefined};
  }

  return {
    cal,
    sent,
    lines,
    pauses,
    routes: proxy.routes,
    clock,
    intercept,
    request,
    raw,
    advance: timers.advance,
    ready: proxy.ready,
    open: path => raw(path),
    get: (path, headers = {}) => request(path, {headers}),
    post: (path, body, headers = {}) =>
      request(path, {
        method: 'POST',
        headers: {...(body === undefined ? {} : {'content-type': 'application/json'}), ...headers},
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      }),
    calls: (method, path) => sent.filter(call => call.method === method && path.test(call.url.pathname)),
    async close() {
      await proxy.close();
      cal.close();
      rmSync(directory, {recursive: true});
      watch.end();
    },
  };
}

/** The request of Cal.com's guide. */
export function guideBooking(overrides: Record<string, unknown> = {}) {
  return {
    eventTypeId: 1001,
    start: tuesdayAt('10:00'),
    attendee: {name: 'Ann Visitor', email: 'ann@visitors.example', timeZone: 'Europe/Berlin'},
    metadata: {source: 'website', orderId: 'order-17'},
    ...overrides,
  };
}

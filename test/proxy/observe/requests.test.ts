import * as realApi from '@opentelemetry/api';
import {afterEach, describe, expect, test} from 'vitest';
import type {OpenTelemetry} from '../../../src/proxy/observe/spans.ts';
import {openProxy, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem | undefined;
afterEach(() => system?.close());

const slots = '/v2/slots?username=rick&eventTypeSlug=30min&start=2026-11-23&end=2026-11-30';
const uuid = /^[0-9a-f-]{36}$/;
const logged = ({lines}: ProxySystem) => lines.map(line => JSON.parse(line) as Record<string, any>);

describe("a request's id", () => {
  test('is in its answer, in each of its log lines, and in its calls to Cal.com', async () => {
    system = openProxy();
    const ids: (string | null)[] = [];
    system.intercept.upstream = request => {
      ids.push(request.headers.get('x-request-id'));
      return new Response('{"status":"error"}', {status: 503});
    };
    const {headers} = await system.get(slots);
    const id = headers.get('x-request-id')!;
    expect(id).toMatch(uuid);
    expect(new Set(ids)).toEqual(new Set([id]));
    const warnings = logged(system).filter(line => line['msg'] !== 'request');
    expect(warnings.length).toBeGreaterThan(0);
    expect(new Set(logged(system).map(line => line['requestId']))).toEqual(new Set([id]));
  });

  test.each([
    ['of a reverse proxy that is trusted, is kept', {trustedProxies: 1}, 'edge-12345678', true],
    ['of anybody, is not', {}, 'edge-12345678', false],
    ['that could break a log, is not', {trustedProxies: 1}, 'a b {"level":60}', false],
  ])('%s', async (_name, settings, given, isKept) => {
    system = openProxy(settings);
    const {headers} = await system.get('/healthz', {'x-request-id': given});
    expect(headers.get('x-request-id') === given).toBe(isKept);
  });
});

test('a log line says how it went, and nothing of the visitor', async () => {
  system = openProxy();
  await system.get('/v2/bookings/thisIsAUid?email=ann@visitors.example');
  const line = logged(system).find(each => each['msg'] === 'request');
  expect(line).toMatchObject({
    level: 30,
    method: 'GET',
    route: '/v2/bookings/:uid',
    status: 404,
    code: 'not_found',
    ms: 0,
  });
  expect(JSON.stringify(line)).not.toMatch(/thisIsAUid|visitors/);
});

/** An SDK that keeps what it is told; only what the proxy uses of it. */
function recorder() {
  const spans: Record<string, any>[] = [];
  let active: unknown = {};
  const api: OpenTelemetry = {
    context: {
      active: () => active,
      with(context, work) {
        const before = active;
        active = context;
        try {
          return work();
        } finally {
          active = before;
        }
      },
    },
    propagation: {
      extract: (context, carrier, getter) => ({...(context as object), from: getter.get(carrier, 'traceparent')}),
      inject: (context, carrier, setter) =>
        setter.set(carrier, 'traceparent', `trace-of-${(context as {span: {name: string}}).span.name}`),
    },
    trace: {
      getTracer: () => ({
        startSpan(name, {kind}, context) {
          const span: Record<string, any> = {name, kind, from: (context as {from?: string}).from, ended: false};
          spans.push(span);
          return Object.assign(span, {
            setAttribute: (key: string, value: unknown) => void (span[key] = value),
            setStatus: ({code}: {code: number}) => void (span['code'] = code),
            updateName: (better: string) => void (span['name'] = better),
            end: () => void (span['ended'] = true),
          }) as never;
        },
      }),
      setSpan: (context, span) => ({...(context as object), span}),
    },
  };
  return {spans, api};
}

describe('with OpenTelemetry', () => {
  test('without an SDK nothing is different', async () => {
    const api: OpenTelemetry = realApi;
    system = openProxy({openTelemetry: api});
    expect((await system.get(slots)).status).toBe(200);
  });

  test('an SDK that is set up after the first request gets the spans of those that follow', async () => {
    system = openProxy({openTelemetry: realApi});
    await system.get(slots);
    const started: string[] = [];
    const startSpan = (name: string) => (
      started.push(name),
      realApi.trace.wrapSpanContext(realApi.INVALID_SPAN_CONTEXT)
    );
    realApi.trace.setGlobalTracerProvider({getTracer: () => ({startSpan, startActiveSpan: () => undefined as never})});
    try {
      await system.get('/v2/event-types/1001');
    } finally {
      realApi.trace.disable();
    }
    expect(started[0]).toBe('GET');
    expect(started[1]).toMatch(/^cal\.com GET /);
  });

  test("a request is a span that goes on where its caller's began, and each call to Cal.com one more", async () => {
    const {spans, api} = recorder();
    system = openProxy({openTelemetry: api});
    const traces: (string | null)[] = [];
    system.intercept.upstream = request => void traces.push(request.headers.get('traceparent'));
    await system.get(slots, {traceparent: '00-abc-def-01'});

    expect(spans[0]).toMatchObject({
      name: 'GET /v2/slots',
      kind: 1,
      from: '00-abc-def-01',
      'http.response.status_code': 200,
      ended: true,
    });
    expect(spans.slice(1)).toMatchObject([
      {name: 'cal.com GET /v2/slots', kind: 2, 'http.response.status_code': 200, ended: true},
    ]);
    expect(traces).toEqual(['trace-of-cal.com GET /v2/slots']);
  });

  test('what failed is marked, and ended all the same', async () => {
    const {spans, api} = recorder();
    system = openProxy({openTelemetry: api});
    system.intercept.upstream = () => Response.error();
    await system.get(slots);
    expect(spans.length).toBeGreaterThan(1);
    expect(spans.map(({code, ended}) => ({code, ended}))).toEqual(spans.map(() => ({code: 2, ended: true})));
  });
});

test.each([
  [undefined, 1],
  [0, 0],
  [2, 0],
])(
  'forwarded headers while %s reverse proxies are trusted are warned about %i times',
  async (trustedProxies, times) => {
    system = openProxy({trustedProxies});
    for (const path of ['/healthz', '/healthz']) await system.get(path, {'x-forwarded-for': '203.0.113.7'});
    expect(system.lines.filter(line => line.includes('BOOKING_TRUSTED_PROXIES'))).toHaveLength(times);
  },
);

import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createMetrics} from '../../../src/proxy/observe/metrics.ts';
import {guideBooking, openProxy, settings, tuesdayAt, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

async function read(headers: Record<string, string> = {}): Promise<string> {
  const response = await system.raw('/metrics', {headers});
  return response.text();
}

/** The value of a line; undefined when there is none. */
function value(text: string, line: string): number | undefined {
  const found = text.split('\n').find(each => each.startsWith(`${line} `));
  return found === undefined ? undefined : Number(found.slice(line.length + 1));
}

const slots = '/v2/slots?username=rick&eventTypeSlug=30min&start=2026-11-23&end=2026-11-30';

describe('GET /metrics counts', () => {
  test('requests, by the pattern of their route', async () => {
    await system.get('/v2/bookings/someUidOrOther');
    await system.get('/v2/bookings/anotherUid');
    await system.get('/nothing/here');
    const text = await read();
    expect(
      value(text, 'booking_proxy_request_seconds_count{method="GET",route="/v2/bookings/:uid",status="404"}'),
    ).toBe(2);
    expect(text).not.toMatch(/someUidOrOther|anotherUid|nothing\/here/);
  });

  test('bookings, by outcome', async () => {
    await system.post('/v2/bookings', guideBooking());
    await system.post(
      '/v2/bookings',
      guideBooking({attendee: {name: 'Bo', email: 'bo@visitors.example', timeZone: 'UTC'}}),
    );
    await system.post('/v2/bookings', guideBooking({surplus: true}));
    const text = await read();
    expect(value(text, 'booking_proxy_bookings_total{outcome="booked"}')).toBe(1);
    expect(value(text, 'booking_proxy_bookings_total{outcome="slot_taken"}')).toBe(1);
    expect(value(text, 'booking_proxy_bookings_total{outcome="invalid_request"}')).toBe(1);
    expect(text).not.toMatch(/visitors\.example|Ann|Bo\b/);
  });

  test('calls to Cal.com by what came of them, and what it says is left', async () => {
    await system.get(slots);
    system.intercept.upstream = () => Response.error();
    await system.get('/v2/slots?username=rick&eventTypeSlug=30min&start=2026-12-01&end=2026-12-02');
    system.intercept.upstream = () =>
      Response.json({status: 'success', data: {}}, {headers: {'x-ratelimit-remaining-default': '57'}});
    await system.get('/v2/slots?username=rick&eventTypeSlug=30min&start=2026-12-03&end=2026-12-04');
    const text = await read();
    expect(
      value(text, 'booking_proxy_upstream_seconds_count{call="GET /v2/slots",outcome="200"}'),
    ).toBeGreaterThanOrEqual(2);
    expect(
      value(text, 'booking_proxy_upstream_seconds_count{call="GET /v2/slots",outcome="ECONNRESET"}'),
    ).toBeGreaterThanOrEqual(1);
    expect(value(text, 'booking_proxy_upstream_remaining{bucket="address"}')).toBe(57);
  });

  test('reads through the cache', async () => {
    await Promise.all([system.get(slots), system.get(slots)]);
    await system.get(slots);
    const text = await read();
    expect(value(text, 'booking_proxy_cache_reads_total{cache="slots",result="miss"}')).toBe(1);
    expect(value(text, 'booking_proxy_cache_reads_total{cache="slots",result="shared"}')).toBe(1);
    expect(value(text, 'booking_proxy_cache_reads_total{cache="slots",result="hit"}')).toBe(1);
  });

  test('webhooks, and those whose signature is wrong', async () => {
    await system.post('/webhooks/cal', {triggerEvent: 'BOOKING_CREATED'}, {'x-cal-signature-256': 'f'.repeat(64)});
    expect(value(await read(), 'booking_proxy_webhooks_total{outcome="bad_signature"}')).toBe(1);
  });

  test('streams that are open', async () => {
    const {
      json: {live},
    } = await system.post('/v2/bookings', guideBooking({start: tuesdayAt('12:00')}));
    const stream = await system.raw('/live', {headers: {authorization: `Bearer ${live.token}`}});
    expect(value(await read(), 'booking_proxy_streams')).toBe(1);
    await stream.body!.cancel();
    expect(value(await read(), 'booking_proxy_streams')).toBe(0);
  });
});

test('with a metrics token it is closed to all others', async () => {
  await system.close();
  system = openProxy({metricsToken: 'metrics-token-of-the-test-suite', openMetrics: false});
  expect((await system.get('/metrics')).status).toBe(401);
  expect((await system.get('/metrics', {authorization: `Bearer ${settings.adminToken}`})).status).toBe(401);
  expect((await system.get('/metrics', {authorization: 'Bearer metrics-token-of-the-test-suite'})).status).toBe(200);
});

test('a host may count in its own metrics, with what Node says of itself', async () => {
  await system.close();
  const metrics = createMetrics({process: true});
  system = openProxy({metrics});
  await system.get('/healthz');
  const {type, text} = await metrics.read();
  expect(type).toMatch(/^text\/plain; version=0\.0\.4/);
  expect(text).toMatch(/^process_resident_memory_bytes \d+$/m);
  expect(text).toContain('route="/healthz"');
});

test('/metrics is closed unless there is a token or it was asked for', async () => {
  system = openProxy({openMetrics: undefined});
  const {status, json} = await system.get('/metrics', {authorization: 'Bearer anything'});
  expect([status, json.error.code]).toEqual([401, 'auth_required']);
});

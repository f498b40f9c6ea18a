import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createProxy, SettingsError} from '../../src/proxy/index.ts';
import type {Store} from '../../src/proxy/store/store.ts';
import {guideBooking, openProxy, settings, shop, type ProxySystem} from './cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const json = (body: unknown) => ({
  method: 'POST',
  headers: {'content-type': 'application/json'},
  body: JSON.stringify(body),
});

describe('origins', () => {
  test("a page of the list may read and write, and learns the request's id", async () => {
    const {status, headers} = await system.post('/v2/bookings', guideBooking(), {origin: shop});
    expect(status).toBe(201);
    expect(headers.get('access-control-allow-origin')).toBe(shop);
    expect(headers.get('access-control-expose-headers')).toBe('x-request-id, retry-after');
    expect(headers.has('access-control-allow-credentials')).toBe(false);
    expect(headers.get('vary')).toBe('Origin');
  });

  test('its preflight names what it may send', async () => {
    const {status, headers} = await system.request('/v2/bookings', {
      method: 'OPTIONS',
      headers: {origin: shop, 'access-control-request-method': 'POST'},
    });
    expect(status).toBe(204);
    expect(headers.get('access-control-allow-origin')).toBe(shop);
    expect(headers.get('access-control-allow-methods')).toBe('GET, POST, DELETE');
    expect(headers.get('access-control-allow-headers')).toBe(
      'content-type, authorization, cal-api-version, idempotency-key, last-event-id, booking-checkout-token, ' +
        'booking-manage-token',
    );
  });

  test.each(['https://evil.example', 'null', `${shop}.evil.example`, 'http://shop.example'])(
    'a page of %s may not write and cannot read',
    async origin => {
      const written = await system.post('/v2/bookings', guideBooking(), {origin});
      const read = await system.get('/v2/event-types', {origin});
      const preflight = await system.request('/v2/bookings', {method: 'OPTIONS', headers: {origin}});

      expect({status: written.status, code: written.json.error.code}).toEqual({status: 403, code: 'not_allowed'});
      expect(preflight.status).toBe(403);
      for (const {headers} of [written, read, preflight])
        expect(headers.has('access-control-allow-origin')).toBe(false);
      expect(system.cal.world.bookings).toEqual([]);
    },
  );

  test('an error is readable for a page of the list', async () => {
    const {headers} = await system.get('/v2/event-types/3001', {origin: shop});
    expect(headers.get('access-control-allow-origin')).toBe(shop);
    expect(headers.get('access-control-expose-headers')).toContain('retry-after');
  });
});

describe('bodies', () => {
  test.each([
    [
      'a form',
      {method: 'POST', body: 'a=b', headers: {'content-type': 'application/x-www-form-urlencoded'}},
      415,
      'unsupported_media_type',
    ],
    ['a text', {method: 'POST', body: '{}'}, 415, 'unsupported_media_type'],
    [
      'half a JSON',
      {method: 'POST', body: '{"a":', headers: {'content-type': 'application/json; charset=utf-8'}},
      400,
      'bad_json',
    ],
    ['a list', json([]), 400, 'bad_json'],
    ['513 KB', json({start: 'x'.repeat(513 * 1024)}), 413, 'too_large'],
    [
      'a key that reaches for the prototype',
      {...json({}), body: '{"attendee":{"__proto__":{"admin":true}}}'},
      400,
      'invalid_request',
    ],
  ])('%s is refused', async (_, init, status, code) => {
    const answer = await system.request('/v2/bookings', init);
    expect({status: answer.status, code: answer.json.error.code}).toEqual({status, code});
    expect(system.sent).toEqual([]);
  });
});

describe('answers', () => {
  test("every error is Cal.com's envelope with a stable code and the request's id", async () => {
    const {status, headers, json: body} = await system.get('/nothing/here');
    expect(status).toBe(404);
    expect(body).toEqual({
      status: 'error',
      timestamp: '2026-11-23T08:00:00.000Z',
      path: '/nothing/here',
      error: {
        code: 'not_found',
        message: 'The proxy has no such route.',
        details: {message: 'The proxy has no such route.', statusCode: 404},
      },
    });
    expect(headers.get('x-request-id')).toMatch(/^[\da-f-]{36}$/);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; frame-ancestors 'none'");
  });

  test('what nobody thought of is internal, without its text, and the log says where it happened', async () => {
    const store = {healthy: () => Promise.reject(new RangeError('the disk of Ann is full')), close: async () => {}};
    const broken = openProxy({store: store as unknown as Store});
    const {status, json: body} = await broken.get('/readyz');

    expect({status, code: body.error.code}).toEqual({status: 500, code: 'internal'});
    expect(JSON.stringify(body) + broken.lines.join('')).not.toContain('Ann');
    expect(JSON.parse(broken.lines[0]!)).toMatchObject({
      route: '/readyz',
      status: 500,
      code: 'internal',
      error: 'RangeError',
      at: expect.stringMatching(/^at /),
    });
    await broken.close();
  });

  test('a method a route does not have is not found', async () => {
    expect((await system.request('/v2/slots', {method: 'DELETE'})).status).toBe(404);
  });

  test('the log has one line for each request, with the route instead of the address', async () => {
    await system.get('/v2/slots?username=rick&eventTypeSlug=30min&start=2026-11-24&end=2026-11-25');
    await system.get('/live?token=a-token-in-the-address');
    await system.get('/v2/bookings/some-uid-of-a-booking');
    const lines = system.lines
      .map(line => JSON.parse(line) as Record<string, unknown>)
      .filter(({msg}) => msg === 'request');

    expect(lines).toMatchObject([
      {method: 'GET', route: '/v2/slots', status: 200},
      {route: '/live', status: 401, code: 'token_invalid'},
      {route: '/v2/bookings/:uid', status: 404, code: 'not_found'},
    ]);
    expect(system.lines.join('')).not.toMatch(/a-token-in|some-uid|username=/);
  });
});

describe('the whole', () => {
  test("webhooks, sessions and the operator's part are there", async () => {
    expect((await system.post('/webhooks/cal', {})).json.error.code).toBe('bad_signature');
    expect((await system.post('/live/sessions')).json).toMatchObject({
      ref: expect.any(String),
      token: expect.any(String),
      url: 'http://proxy.test/live',
    });
    expect((await system.get('/ops/api/bookings/x')).status).toBe(401);
  });

  test("without an admin token there is no operator's part", async () => {
    const closed = openProxy({adminToken: undefined});
    expect((await closed.get('/ops/api/bookings/x', {authorization: 'Bearer undefined'})).status).toBe(404);
    await closed.close();
  });

  test('it can be mounted under a path', async () => {
    const mounted = openProxy({basePath: '/shop/booking/'});
    expect((await mounted.get('/shop/booking/readyz')).status).toBe(200);
    expect((await mounted.post('/shop/booking/v2/bookings', guideBooking())).json.live.url).toBe(
      'http://proxy.test/shop/booking/live',
    );
    expect((await mounted.get('/readyz')).status).toBe(404);
    await mounted.close();
  });

  test('it does not start with a setting that is missing', () => {
    const {calApiKey: _, ...rest} = settings;
    expect(() => createProxy(rest as typeof settings)).toThrow(SettingsError);
    expect(() => createProxy(rest as typeof settings)).toThrow('createProxy: calApiKey is missing: write the API key');
  });
});

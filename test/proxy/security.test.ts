import {request as httpRequest} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {createProxy, type Proxy} from '../../src/proxy/proxy.ts';
import {guideBooking, openProxy, settings, shop, tuesdayAt, type ProxySystem} from './cal/system.ts';

const checkoutSecret = 'checkout-secret-of-the-security-tests-0123';
let system: ProxySystem;
beforeEach(() => void (system = openProxy({checkoutKeys: `shop:${checkoutSecret}`})));
afterEach(() => system.close());

const json = {'content-type': 'application/json'};
const raw = (body: string, headers: Record<string, string> = json) =>
  system.request('/v2/bookings', {method: 'POST', headers, body});
const outcome = ({status, json: body}: Awaited<ReturnType<typeof raw>>) => ({
  status,
  code: body?.error?.code as string | undefined,
});

describe('secrets', () => {
  test('are in no answer, no header and no log line, whatever goes wrong', async () => {
    const seen: string[] = [];
    const look = async (answer: Promise<Awaited<ReturnType<typeof raw>>>) => {
      const {headers, json: body} = await answer;
      seen.push(JSON.stringify([...headers]), JSON.stringify(body ?? ''));
    };
    const repeated = `the key is ${settings.calApiKey}, the secret ${checkoutSecret}`;
    const failures: (() => Response)[] = [
      () =>
        Response.json(
          {status: 'error', error: {code: 'BadRequestException', message: repeated, details: {message: repeated}}},
          {status: 400},
        ),
      () => Response.json({statusCode: 500, message: repeated}, {status: 500}),
      () => new Response(repeated, {status: 502}),
      () => new Response(null, {status: 302, headers: {location: `https://evil.example/?${repeated}`}}),
      () => Response.json({status: 'success', data: {uid: repeated}}),
    ];
    await look(system.get('/v2/event-types/1001'));
    for (const [index, fail] of failures.entries()) {
      system.intercept.upstream = () => fail();
      await look(
        system.post('/v2/bookings', guideBooking({start: tuesdayAt('11:00')}), {
          'idempotency-key': `attempt-${index}-of-many`,
        }),
      );
      await look(system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25'));
      await look(system.get('/v2/bookings/some-uid'));
      await look(system.get('/v2/event-types/1002'));
    }
    delete system.intercept.upstream;
    await look(
      system.post('/v2/bookings', guideBooking(), {
        authorization: `Bearer ${settings.adminToken}`,
        'booking-checkout-token': `${checkoutSecret}.a.b`,
      }),
    );
    await look(system.get('/ops/api/bookings/x', {authorization: 'Bearer wrong'}));
    await look(system.get('/live?token=wrong'));
    const secrets = [
      settings.calApiKey,
      checkoutSecret,
      settings.webhookSecrets[0]!,
      settings.signingKeys[0]!.slice(3),
    ];
    expect([...seen, ...system.lines].filter(text => secrets.some(secret => text.includes(secret)))).toEqual([]);
  });

  test('of a failed start are not in its words', () => {
    expect(() => createProxy({...settings, signingKeys: 'k1:too-short-secret', dataDirectory: '/nowhere'})).toThrow(
      expect.objectContaining({message: expect.not.stringContaining('too-short-secret')}),
    );
  });

  test("the owner's key goes only where Cal.com needs it", async () => {
    const {
      json: {
        data: {uid},
        manage,
      },
    } = await system.post('/v2/bookings', guideBooking(), {authorization: 'Bearer cal_live_of_a_visitor'});
    await system.get(`/v2/bookings/${uid}`);
    await system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25');
    await system.post(`/v2/bookings/${uid}/cancel`, {}, {'booking-manage-token': manage.token});
    const withKey = system.sent
      .filter(({key}) => key)
      .map(({method, url}) => `${method} ${url.pathname.replace(/\/\d+$/, '')}`);
    expect([...new Set(withKey)]).toEqual(['GET /v2/event-types']);
  });
});

describe('what comes in', () => {
  test.each([
    [
      'from a foreign page',
      () => raw(JSON.stringify(guideBooking()), {...json, origin: 'https://evil.example'}),
      403,
      'not_allowed',
    ],
    [
      'from a page with a name that begins like an allowed one',
      () => raw(JSON.stringify(guideBooking()), {...json, origin: `${shop}.evil.example`}),
      403,
      'not_allowed',
    ],
    [
      'from a page without an origin of its own',
      () => raw(JSON.stringify(guideBooking()), {...json, origin: 'null'}),
      403,
      'not_allowed',
    ],
    [
      'as a text, which a page may send without asking',
      () => raw(JSON.stringify(guideBooking()), {'content-type': 'text/plain'}),
      415,
      'unsupported_media_type',
    ],
    [
      'as a form',
      () => raw('start=x', {'content-type': 'application/x-www-form-urlencoded'}),
      415,
      'unsupported_media_type',
    ],
    ['without a type', () => raw(JSON.stringify(guideBooking()), {'content-type': ''}), 415, 'unsupported_media_type'],
    [
      'too large',
      () => raw(JSON.stringify(guideBooking({bookingFieldsResponses: {notes: 'x'.repeat(550_000)}}))),
      413,
      'too_large',
    ],
    ['nested too deeply', () => raw(`${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`), 400, 'invalid_request'],
    ['nested too deeply, in lists', () => raw(`{"a":${'['.repeat(30_000)}`), 400, 'invalid_request'],
    ['with a prototype', () => raw('{"__proto__":{"admin":true}}'), 400, 'invalid_request'],
    ['with a prototype in escapes', () => raw('{"\\u005f_proto__":{"admin":true}}'), 400, 'invalid_request'],
    [
      'with a constructor deep inside',
      () => raw('{"metadata":{"constructor":{"prototype":{"a":1}}}}'),
      400,
      'invalid_request',
    ],
    [
      'as broken UTF-8',
      () =>
        system.request('/v2/bookings', {method: 'POST', headers: json, body: new Uint8Array([123, 34, 255, 34, 125])}),
      400,
      'bad_json',
    ],
    [
      'with two values for one member that is checked',
      () =>
        raw(
          '{"eventTypeId":1001,"eventTypeId":3001,"start":"2026-11-24T10:00:00Z","attendee":{"name":"A","email":"a@b.example","timeZone":"UTC"}}',
        ),
      403,
      'not_allowed',
    ],
  ])('%s is refused', async (_, send, status, code) => {
    expect(outcome(await send())).toEqual({status, code});
    expect(system.calls('POST', /./)).toEqual([]);
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined();
  });

  test('brackets inside of a text are no nesting', async () => {
    const {status} = await system.post(
      '/v2/bookings',
      guideBooking({bookingFieldsResponses: {notes: `${'[{'.repeat(100)} \\" ${'"['.repeat(20)}`}}),
    );
    expect(status).toBe(201);
  });

  test.each([
    '/v2/bookings/..%2f..%2fme',
    '/v2/bookings/a%0d%0ax-evil:1',
    '/v2/event-types/1001%2f..%2f..',
    '/v2/event-types/1e3',
    '/v2/slots?username=rick%0d%0ax-evil:1&eventTypeSlug=30min&start=2026-11-24&end=2026-11-25',
    '/v2/slots?username=rick%2f..%2f..&eventTypeSlug=30min&start=2026-11-24&end=2026-11-25',
  ])('an address that tries to lead elsewhere leads nowhere: %s', async path => {
    const {status, headers} = await system.get(path);
    expect([400, 403, 404]).toContain(status);
    expect(headers.has('x-evil')).toBe(false);
    expect(system.sent).toEqual([]);
  });
});

describe('over a socket', () => {
  let proxy: Proxy;
  let server: ReturnType<typeof createAdaptorServer>;
  let port: number;
  beforeEach(async () => {
    proxy = createProxy({
      ...settings,
      calApiUrl: 'http://127.0.0.1:9',
      store: {healthy: async () => true, close: async () => {}} as never,
      log: {info() {}, warn() {}, error() {}},
      basePath: '',
    });
    server = createAdaptorServer({fetch: proxy.fetch});
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  });
  afterEach(async () => {
    await new Promise(resolve => server.close(resolve));
    await proxy.close();
  });

  const send = (headers: Record<string, string>) =>
    new Promise<{status: number; headers: Record<string, unknown>; body: string}>((resolve, reject) => {
      httpRequest({port, path: '/live/sessions', method: 'POST', headers}, response => {
        let body = '';
        response.on('data', chunk => void (body += String(chunk)));
        response.on('end', () => resolve({status: response.statusCode!, headers: response.headers, body}));
      })
        .on('error', reject)
        .end();
    });

  test.each([
    {'x-forwarded-host': 'evil.example/path?x='},
    {'x-forwarded-host': 'a b'},
    {'x-forwarded-proto': 'javascript', 'x-forwarded-host': 'book.example.com'},
    {'x-forwarded-host': '"><script>'},
  ])('headers of a reverse proxy that are none make no address: %j', async headers => {
    const {status, body} = await send(headers as Record<string, string>);
    expect(status).toBe(201);
    const url = new URL((JSON.parse(body) as {url: string}).url);
    expect(url.protocol).toBe('http:');
    expect(url.pathname.endsWith('/live')).toBe(true);
    expect(body).not.toContain('<script>');
  });

  test('a header that carries a line break is refused before it is read', () => {
    expect(() => httpRequest({port, headers: {'idempotency-key': 'a\r\nx-evil: 1'}})).toThrow('Invalid character');
    expect(() => new Request('http://proxy.test/', {headers: {'idempotency-key': 'a\r\nx-evil: 1'}})).toThrow(
      TypeError,
    );
  });
});

import {afterEach, beforeEach, expect, test} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type Answer, type ProxySystem} from '../cal/system.ts';

const path = '/v2/atoms/verification/email/send-code';
const ann = 'ann@visitors.example';
let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: ['rick/verified', 'rick/30min'], trustedProxies: 1})));
afterEach(() => system.close());

const ask = (body: object = {}, visitor = 1) =>
  system.post(path, {email: ann, eventTypeId: 1011, ...body}, {'x-forwarded-for': `203.0.113.${visitor}`});
const outcome = ({status, json}: Answer) => ({status, code: json.error?.code as string | undefined});
const sent = () => system.calls('POST', /send-code$/);

test('a visitor gets a code, and books with it', async () => {
  const {status, json} = await ask({language: 'de'});
  expect({status, json}).toEqual({status: 200, json: {status: 'success', data: {sent: true}}});
  expect(sent()).toMatchObject([{key: false, body: {email: ann, language: 'de'}}]);

  const booking = {eventTypeId: 1011, attendee: {name: 'Ann', email: ann, timeZone: 'UTC'}};
  const book = (emailVerificationCode: string) =>
    system.post('/v2/bookings', guideBooking({...booking, emailVerificationCode}), {
      'idempotency-key': 'the-same-wish',
    });
  expect(outcome(await book('000000'))).toEqual({status: 400, code: 'invalid_verification_code'});
  expect((await book(system.cal.world.codes.get(ann)!)).status).toBe(201);
});

test('the same wish with another code is no other booking', async () => {
  await ask();
  const code = system.cal.world.codes.get(ann);
  const book = (emailVerificationCode: unknown) =>
    system.post('/v2/bookings', guideBooking({eventTypeId: 1011, emailVerificationCode}), {
      'idempotency-key': 'the-same-wish',
    });
  const first = await book(code);
  const second = await book('123456');
  expect([first.status, second.status]).toEqual([201, 201]);
  expect(second.json.data).toEqual(first.json.data);
  expect(system.cal.world.bookings).toHaveLength(1);
});

test.each<[string, object, number, string]>([
  ['for an event type that asks for none', {eventTypeId: 1001}, 403, 'not_allowed'],
  ['for an event type that is not offered', {eventTypeId: 1003}, 403, 'not_allowed'],
  ['for no event type', {eventTypeId: undefined}, 400, 'invalid_request'],
  ['to no address', {email: 'ann'}, 400, 'invalid_request'],
  ['to two addresses', {email: [ann, 'bo@visitors.example']}, 400, 'invalid_request'],
  ['with a header in the address', {email: 'ann@visitors.example\r\nbcc: bo@visitors.example'}, 400, 'invalid_request'],
  ["with members of Cal.com's that change the mail", {isVerifyingEmail: true}, 400, 'invalid_request'],
])('no code is sent %s', async (_, body, status, code) => {
  expect(outcome(await ask(body))).toEqual({status, code});
  expect(sent()).toEqual([]);
});

test('one address gets three codes in ten minutes, whoever asks and however it is written', async () => {
  const answers = [];
  for (let visitor = 1; visitor <= 4; visitor += 1) {
    answers.push(outcome(await ask({email: visitor % 2 ? ann : 'Ann@Visitors.example'}, visitor)));
    await system.advance(61_000);
  }
  expect(answers.map(({status}) => status)).toEqual([200, 200, 200, 429]);
  expect(sent()).toHaveLength(3);

  await system.advance(10 * 60_000);
  expect((await ask()).status).toBe(200);
});

test('one visitor gets five codes in ten minutes, whatever the address', async () => {
  const answers = [];
  for (let index = 1; index <= 6; index += 1) {
    answers.push(outcome(await ask({email: `visitor-${index}@visitors.example`})).status);
    await system.advance(61_000);
  }
  expect(answers).toEqual([200, 200, 200, 200, 200, 429]);
});

test('all together get three a minute, so that Cal.com never shuts the proxy out', async () => {
  const answers = Array.from({length: 8}, (_, index) => ask({email: `visitor-${index}@visitors.example`}, index + 1));
  await system.advance(20_000);
  const refused = (await Promise.all(answers)).filter(({status}) => status === 429);
  expect(sent()).toHaveLength(3);
  expect(refused).toHaveLength(5);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(30);
});

test("Cal.com's count of codes, and its refusal, stop codes only: bookings and times go on", async () => {
  await system.get('/v2/event-types/1001');
  const limited = (status: number, body: object, remaining: number) =>
    Response.json(body, {
      status,
      headers: {'x-ratelimit-remaining-default': String(remaining), 'x-ratelimit-reset-default': '50'},
    });
  system.intercept.upstream = ({url}) =>
    url.endsWith('/send-code') ? limited(200, {status: 'success', data: {sent: true}}, 2) : undefined;
  expect((await ask()).status).toBe(200);
  await system.advance(2_000);
  system.intercept.upstream = ({url}) =>
    url.endsWith('/send-code')
      ? limited(
          429,
          {status: 'error', error: {code: 'ThrottlerException', message: 'CustomThrottlerGuard - Too many requests.'}},
          0,
        )
      : undefined;
  expect((await ask({email: 'bo@visitors.example'}, 2)).headers.get('retry-after')).toBe('50');

  expect((await system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-25')).status).toBe(200);
  expect((await system.post('/v2/bookings', guideBooking({start: tuesdayAt('11:00')}))).status).toBe(201);
  expect((await ask({email: 'cy@visitors.example'}, 3)).status).toBe(429);
  expect(sent()).toHaveLength(2);
  expect((await system.get('/metrics')).text).toContain('booking_proxy_upstream_remaining{bucket="codes"} 0');
});

test.each<[string, () => Response, number, string]>([
  [
    'where Cal.com no longer knows the call',
    () =>
      Response.json(
        {status: 'error', error: {code: 'NotFoundException', message: `Cannot POST ${path}`}},
        {status: 404},
      ),
    502,
    'upstream_version',
  ],
  [
    'where Cal.com says that it sent none',
    () => Response.json({status: 'success', data: {sent: false}}),
    502,
    'upstream_version',
  ],
  ['where its answer is lost', () => Response.error(), 502, 'upstream_down'],
  [
    'where it fails',
    () => Response.json({statusCode: 500, message: 'Internal server error'}, {status: 500}),
    502,
    'upstream_down',
  ],
])('%s, the page is told so', async (_, answer, status, code) => {
  await system.get('/v2/event-types/1011');
  system.intercept.upstream = answer;
  expect(outcome(await ask())).toEqual({status, code});
  expect(sent()).toHaveLength(1);
});

test('no log line and no metric holds the address', async () => {
  await ask();
  expect([...system.lines, (await system.get('/metrics')).text].join('')).not.toContain('visitors.example');
});

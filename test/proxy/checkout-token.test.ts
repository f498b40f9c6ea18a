import {SignJWT} from 'jose';
import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {signCheckoutToken, type CheckoutOrder} from '../../src/proxy/checkout-token.ts';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from './cal/system.ts';

const key = 'shop:checkout-secret-of-the-test-suite-long-enough';
const order: CheckoutOrder = {
  eventType: 'rick/30min',
  orderId: 'order-17',
  price: {amount: 4900, currency: 'eur'},
  metadata: {plan: 'gold'},
};

let system: ProxySystem;
beforeEach(() => void (system = openProxy({checkoutKeys: key, requireCheckoutToken: true})));
afterEach(() => system.close());

const sign = (change: Partial<CheckoutOrder> = {}, withKey = key) =>
  signCheckoutToken(withKey, {...order, ...change}, () => system.clock.now);
const book = (token: string | undefined, body: object = {}, headers: Record<string, string> = {}) =>
  system.post('/v2/bookings', guideBooking({metadata: {}, ...body}), {
    ...(token === undefined ? {} : {'booking-checkout-token': token}),
    ...headers,
  });
const outcome = ({status, json}: Awaited<ReturnType<typeof book>>) => ({
  status,
  code: json.error?.code as string | undefined,
});
const posts = () => system.calls('POST', /bookings$/);

describe('what the shop vouches for', () => {
  test('is written into the booking by the proxy', async () => {
    expect((await book(await sign())).status).toBe(201);
    expect(posts()[0]!.body!['metadata']).toMatchObject({
      booking_order: 'order-17',
      booking_price: '4900',
      booking_currency: 'EUR',
      plan: 'gold',
    });
  });

  test('wins over what the page says, and cannot be claimed without a token', async () => {
    await book(await sign(), {metadata: {booking_order: 'order-1', booking_price: '1', plan: 'free', source: 'page'}});
    expect(posts()[0]!.body!['metadata']).toMatchObject({
      booking_order: 'order-17',
      booking_price: '4900',
      plan: 'gold',
      source: 'page',
    });

    const open = openProxy();
    await open.post(
      '/v2/bookings',
      guideBooking({metadata: {booking_order: 'order-1', booking_price: '1', booking_currency: 'EUR', source: 'page'}}),
    );
    const metadata = open.calls('POST', /bookings$/)[0]!.body!['metadata'] as Record<string, string>;
    expect(Object.keys(metadata).sort()).toEqual(['booking_attempt', 'booking_ref', 'source']);
    await open.close();
  });

  test('may name the event type by its number', async () => {
    expect((await book(await sign({eventType: 1001}))).status).toBe(201);
    expect(outcome(await book(await sign({eventType: 1002, orderId: 'order-18'})))).toEqual({
      status: 403,
      code: 'not_allowed',
    });
  });
});

describe('a token is refused', () => {
  test.each([
    ['when there is none', async () => undefined, 'token_invalid'],
    ['when it is none', async () => 'nonsense', 'token_invalid'],
    [
      'when it is signed with another secret',
      () => sign({}, 'shop:another-secret-that-is-long-enough-as-well'),
      'token_invalid',
    ],
    [
      'when it is signed by a shop nobody knows',
      () => sign({}, 'other:checkout-secret-of-the-test-suite-long-enough'),
      'token_invalid',
    ],
    ['when it is over', () => signCheckoutToken(key, order, () => system.clock.now - 3_700_000), 'token_expired'],
    [
      'when it is good for ever',
      () =>
        new SignJWT({...order})
          .setProtectedHeader({alg: 'HS256', kid: 'shop'})
          .setJti('a')
          .setAudience('booking-checkout')
          .setExpirationTime('10y')
          .sign(new TextEncoder().encode(key.slice(5))),
      'token_invalid',
    ],
    [
      'when it has no end',
      () =>
        new SignJWT({...order})
          .setProtectedHeader({alg: 'HS256', kid: 'shop'})
          .setJti('a')
          .setAudience('booking-checkout')
          .sign(new TextEncoder().encode(key.slice(5))),
      'token_invalid',
    ],
    [
      'when it is for something else',
      () =>
        new SignJWT({...order})
          .setProtectedHeader({alg: 'HS256', kid: 'shop'})
          .setJti('a')
          .setAudience('newsletter')
          .setExpirationTime('5m')
          .sign(new TextEncoder().encode(key.slice(5))),
      'token_invalid',
    ],
    [
      'when it is not signed at all',
      async () =>
        `${btoa('{"alg":"none"}').replaceAll('=', '')}.${btoa('{"aud":"booking-checkout"}').replaceAll('=', '')}.`,
      'token_invalid',
    ],
    [
      'when it says nothing',
      () =>
        new SignJWT({})
          .setProtectedHeader({alg: 'HS256', kid: 'shop'})
          .setJti('a')
          .setAudience('booking-checkout')
          .setExpirationTime(Math.floor(system.clock.now / 1000) + 60)
          .sign(new TextEncoder().encode(key.slice(5))),
      'token_invalid',
    ],
  ])('%s', async (_, make, code) => {
    expect(outcome(await book(await make()))).toEqual({status: 401, code});
    expect(system.sent).toEqual([]);
  });

  test.each([
    ['another region', 'https://cal.eu/rick/30min'],
    ['an organization', 'https://acme.cal.com/rick/30min'],
    ['a number there', 'https://cal.eu/1001'],
  ])('when it names an event type by the address of %s, whose people have the same names', async (_, eventType) => {
    expect(outcome(await book(await sign({eventType})))).toEqual({status: 401, code: 'token_invalid'});
    expect(system.sent).toEqual([]);
  });

  test('when it was made for another event type', async () => {
    expect(outcome(await book(await sign({eventType: 'rick/approval'})))).toEqual({status: 403, code: 'not_allowed'});
    expect(posts()).toEqual([]);
  });
});

describe('a token is used once', () => {
  test('for one booking, whatever other key it comes with', async () => {
    const token = await sign();
    expect((await book(token)).status).toBe(201);
    expect(outcome(await book(token, {start: tuesdayAt('12:00')}))).toEqual({status: 401, code: 'token_invalid'});
    expect(posts()).toHaveLength(1);
  });

  test('for one order, if the shop does not name its tokens', async () => {
    await book(await sign());
    expect(outcome(await book(await sign({expiresInSeconds: 60}), {start: tuesdayAt('12:00')}))).toEqual({
      status: 401,
      code: 'token_invalid',
    });
    expect((await book(await sign({id: 'order-17/second'}), {start: tuesdayAt('12:00')})).status).toBe(201);
  });

  test('by two at the same moment for one booking only', async () => {
    const token = await sign();
    const answers = await Promise.all([book(token), book(token, {start: tuesdayAt('12:00')})]);
    expect(answers.map(({status}) => status).sort((a, b) => a - b)).toEqual([201, 401]);
    expect(system.cal.world.bookings).toHaveLength(1);
  });

  test('and the same attempt may be sent again', async () => {
    const token = await sign();
    const again = {'idempotency-key': 'attempt-0001'};
    expect((await book(token, {}, again)).status).toBe(201);
    expect((await book(token, {}, again)).status).toBe(201);
    expect((await book(await sign({expiresInSeconds: 60}), {}, again)).status).toBe(201);
    expect(posts()).toHaveLength(1);
  });

  test('and is good for another try after a refusal', async () => {
    const token = await sign();
    system.cal.controls.failNext('taken-409');
    expect(outcome(await book(token))).toEqual({status: 409, code: 'slot_taken'});
    expect((await book(token, {start: tuesdayAt('12:00')})).status).toBe(201);
  });

  test('and is kept for the attempt whose outcome is unknown', async () => {
    const token = await sign();
    await system.get('/v2/event-types/1001');
    system.intercept.upstream = request => (request.method === 'POST' ? Response.error() : undefined);
    expect(outcome(await book(token, {}, {'idempotency-key': 'attempt-0001'}))).toEqual({
      status: 504,
      code: 'outcome_unknown',
    });
    delete system.intercept.upstream;
    expect(outcome(await book(token, {start: tuesdayAt('12:00')}))).toEqual({status: 401, code: 'token_invalid'});
    system.clock.now += 121_000;
    expect((await book(token, {}, {'idempotency-key': 'attempt-0001'})).status).toBe(201);
  });
});

test('a token without the name of its key is tried with all of them', async () => {
  const token = await new SignJWT({eventType: 'rick/30min', orderId: 'order-17'})
    .setProtectedHeader({alg: 'HS256'})
    .setAudience('booking-checkout')
    .setJti('order-17')
    .setExpirationTime(Math.floor(system.clock.now / 1000) + 60)
    .sign(new TextEncoder().encode(key.slice(5)));
  expect((await book(token)).status).toBe(201);
});

test('where tokens are not required a booking needs none, and a wrong one is refused all the same', async () => {
  const open = openProxy({checkoutKeys: key});
  expect((await open.post('/v2/bookings', guideBooking())).status).toBe(201);
  expect(
    (await open.post('/v2/bookings', guideBooking({start: tuesdayAt('12:00')}), {'booking-checkout-token': 'nonsense'}))
      .status,
  ).toBe(401);
  await open.close();
});

test.each([
  ['a short secret', 'shop:short', order, 'the key must be kid:secret'],
  ['a key without a name', 'checkout-secret-of-the-test-suite-long-enough', order, 'the key must be kid:secret'],
  ['no order', key, {...order, orderId: ''}, '`orderId` is missing'],
  ['two days', key, {...order, expiresInSeconds: 172_800}, '`expiresInSeconds` must be from 1 to 86400'],
])('signing with %s is refused in words', async (_, withKey, wrong, words) => {
  await expect(signCheckoutToken(withKey, wrong)).rejects.toThrow(words);
});

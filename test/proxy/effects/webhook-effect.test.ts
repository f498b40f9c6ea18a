import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, expect, test} from 'vitest';
import type {EffectConfig} from '../../../src/proxy/effects/config/types.ts';
import {guideBooking} from '../cal/system.ts';
import {sign} from '../webhooks/fixtures.ts';
import {effectSecret, openEffects, startReceiver, webhook, type EffectSystem, type Receiver} from './system.ts';

let receiver: Receiver;
let system: EffectSystem | undefined;
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await system?.close();
  system = undefined;
  await receiver.close();
});

function open(...effects: Partial<EffectConfig>[]): EffectSystem {
  const usual = {kind: 'webhook', name: 'n8n', url: `http://${receiver.host}/hook`, secretFrom: 'N8N_SECRET'};
  return (system = openEffects(
    effects.map(effect => ({...usual, ...effect}) as EffectConfig),
    [receiver],
  ));
}

test("the webhook is sent on as it came, signed in Cal.com's scheme with the effect's own secret", async () => {
  const {deliver, until} = open({});
  const sent = webhook('BOOKING_CREATED', 'u1');
  expect((await deliver(sent)).status).toBe(204);

  await until(() => receiver.received.length === 1);
  const {path, headers, body} = receiver.received[0]!;
  expect({path, body}).toEqual({path: '/hook', body: JSON.stringify(sent)});
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-cal-signature-256': sign(body, effectSecret),
    'idempotency-key': `${headers['booking-run'] as string}:send`,
  });
});

test('a mapping gets the booking as Cal.com knows it now, and is signed as a standard webhook', async () => {
  const {deliver, until, post} = open({
    signature: 'standard',
    body: ({event, booking}) => ({event, title: booking['title'], attendees: booking['attendees']}),
  });
  const {uid} = (await post('/v2/bookings', guideBooking())).json.data;
  await deliver(webhook('BOOKING_CREATED', uid));

  await until(() => receiver.received.length === 1);
  const {headers, body} = receiver.received[0]!;
  expect(JSON.parse(body)).toMatchObject({
    event: {trigger: 'BOOKING_CREATED', uid},
    attendees: [{name: 'Ann Visitor', email: 'ann@visitors.example'}],
  });
  const signed = `${headers['webhook-id'] as string}.${headers['webhook-timestamp'] as string}.${body}`;
  const signature = createHmac('sha256', effectSecret).update(signed).digest('base64');
  expect(headers['webhook-signature']).toBe(`v1,${signature}`);
  expect(headers['webhook-id']).toBe(headers['idempotency-key']);
});

test('an event is sent once, through however many subscriptions it comes', async () => {
  const {deliver, until} = open({on: 'BOOKING_CREATED'}, {name: 'last', on: 'BOOKING_CANCELLED'});
  const sent = webhook('BOOKING_CREATED', 'u1');
  await deliver(sent);
  await deliver(sent);
  await deliver({...sent, createdAt: '2026-11-23T08:00:00.007Z'});
  await deliver(webhook('BOOKING_CANCELLED', 'u1'));

  await until(() => receiver.received.some(({body}) => body.includes('BOOKING_CANCELLED')));
  expect(receiver.received).toHaveLength(2);
});

test.each<[string, Partial<EffectConfig>, string[]]>([
  ['an event', {on: ['BOOKING_CANCELLED']}, ['BOOKING_CANCELLED u1']],
  ['a state', {states: 'pending'}, ['BOOKING_REQUESTED u2']],
  ['the number of an event type', {eventTypes: 7}, ['BOOKING_CREATED u3']],
  ['the slug of an event type', {eventTypes: ['demo', 8]}, ['BOOKING_CREATED u4']],
  ['metadata', {metadata: {orderId: 'order-5'}}, ['BOOKING_CREATED u5']],
  [
    'a function',
    {when: ({booking, state}) => state === 'accepted' && booking['price'] === 600},
    ['BOOKING_CREATED u6'],
  ],
])('an effect is only for events that %s lets through', async (_name, filter, expected) => {
  const {deliver, until} = open({...filter, name: 'filtered'}, {name: 'end', on: 'BOOKING_PAID'});
  await deliver(webhook('BOOKING_CREATED', 'u1', {eventTypeId: 1}));
  await deliver(webhook('BOOKING_CANCELLED', 'u1'));
  await deliver(webhook('BOOKING_REQUESTED', 'u2'));
  await deliver(webhook('BOOKING_CREATED', 'u3', {eventTypeId: 7}));
  await deliver(webhook('BOOKING_CREATED', 'u4', {type: 'demo'}));
  await deliver(webhook('BOOKING_CREATED', 'u5', {metadata: {orderId: 'order-5'}}));
  await deliver(webhook('BOOKING_CREATED', 'u6', {price: 600}));
  await deliver(webhook('BOOKING_PAID', 'u9', {eventTypeId: 2}));

  const sent = () =>
    receiver.received
      .map(({body}) => JSON.parse(body))
      .map(({triggerEvent, payload}) => `${triggerEvent} ${payload.uid}`)
      .filter(each => each !== 'BOOKING_PAID u9');
  await until(() => receiver.received.length >= expected.length + 1);
  expect(sent()).toEqual(expected);
});

test('a filter that fails keeps the webhook and its run', async () => {
  const {deliver, until, get} = open(
    {
      when: () => {
        throw new TypeError('Ravi Menon');
      },
    },
    {name: 'other'},
  );
  expect((await deliver(webhook('BOOKING_CREATED', 'u1'))).status).toBe(204);

  await until(() => receiver.received.length === 1);
  const booking = await get('/ops/api/bookings/u1', {authorization: 'Bearer admin-token-of-the-test-suite'});
  expect(booking.json.state).toBe('accepted');
});

test('a webhook that is not in the format of Cal.com starts nothing', async () => {
  const {deliver, until} = open({});
  await deliver({uid: 'u1', name: 'from a template'});
  await deliver(webhook('BOOKING_CREATED', 'u2'));

  await until(() => receiver.received.length === 1);
  expect(receiver.received[0]!.body).toContain('"u2"');
});

test('a server that is down gets the same request with the same key again', async () => {
  const {deliver, until, advance} = open({});
  receiver.answer = Object.assign(receiver.answer, {status: 500});
  await deliver(webhook('BOOKING_CREATED', 'u1'));
  await until(() => receiver.received.length === 1);
  receiver.answer.status = 204;
  await until(async () => {
    await advance(1_000);
    return receiver.received.length === 2;
  });

  const [first, second] = receiver.received;
  expect(second!.headers['idempotency-key']).toBe(first!.headers['idempotency-key']);
  expect(second!.body).toBe(first!.body);
});

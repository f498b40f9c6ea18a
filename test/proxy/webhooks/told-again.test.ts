import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {fixture, payloadOf, sign} from './fixtures.ts';
import {openSystem, type System} from './system.ts';

let system: System;

beforeEach(() => {
  system = openSystem();
});
afterEach(() => system.close());

async function stateOf(uid: string): Promise<string> {
  return (await system.context.store.booking(uid))?.view.state ?? 'unknown';
}

describe('a signed body of a custom template is kept and warned about, whatever it looks like', () => {
  const uid = 'q7XnV2sJk9TfWb4LmRz8Ey';
  const form = 'application/x-www-form-urlencoded';
  test.each([
    ['a template whose values broke its JSON', 'false'],
    ['names and values', `{"uid":"${uid}","name":"Bob"}`],
    [
      'the trigger and names',
      `{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-10-01T09:15:03.000Z","uid":"${uid}"}`,
    ],
    ['a payload before the trigger', `{"payload":{"uid":"${uid}"},"triggerEvent":"BOOKING_CANCELLED"}`],
    [
      'a payload that names no booking',
      '{"triggerEvent":"BOOKING_CREATED","createdAt":"2026-10-01T09:15:03.000Z","payload":{"who":"Bob"}}',
    ],
    ['names and values as a form', `triggerEvent=BOOKING_CANCELLED&uid=${uid}&name=Bob &amp; Ann`, form],
    [
      'JSON with a number in it, which is sent as a form',
      `{"triggerEvent":"BOOKING_CREATED","bookingId":771001,"uid":"${uid}"}`,
      form,
    ],
    ['such JSON that a name broke', `{"bookingId":771001,"name":"Bob "B"","uid":"${uid}"}`, form],
    ['a sentence', 'Bob booked 30 minutes', form],
    ['nothing', '', form],
  ])('%s', async (_name, body, contentType = 'application/json') => {
    const warnings: string[] = [];
    system.context.log.warn = (_fields: object, message: string) => warnings.push(message);
    const headers = {'x-cal-signature-256': sign(body), 'content-type': contentType};

    const response = await system.request('/webhooks/cal', {method: 'POST', body, headers});
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({data: {message: expect.stringContaining('was stored')}});
    expect(warnings).toEqual([expect.stringContaining('template')]);
    if (body.includes(uid) && !body.includes('"B"'))
      expect((await system.context.store.booking(uid))?.facts).toEqual({doubtedAt: expect.any(String)});
  });
});

describe('an event that comes in another body', () => {
  const uid = 'q7XnV2sJk9TfWb4LmRz8Ey';
  const told: string[] = [];

  /** The event as another subscription, another key order or a body that was built anew would tell it. */
  const retell = (createdAt: string, change: object = {}) => {
    const {payload, ...envelope} = payloadOf('BOOKING_CREATED');
    const turned = Object.fromEntries(Object.entries({...payload, ...change}).toReversed());
    return system.post(JSON.stringify({...envelope, createdAt, payload: turned}, undefined, 2));
  };

  beforeEach(async () => {
    told.length = 0;
    system.context.hub.onView(uid, ({view}) => told.push(`${view.state} ${view.start}`));
    await system.postFixture(fixture('BOOKING_CREATED'));
  });

  test('is taken, and told neither to pages nor to the log', async () => {
    expect((await retell('2026-10-01T09:15:02.999Z')).status).toBe(204);
    expect((await retell('2026-10-01T09:20:00.000Z', {title: 'Another title'})).status).toBe(204);

    expect(told).toEqual(['accepted 2026-10-06T08:00:00.000Z']);
    expect(await system.context.store.log(uid, 0)).toHaveLength(1);
  });

  test('brings back nothing that was refused or cancelled since', async () => {
    await system.post(
      JSON.stringify({triggerEvent: 'BOOKING_REJECTED', createdAt: '2026-10-01T09:16:00.000Z', payload: {uid}}),
    );
    await retell('2026-10-01T09:20:00.000Z');

    expect(await stateOf(uid)).toBe('rejected');
    expect(told).toHaveLength(2);
  });

  test('still tells of another time when it is the newer word', async () => {
    await retell('2026-10-01T09:20:00.000Z', {startTime: '2026-10-07T10:00:00Z'});
    await retell('2026-10-01T09:15:00.000Z', {startTime: '2026-10-05T10:00:00Z'});

    expect(told).toEqual(['accepted 2026-10-06T08:00:00.000Z', 'accepted 2026-10-07T10:00:00.000Z']);
  });
});

test('pages hear of a webhook after it is stored, never before', async () => {
  const order: string[] = [];
  system.context.hooks = {afterCommit: () => order.push('stored')};
  system.context.hub.onView('q7XnV2sJk9TfWb4LmRz8Ey', () => order.push('told'));
  await system.postFixture(fixture('BOOKING_CREATED'));

  expect(order).toEqual(['stored', 'told']);
});

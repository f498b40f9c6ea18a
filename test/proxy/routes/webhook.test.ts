import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {mintRef} from '../../../src/proxy/live/refs.ts';
import {fixture, fixtures, payloadOf, sign} from '../webhooks/fixtures.ts';
import {openSystem, signingKeys, type System} from '../webhooks/system.ts';

let system: System;

beforeEach(() => {
  system = openSystem();
});
afterEach(() => system.close());

async function stateOf(uid: string): Promise<string> {
  return (await system.context.store.booking(uid))?.view.state ?? 'unknown';
}

async function errorOf(response: Response): Promise<[number, string]> {
  return [response.status, ((await response.json()) as {error: {code: string}}).error.code];
}

describe.each(fixtures)('the delivery $id', entry => {
  const {id, expect: expected} = entry;
  const status = expected.http === 401 ? 401 : id === 'PING' ? 200 : 204;

  test(`is answered with ${status} and leads to "${expected.status ?? 'no state'}"`, async () => {
    expect((await system.postFixture(entry)).status).toBe(status);
    if (!expected.bookingUid) return;
    expect(await stateOf(expected.bookingUid)).toBe(expected.status ?? 'unknown');
    if (expected.supersedes) {
      const {view} = (await system.context.store.booking(expected.supersedes))!;
      expect(view).toMatchObject({state: 'rescheduled', rescheduledTo: expected.bookingUid});
    }
  });

  test('changes nothing when it comes again', async () => {
    await system.postFixture(entry);
    const uids = [expected.bookingUid, expected.supersedes].filter(uid => typeof uid === 'string');
    const read = () =>
      Promise.all(
        uids.map(async uid => [await system.context.store.booking(uid), await system.context.store.log(uid, 0)]),
      );
    const before = await read();

    expect((await system.postFixture(entry)).status).toBe(status);
    expect(await read()).toEqual(before);
  });
});

test('a host who asks for another time leaves word of it', async () => {
  const {
    expect: {bookingUid},
    ...entry
  } = fixture('FLOW_request_reschedule_CANCELLED');
  await system.post(entry.body);

  expect((await system.context.store.booking(bookingUid!))?.view).toMatchObject({
    state: 'cancelled',
    rescheduleExpected: true,
  });
});

describe('what does not come from Cal.com', () => {
  const {body, headers} = fixture('BOOKING_CREATED');

  test('is refused, and not to be sent again', async () => {
    expect(await errorOf(await system.post(body, sign(body, 'another secret')))).toEqual([401, 'bad_signature']);
    expect(await errorOf(await system.post(body, 'no-secret-provided'))).toEqual([401, 'bad_signature']);
    expect(await errorOf(await system.post(fixture('BOOKING_CANCELLED').body, headers['x-cal-signature-256']))).toEqual(
      [401, 'bad_signature'],
    );
    expect(await errorOf(await system.request('/webhooks/cal', {method: 'POST', body}))).toEqual([
      401,
      'bad_signature',
    ]);
    expect(await stateOf('q7XnV2sJk9TfWb4LmRz8Ey')).toBe('unknown');
  });

  test('is refused before it is parsed', async () => {
    expect(await errorOf(await system.post('{', sign('{', 'another secret')))).toEqual([401, 'bad_signature']);
  });
});

test('a webhook without a secret is refused with what to do', async () => {
  const response = await system.postFixture(fixture('PING_no_secret'));

  expect(response.status).toBe(401);
  expect(await response.json()).toMatchObject({error: {message: expect.stringContaining('is unsigned')}});
});

test('a form is taken, and said not to be believed', async () => {
  const body = 'uid=q7XnV2sJk9TfWb4LmRz8Ey&name=Bob &quot;B&quot;';
  const response = await system.request('/webhooks/cal', {
    method: 'POST',
    body,
    headers: {'x-cal-signature-256': sign(body), 'content-type': 'application/x-www-form-urlencoded'},
  });

  expect(response.status).toBe(200);
  expect((await system.context.store.booking('q7XnV2sJk9TfWb4LmRz8Ey'))?.facts.doubtedAt).toBeDefined();
});

test('an address with a slash too much is taken: Cal.com follows no redirect', async () => {
  const {body, headers} = fixture('BOOKING_CREATED');

  expect(
    (
      await system.request('/webhooks/cal/', {
        method: 'POST',
        body,
        headers: {'x-cal-signature-256': headers['x-cal-signature-256']!},
      })
    ).status,
  ).toBe(204);
});

test('a fork of Cal.com may sign in a header of its own', async () => {
  const {body, headers} = fixture('BOOKING_CREATED');
  system.context.settings.signatureHeader = 'x-coachos-signature-256';
  const post = (name: string) =>
    system.request('/webhooks/cal', {method: 'POST', body, headers: {[name]: headers['x-cal-signature-256']!}});

  expect((await post('X-Cal-Signature-256')).status).toBe(401);
  expect((await post('X-CoachOS-Signature-256')).status).toBe(204);
});

test('where to join is kept only for an owner who shows it', async () => {
  const {body} = fixture('BOOKING_CREATED');
  await system.post(body);
  const before = await system.context.store.booking('q7XnV2sJk9TfWb4LmRz8Ey');
  expect(JSON.stringify(before)).not.toContain('https://');

  system.context.settings.joinLinks = true;
  await system.postFixture(fixture('DUP_other_subscription'));
  const {view} = (await system.context.store.booking('q7XnV2sJk9TfWb4LmRz8Ey'))!;
  expect(view.joinUrl).toBe('https://cal.example.com/video/q7XnV2sJk9TfWb4LmRz8Ey');
});

test('a signed body that is no JSON is refused', async () => {
  expect(await errorOf(await system.post('uid=q7XnV2sJk9TfWb4LmRz8Ey'))).toEqual([400, 'bad_json']);
});

test('a long note is taken, a body without bounds is not', async () => {
  const created = payloadOf('BOOKING_CREATED');
  const long = JSON.stringify({...created, payload: {...created.payload, additionalNotes: 'ü'.repeat(100_000)}});
  expect((await system.post(long)).status).toBe(204);

  expect(await errorOf(await system.post(' '.repeat(512 * 1024 + 1)))).toEqual([413, 'too_large']);
});

test('a body without bounds is not taken in pieces either', async () => {
  const endless = new ReadableStream<Uint8Array>({pull: controller => controller.enqueue(new Uint8Array(64 * 1024))});
  const response = await system.request('/webhooks/cal', {
    method: 'POST',
    body: endless,
    duplex: 'half',
  } as RequestInit);

  expect(await errorOf(response)).toEqual([413, 'too_large']);
});

test('Cal.com’s test button gets a friendly answer and leaves nothing behind', async () => {
  const response = await system.postFixture(fixture('PING'));

  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({status: 'success'});
});

test('a store that fails makes Cal.com try again', async () => {
  system.context.store.receive = () => Promise.reject(new Error('disk full'));

  expect(await errorOf(await system.postFixture(fixture('BOOKING_CREATED')))).toEqual([503, 'internal']);
});

describe('a session’s reference in the metadata', () => {
  async function postWithRef(uid: string, ref: string): Promise<void> {
    const {payload, ...envelope} = payloadOf('BOOKING_CREATED');
    expect(
      (await system.post(JSON.stringify({...envelope, payload: {...payload, uid, metadata: {booking_ref: ref}}})))
        .status,
    ).toBe(204);
  }

  test('binds it to the first booking that carries it; a copy gets nothing', async () => {
    const {ref, rid} = mintRef(signingKeys);
    await postWithRef('mine', ref);
    await postWithRef('copied', ref);

    expect((await system.context.store.session(rid))?.uid).toBe('mine');
  });

  test('binds it to the seat it came with, of which it tells', async () => {
    const {ref, rid} = mintRef(signingKeys);
    const {payload, ...envelope} = payloadOf('FLOW_seat_1_CREATED');
    await system.post(JSON.stringify({...envelope, payload: {...payload, metadata: {booking_ref: ref}}}));
    const uid = payload['uid'] as string;
    expect(await system.context.store.session(rid)).toEqual({uid, seat: payload['attendeeSeatId']});
    await system.post(
      JSON.stringify({
        triggerEvent: 'BOOKING_CANCELLED',
        createdAt: '2026-12-01T09:00:00.000Z',
        payload: {uid, seatsPerTimeSlot: 5, attendeeSeatId: payload['attendeeSeatId']},
      }),
    );

    const headers = {
      accept: 'application/json',
      authorization: `Bearer ${await system.context.tokens.mint({rid, claim: uid})}`,
    };
    expect(await (await system.request('/live', {headers})).json()).toMatchObject({view: {uid, state: 'cancelled'}});
    expect(await stateOf(uid)).toBe('accepted');
  });

  test('binds nothing when it was not made here', async () => {
    const {ref} = mintRef([{kid: 'k1', secret: 'a-secret-of-somebody-else-32-characters'}]);
    await postWithRef('mine', ref);

    expect(await system.context.store.session(ref.split('.')[0]!)).toBeUndefined();
  });

  test('of all bookings of a series binds it to the first', async () => {
    const {ref, rid} = mintRef(signingKeys);
    for (const id of ['FLOW_recurring_1_CREATED', 'FLOW_recurring_2_CREATED', 'FLOW_recurring_3_CREATED']) {
      const {payload, ...envelope} = payloadOf(id);
      await system.post(JSON.stringify({...envelope, payload: {...payload, metadata: {booking_ref: ref}}}));
    }

    expect((await system.context.store.session(rid))?.uid).toBe('rC1aMx5TgB9nQe3WzKj7Lu');
  });
});

import {createHmac} from 'node:crypto';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {afterEach, expect, test, vi} from 'vitest';
import type {Cal} from '../../mocks/cal.ts';
import type {CalOptions} from '../../mocks/world/world.ts';
import {ask, book, calAt} from './ask.ts';

interface Received {
  trigger: string;
  headers: Record<string, string | string[] | undefined>;
  raw: Buffer;
  payload: any;
}

const closers: (() => void)[] = [];
afterEach(() => closers.splice(0).forEach(close => close()));

/** A subscriber that keeps what it gets and answers with the next status, then 204. */
async function listen(options: CalOptions = {}, statuses: number[] = []): Promise<{cal: Cal; got: Received[]}> {
  const got: Received[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const raw = Buffer.concat(chunks);
    const {triggerEvent, payload} = JSON.parse(raw.toString());
    got.push({trigger: triggerEvent, headers: request.headers, raw, payload});
    response.writeHead(statuses.shift() ?? 204).end();
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const subscriberUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  const cal = calAt({webhooks: [{subscriberUrl, secret: 'whsec'}], retryScale: 0.0001, ...options});
  closers.push(() => {
    cal.close();
    server.close();
    server.closeAllConnections();
  });
  return {cal, got};
}

const triggers = (got: Received[]) => got.map(({trigger}) => trigger);

test('the signature is over the raw bytes, in lowercase hex', async () => {
  const {cal, got} = await listen();
  await book(cal, 1001, '09:00', {bookingFieldsResponses: {notes: 'Grüße 🎉\r\n"quoted"'}});
  const [{headers, raw}] = got as [Received];
  expect(headers['x-cal-signature-256']).toBe(createHmac('sha256', 'whsec').update(raw).digest('hex'));
  expect(headers).toMatchObject({
    'content-type': 'application/json',
    'x-cal-webhook-version': '2021-10-20',
    'content-length': String(raw.length),
  });
});

test('without a secret the header says so', async () => {
  const {cal, got} = await listen();
  cal.world.webhooks[0]!.secret = '';
  await cal.controls.ping();
  expect(got[0]!.headers['x-cal-signature-256']).toBe('no-secret-provided');
});

test('inline, the webhook has arrived before the booking is answered; hosted, after', async () => {
  for (const [webhookMode, before] of [
    ['inline', 1],
    ['hosted', 0],
  ] as const) {
    const {cal, got} = await listen({webhookMode});
    await book(cal, 1001, '09:00');
    expect(got).toHaveLength(before);
    await cal.controls.settled();
    expect(triggers(got)).toEqual(['BOOKING_CREATED']);
  }
});

test('inline, a read during the cancellation is stale', async () => {
  const {cal, got} = await listen();
  const {uid} = (await book(cal, 1001, '09:00')).body.data;
  const cancelling = ask(cal, 'POST', `/v2/bookings/${uid}/cancel`, {body: {}});
  await vi.waitFor(() => expect(triggers(got)).toContain('BOOKING_CANCELLED'));
  await cancelling;
  expect(got[1]!.payload).toMatchObject({uid, status: 'CANCELLED', startTime: '2026-11-23T09:00:00+00:00'});
  expect(got[1]!.payload).not.toHaveProperty('metadata');
});

test.each<[string, (cal: Cal) => Promise<unknown>, string[]]>([
  [
    'on request, agreed',
    async cal => cal.controls.confirm((await book(cal, 1003, '09:00')).body.data.uid),
    ['BOOKING_REQUESTED', 'BOOKING_CREATED'],
  ],
  [
    'on request, refused',
    async cal => cal.controls.reject((await book(cal, 1003, '09:00')).body.data.uid),
    ['BOOKING_REQUESTED', 'BOOKING_REJECTED'],
  ],
  [
    'paid',
    async cal => cal.controls.pay((await book(cal, 1004, '09:00')).body.data.uid),
    ['BOOKING_PAYMENT_INITIATED', 'BOOKING_PAID', 'BOOKING_CREATED'],
  ],
  [
    'paid and on request',
    async cal => cal.controls.pay((await book(cal, 1017, '09:00')).body.data.uid),
    ['BOOKING_PAYMENT_INITIATED', 'BOOKING_PAID', 'BOOKING_REQUESTED'],
  ],
  [
    'agreed before it is paid',
    async cal => cal.controls.confirm((await book(cal, 1004, '09:00')).body.data.uid),
    ['BOOKING_PAYMENT_INITIATED'],
  ],
  [
    'moved',
    async cal =>
      ask(cal, 'POST', `/v2/bookings/${(await book(cal, 1001, '09:00')).body.data.uid}/reschedule`, {
        body: {start: '2026-11-24T09:00:00Z'},
      }),
    ['BOOKING_CREATED', 'BOOKING_RESCHEDULED'],
  ],
  [
    'moved, on request',
    async cal =>
      ask(cal, 'POST', `/v2/bookings/${(await book(cal, 1003, '09:00')).body.data.uid}/reschedule`, {
        body: {start: '2026-11-24T09:00:00Z'},
      }),
    ['BOOKING_REQUESTED', 'BOOKING_REQUESTED'],
  ],
  [
    'a series',
    async cal => book(cal, 1006, '09:00', {recurrenceCount: 3}),
    ['BOOKING_CREATED', 'BOOKING_CREATED', 'BOOKING_CREATED'],
  ],
])('%s: the triggers in order', async (_name, act, expected) => {
  const {cal, got} = await listen();
  await act(cal);
  expect(triggers(got)).toEqual(expected);
});

test("what each trigger says of the visitor's own metadata", async () => {
  const {cal, got} = await listen();
  const metadata = {ref: 'r1'};
  const {uid} = (await book(cal, 1003, '09:00', {metadata})).body.data;
  await cal.controls.confirm(uid);
  await cal.controls.pay((await book(cal, 1004, '10:00', {metadata})).body.data.uid);
  const said = got.map(({trigger, payload}) => [
    trigger,
    payload.metadata?.ref ?? Object.keys(payload.metadata).join(),
  ]);
  expect(said).toEqual([
    ['BOOKING_REQUESTED', 'r1'],
    ['BOOKING_CREATED', 'videoCallUrl'],
    ['BOOKING_PAYMENT_INITIATED', ''],
    ['BOOKING_PAID', 'identifier,bookingId,eventTypeId,bookerEmail,eventTitle,externalId'],
    ['BOOKING_CREATED', 'videoCallUrl'],
  ]);
  expect(got[0]!.payload.oneTimePassword).toMatch(/^[0-9a-f-]{36}$/);
  expect(got[2]!.payload).toMatchObject({status: 'ACCEPTED', paymentId: 5501});
});

test('a reschedule names the old booking; two seats share a uid', async () => {
  const {cal, got} = await listen();
  const {uid, id} = (await book(cal, 1001, '09:00')).body.data;
  await ask(cal, 'POST', `/v2/bookings/${uid}/reschedule`, {body: {start: '2026-11-24T09:00:00Z'}});
  expect(got[1]!.payload).toMatchObject({
    rescheduleUid: uid,
    rescheduleId: id,
    rescheduleStartTime: '2026-11-23T09:00:00Z',
    iCalSequence: 1,
    iCalUID: `${uid}@cal.com`,
  });
  for (const email of ['a@example.com', 'b@example.com'])
    await book(cal, 1005, '14:00', {attendee: {name: 'A', email, timeZone: 'UTC'}});
  const [first, second] = [got[2]!.payload, got[3]!.payload];
  expect(second.uid).toBe(first.uid);
  expect(second.attendeeSeatId).not.toBe(first.attendeeSeatId);
  expect(second.attendees.map(({email}: {email: string}) => email)).toEqual(['b@example.com']);
});

test('hosted, busy answers are tried again with the same bytes; other refusals and inline are not', async () => {
  for (const [webhookMode, statuses, tries] of [
    ['hosted', [503, 429, 204], 3],
    ['hosted', [500, 500, 500, 500, 500], 4],
    ['hosted', [401], 1],
    ['hosted', [301], 1],
    ['inline', [503], 1],
  ] as const) {
    const {cal, got} = await listen({webhookMode}, [...statuses]);
    await book(cal, 1001, '09:00');
    await cal.controls.settled();
    expect(got).toHaveLength(tries);
    expect(new Set(got.map(({raw}) => raw.toString())).size).toBe(1);
  }
});

test('hosted, a 410 switches the subscription off', async () => {
  const {cal, got} = await listen({webhookMode: 'hosted'}, [410]);
  for (const time of ['09:00', '10:00']) {
    await book(cal, 1001, time);
    await cal.controls.settled();
  }
  expect(got).toHaveLength(1);
  expect(cal.controls.state().webhooks[0]).toMatchObject({active: false});
});

test('twice, out of order, held and lost', async () => {
  const {cal, got} = await listen();
  cal.controls.webhooks({twice: true});
  await book(cal, 1001, '09:00');
  expect(got[0]!.raw.equals(got[1]!.raw)).toBe(true);

  got.length = 0;
  cal.controls.webhooks({twice: false, outOfOrder: true});
  await cal.controls.pay((await book(cal, 1004, '10:00')).body.data.uid);
  expect(triggers(got)).toEqual(['BOOKING_PAID', 'BOOKING_PAYMENT_INITIATED']);
  await cal.controls.release();
  expect(triggers(got)).toEqual(['BOOKING_PAID', 'BOOKING_PAYMENT_INITIATED', 'BOOKING_CREATED']);

  got.length = 0;
  cal.controls.webhooks({outOfOrder: false, hold: true});
  for (const time of ['11:00', '12:00']) await book(cal, 1001, time);
  expect(got).toHaveLength(0);
  await cal.controls.release();
  expect(got.map(({payload}) => payload.startTime)).toEqual(['2026-11-23T11:00:00Z', '2026-11-23T12:00:00Z']);

  got.length = 0;
  cal.controls.webhooks({lose: true});
  await book(cal, 1001, '13:00');
  await cal.controls.release();
  expect(got).toHaveLength(0);
  expect(cal.controls.state().deliveries.at(-1)).toMatchObject({trigger: 'BOOKING_CREATED', outcome: 'lost'});
});

test('subscriptions: made, doubled, changed, read with their secret, ended', async () => {
  const {cal, got} = await listen();
  const {subscriberUrl} = cal.world.webhooks[0]!;
  cal.world.webhooks.length = 0;
  const body = {subscriberUrl, active: true, triggers: ['BOOKING_CREATED'], secret: 's1'};
  const made = await ask(cal, 'POST', '/v2/webhooks', {key: 'cal_x', body});
  expect([made.status, made.body.data.secret]).toEqual([201, 's1']);
  expect((await ask(cal, 'POST', '/v2/webhooks', {key: 'cal_x', body})).body.error).toMatchObject({
    code: 'ConflictException',
    message: 'Webhook with this subscriber url already exists for this user',
  });
  const path = `/v2/webhooks/${made.body.data.id}`;
  await ask(cal, 'PATCH', path, {key: 'cal_x', body: {triggers: ['BOOKING_CANCELLED']}});
  expect((await ask(cal, 'GET', '/v2/webhooks', {key: 'cal_x'})).body.data[0].triggers).toEqual(['BOOKING_CANCELLED']);
  await book(cal, 1001, '09:00');
  expect(got).toHaveLength(0);
  expect((await ask(cal, 'DELETE', path, {key: 'cal_x'})).status).toBe(200);
  expect((await ask(cal, 'GET', path, {key: 'cal_x'})).status).toBe(404);
});

test("a user's own webhook tells of the user's event types, never of a team's or another host's", async () => {
  const cal = calAt();
  closers.push(() => cal.close());
  const subscriberUrl = 'http://127.0.0.1:1/hook';
  await ask(cal, 'POST', '/v2/webhooks', {
    key: 'cal_test_rick',
    body: {subscriberUrl, active: true, triggers: ['BOOKING_CREATED'], secret: 'whsec'},
  });
  for (const [id, time] of [
    [2001, '15:00'],
    [2002, '16:00'],
    [3001, '16:30'],
    [1001, '09:00'],
  ] as const) {
    expect((await book(cal, id, time)).status).toBe(201);
  }
  await cal.controls.settled();

  expect(cal.controls.state().deliveries).toHaveLength(1);
});

test("an event type's webhook tells of its bookings only; a team's event types have theirs under the team (cal-api.md §7)", async () => {
  const cal = calAt();
  closers.push(() => cal.close());
  const body = {subscriberUrl: 'http://127.0.0.1:1/hook', active: true, triggers: ['BOOKING_CREATED'], secret: 'whsec'};
  const create = (path: string) => ask(cal, 'POST', path, {key: 'cal_test_rick', body});
  expect((await create('/v2/event-types/2001/webhooks')).status, "a team's is no one person's").toBe(404);
  expect((await create('/v2/teams/50/event-types/2001/webhooks')).body.data).toMatchObject({eventTypeId: 2001});
  expect((await create('/v2/event-types/1001/webhooks')).body.data).toMatchObject({eventTypeId: 1001});
  expect((await ask(cal, 'GET', '/v2/webhooks', {key: 'cal_test_rick'})).body.data).toEqual([]);
  for (const [id, time] of [
    [2001, '15:00'],
    [2002, '16:00'],
    [1001, '09:00'],
    [1002, '10:00'],
  ] as const)
    await book(cal, id, time);
  await cal.controls.settled();

  expect(cal.controls.state().deliveries).toHaveLength(2);
});

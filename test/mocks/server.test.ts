import {setupServer} from 'msw/node';
import {afterEach, expect, test} from 'vitest';
import {startTestCal} from '../support/servers/cal.ts';
import {attendee, calAt, now} from './ask.ts';

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0)) await close();
});

async function start(options: Parameters<typeof startTestCal>[0] = {}) {
  const started = await startTestCal({now: () => now, ...options});
  closers.push(started.close);
  const call = async (path: string, body?: unknown) => {
    const response = await fetch(
      `${started.url}${path}`,
      body === undefined ? {} : {method: 'POST', body: JSON.stringify(body)},
    );
    return {status: response.status, text: await response.clone().text(), json: async () => await response.json()};
  };
  return {...started, call};
}

const order = {eventTypeId: 1001, start: '2026-11-23T09:00:00Z', attendee, metadata: {ref: 'r1'}};

test.each(['', '/cal'])('below %j: the page, its script, the API and the levers', async basePath => {
  const {call, url} = await start({basePath});
  expect(url.endsWith(basePath)).toBe(true);
  const page = await call('/rick/30min/embed?embed=x&name=%3Cb%3E');
  expect(page.status).toBe(200);
  expect(page.text).toContain('30 Min Meeting');
  expect(page.text).toContain(`"base":"${basePath}"`);
  expect(page.text).not.toContain('<b>');
  expect((await call('/embed/embed.js')).text).toContain('cal-inline');
  expect((await (await call('/v2/teams/50/event-types')).json()).data[0].bookingUrl).toBe(
    `${url}/team/acme/round-robin`,
  );
  expect((await call('/__control/state')).status).toBe(200);
});

test('a page nobody has is a 404 that tells its frame so', async () => {
  const {call} = await start();
  for (const path of ['/rick/nothing/embed', '/nobody/30min', '/x']) {
    const page = await call(path);
    expect(page.status).toBe(404);
    expect(page.text).toContain('"status":404');
  }
});

test("what the page's address says does not end its script", async () => {
  const {call} = await start();
  expect(
    (await call(`/rick/30min?rescheduleUid=${encodeURIComponent('</script><script>alert(1)')}`)).text,
  ).not.toContain('</script><script>alert');
});

test('the page books into the same books, without limits on metadata', async () => {
  const {call, controls} = await start();
  const booked = await (await call('/api/book', {...order, metadata: {['k'.repeat(60)]: 'v'}})).json();
  expect(booked).toMatchObject({status: 'ACCEPTED', paymentRequired: false});
  expect((await call('/api/book', order)).status).toBe(400);
  const moved = await (await call('/api/reschedule', {uid: booked.uid, start: '2026-11-24T09:00:00Z'})).json();
  await call('/api/cancel', {uid: moved.uid});
  expect(controls.state().bookings.map(({status}) => status)).toEqual(['cancelled', 'cancelled']);
  expect((await (await call('/api/slots?eventTypeId=1001')).json()).slots[0]).toBe('2026-11-23T09:00:00.000Z');
});

test("the levers over HTTP: a host's yes, a payment, an outage, a fresh start", async () => {
  const {call, url} = await start();
  const pending = await (await call('/api/book', {...order, eventTypeId: 1003})).json();
  const state = await (await call('/__control/confirm', {uid: pending.uid})).json();
  expect(state.bookings).toMatchObject([{uid: pending.uid, status: 'accepted', metadata: {ref: 'r1'}}]);
  expect((await call('/__control/pay', {uid: pending.uid})).status).toBe(400);
  expect((await call('/__control/confirm', {uid: 'none'})).status).toBe(404);
  await call('/__control/down', {on: true});
  expect((await call('/v2/me')).status).toBe(503);
  await call('/__control/down', {on: true, how: 'reset'});
  await expect(fetch(`${url}/v2/me`)).rejects.toThrow();
  await call('/__control/down', {on: false});
  expect((await call('/v2/me')).status).toBe(401);
  expect(await (await call('/__control/reset', {})).json()).toMatchObject({bookings: [], requests: [], deliveries: []});
});

test('the log tells who called what, and of a key only that there was one', async () => {
  const {cal, url, key, controls} = await start();
  const seen: unknown[] = [];
  const stop = cal.onLog(entry => seen.push(entry));
  await fetch(`${url}/v2/me`, {headers: {authorization: `Bearer ${key}`}});
  stop();
  await fetch(`${url}/v2/me`);
  expect(seen).toEqual([
    {kind: 'request', at: '2026-11-20T10:00:00.000Z', method: 'GET', path: '/v2/me', status: 200, withKey: true},
  ]);
  expect(controls.state().requests).toHaveLength(2);
  expect(JSON.stringify(controls.state())).not.toContain(key);
});

test('broken JSON and broken paths are refused, not fatal', async () => {
  const {url} = await start();
  const post = (body: string) =>
    fetch(`${url}/v2/bookings`, {method: 'POST', headers: {'cal-api-version': '2024-08-13'}, body});
  for (const body of ['{', '[]', 'null', '"x"']) expect((await post(body)).status).toBe(400);
  expect((await fetch(`${url}/v2/bookings/%E0%A4%A`, {headers: {'cal-api-version': '2024-08-13'}})).status).toBe(400);
});

test("the handlers answer at Cal.com's own addresses", async () => {
  const cal = calAt();
  const server = setupServer(...cal.handlers);
  server.listen({onUnhandledFrame: 'error'});
  closers.push(async () => server.close());
  const response = await fetch('https://api.cal.com/v2/event-types?username=rick&eventSlug=30min', {
    headers: {'cal-api-version': '2024-06-14'},
  });
  expect((await response.json()).data[0]).toMatchObject({id: 1001, bookingUrl: 'https://cal.com/rick/30min'});
  expect((await fetch('https://cal.com/rick/30min')).status).toBe(200);
  cal.controls.failNext('lost-answer');
  await expect(
    fetch('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13'},
      body: JSON.stringify(order),
    }),
  ).rejects.toThrow();
  expect(cal.controls.state().bookings).toHaveLength(1);
});

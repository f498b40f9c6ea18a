import {afterEach, describe, expect, test} from 'vitest';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import type {EffectConfig, HandlerContext} from '../../../src/proxy/effects/config/types.ts';
import {openEffects, webhook, type EffectSystem} from '../effects/system.ts';

const adminToken = 'admin-token-of-the-test-suite';
let system: EffectSystem | undefined;
let cookie = '';

afterEach(async () => {
  await system?.close();
  [system, cookie] = [undefined, ''];
});

function open(run: (context: HandlerContext) => unknown = () => {}): EffectSystem {
  const crm = {kind: 'handler', name: 'crm', run} as EffectConfig;
  return (system = openEffects([crm], [], {adminToken, trustedProxies: 1}));
}

interface Page {
  status: number;
  text: string;
  headers: Headers;
}

async function get(path: string): Promise<Page> {
  const {status, headers, text} = await system!.request(path, {headers: {cookie}});
  return {status, headers, text};
}

async function post(path: string, fields: Record<string, string> | [string, string][], more = {}): Promise<Page> {
  const {status, headers, text} = await system!.request(path, {
    method: 'POST',
    body: new URLSearchParams(fields).toString(),
    headers: {'content-type': 'application/x-www-form-urlencoded', cookie, 'sec-fetch-site': 'same-origin', ...more},
  });
  return {status, headers, text};
}

async function signIn(): Promise<void> {
  const {headers} = await post('/ops/sign-in', {token: adminToken});
  cookie = headers.get('set-cookie')!.split(';')[0]!;
}

/** Ids of the runs that the list links to, the newest first. */
async function runIds(query = ''): Promise<string[]> {
  const {text} = await get(`/ops/runs${query}`);
  return [...text.matchAll(/name="id" value="([\w-]+)"/g)].map(([, id]) => id!);
}

const untilDone = (count = 1) => system!.until(async () => (await runIds('?state=done')).length === count);

describe('signing in', () => {
  test('every page asks for the admin token until it is given', async () => {
    open();
    const paths = ['/ops', '/ops/runs', '/ops/runs/x', '/ops/runs/sign-in', '/ops/bookings/x', '/ops/find?id=x'];
    for (const path of [...paths, '/ops/bookings/x%2Fops%2Fsign-in']) {
      const {status, text} = await get(path);
      expect([status, text.includes('Admin token')]).toEqual([401, true]);
    }
    expect((await post('/ops/sign-in', {token: 'wrong'})).text).toContain('This is not the admin token');

    const {status, headers} = await post('/ops/sign-in', {token: adminToken});
    expect([status, headers.get('location')]).toEqual([303, '/ops']);
    expect(headers.get('set-cookie')).toMatch(
      /^booking_ops=[\w.-]+; Max-Age=43200; Path=\/ops; HttpOnly; SameSite=Strict$/,
    );
    await signIn();
    expect((await get('/ops')).status).toBe(200);
  });

  test('a session ends by itself, by signing out, and is no other text', async () => {
    const {clock} = open();
    await signIn();
    const [name, value] = cookie.split('=');
    cookie = `${name}=${value!.replace(/^\d/, '9')}`;
    expect((await get('/ops')).status).toBe(401);
    cookie = `${name}=${value}`;
    expect((await post('/ops/sign-out', {})).headers.get('set-cookie')).toMatch(/^booking_ops=; Max-Age=0/);
    expect((await get('/ops')).status).toBe(200);
    clock.now += 12 * 3_600_000;
    expect((await get('/ops')).status).toBe(401);
  });

  test('forms of other sites are refused', async () => {
    open();
    await signIn();
    const {status} = await post(
      '/ops/runs',
      {do: 'cancel', id: 'x'},
      {origin: 'https://evil.example', 'sec-fetch-site': 'cross-site'},
    );
    expect(status).toBe(403);
  });

  test('tries are counted per visitor', async () => {
    open();
    const visitor = {'x-forwarded-for': '203.0.113.7'};
    const answers = [];
    for (let turn = 0; turn < 11; turn++) answers.push(await post('/ops/sign-in', {token: 'wrong'}, visitor));
    expect(answers.map(({status}) => status).slice(-2)).toEqual([401, 429]);
    expect(answers.at(-1)!.text).toContain('Too many requests: wait before the next one.');
  });

  test('pages allow no scripts, styles or frames but their own', async () => {
    open();
    await signIn();
    expect((await get('/ops')).headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'$/,
    );
  });
});

test('without effects there are pages, and they say so', async () => {
  system = openEffects([], [], {adminToken});
  await signIn();
  expect((await get('/ops')).text).toContain('The proxy has no effects');
  expect((await get('/ops/runs')).text).toContain('No runs.');
});

test('the first page counts the runs of each effect, and groups what failed', async () => {
  const {deliver} = open(({event}) => {
    if (event.uid !== 'u3') throw new EffectError('The CRM refused it.', {status: 422, isFinal: true});
  });
  await signIn();
  for (const uid of ['u1', 'u2', 'u3']) await deliver(webhook('BOOKING_CREATED', uid));
  await system!.until(async () => (await runIds('?state=failed')).length === 2);
  await untilDone();

  const {text} = await get('/ops');
  expect(text).toContain('<a href="/ops/runs?effect=crm&amp;state=failed">2</a>');
  expect(text).toContain('422: The CRM refused it.');
  expect(text).toMatch(/<dt>Webhooks since the start<\/dt><dd>3<\/dd>/);
  const [, link] = /href="([^"]+reason=[^"]+)"/.exec(text)!;
  expect((await get(link!.replaceAll('&amp;', '&'))).text.match(/name="id"/g)).toHaveLength(2);
});

test('the list of runs is filtered by its address', async () => {
  const {deliver} = open();
  await signIn();
  for (const uid of ['u1', 'u2']) await deliver(webhook('BOOKING_CREATED', uid));
  await untilDone(2);

  expect(await runIds('?uid=u1')).toHaveLength(1);
  expect(await runIds('?effect=crm&state=done')).toHaveLength(2);
  expect(await runIds('?state=failed')).toEqual([]);
  const wrong = await get('/ops/runs?state=bogus');
  expect([wrong.status, wrong.headers.get('content-type')]).toEqual([400, 'text/html; charset=UTF-8']);
  expect(wrong.text).toContain('is not the state of a run');
  const {text} = await get('/ops/runs?uid=u1&state=done');
  expect(text).toContain('<option value="done" selected>done</option>');
  expect(text).toContain('name="uid" value="u1"');
});

test('a long list goes on with older runs, within what it is restricted to', async () => {
  const {deliver, clock} = open();
  await signIn();
  for (let count = 1; count <= 101; count++) {
    clock.now += 1_000;
    await deliver(webhook('BOOKING_CREATED', `u${count}`));
  }
  await system!.until(async () => (await get('/ops')).text.includes('state=done">101</a>'));

  const {text} = await get('/ops/runs?state=done');
  expect(text.match(/name="id"/g)).toHaveLength(100);
  const [, older] = /<a href="([^"]+)">Older runs/.exec(text)!;
  expect(older).toMatch(/^\/ops\/runs\?state=done&amp;before=2026-/);
  expect(await runIds(older!.replaceAll('&amp;', '&').slice('/ops/runs'.length))).toHaveLength(1);
});

test('a run tells why it waits and what happened, and is run now', async () => {
  let isDown = true;
  const {deliver} = open(async ({step}) => {
    await step('save', () => {
      if (isDown) throw new EffectError('The CRM is down.', {status: 503});
    });
  });
  await signIn();
  await deliver(webhook('BOOKING_CREATED', 'u1'));
  await system!.until(async () => (await get('/ops/runs')).text.includes('503: The CRM is down.'));
  const [id] = await runIds();

  expect((await get(`/ops/runs/${id}`)).text).toMatch(/Attempt 2 of 8 begins at [\dT:.-]+Z\. The CRM is down\./);
  expect((await get(`/ops/find?id=${id}`)).headers.get('location')).toBe(`/ops/runs/${id}`);
  isDown = false;
  const {headers} = await post('/ops/runs', {do: 'now', id: id!, back: 'run'});
  expect(headers.get('location')).toBe(`/ops/runs/${id}`);
  await untilDone();
  expect((await get(`/ops/runs/${id}`)).text).toContain('Step “save” finished');
});

test('failed runs are replayed: chosen ones, and all of a list after a look at how many they are', async () => {
  let isDown = true;
  const {deliver} = open(() => {
    if (isDown) throw new EffectError('The CRM refused it.', {isFinal: true});
  });
  await signIn();
  for (const uid of ['u1', 'u2', 'u3']) await deliver(webhook('BOOKING_CREATED', uid));
  await system!.until(async () => (await runIds('?state=failed')).length === 3);
  isDown = false;
  const [first] = await runIds();
  await post('/ops/runs', {do: 'replay', id: first!});
  await untilDone();

  const {text} = await post('/ops/runs', {do: 'plan', state: 'failed'});
  expect(text).toContain('2 finished runs match.');
  const {headers} = await post('/ops/runs', {do: 'replay-all', state: 'failed'});
  expect(headers.get('location')).toBe('/ops/runs?state=failed');
  await untilDone(3);
});

test('a waiting run is cancelled', async () => {
  const {deliver} = open(() => {
    throw new EffectError('The CRM is down.');
  });
  await signIn();
  await deliver(webhook('BOOKING_CREATED', 'u1'));
  await system!.until(async () => (await get('/ops/runs')).text.includes('The CRM is down.'));
  await post('/ops/runs', {do: 'cancel', id: (await runIds())[0]!});
  expect(await runIds('?state=cancelled')).toHaveLength(1);
});

test('a booking has one story: its states and what followed, without personal data', async () => {
  const {deliver} = open();
  await signIn();
  await deliver(webhook('BOOKING_CREATED', 'u1'));
  await untilDone();

  const {text} = await get('/ops/bookings/u1');
  expect(text).toMatch(/<strong>accepted<\/strong> <span class="muted">by BOOKING_CREATED/);
  expect(text).toMatch(/<a href="\/ops\/runs\/[\w-]+">crm<\/a> <span class="state done">done/);
  expect(text.slice(text.indexOf('<main>'))).not.toContain('@');
  expect((await get('/ops/find?id=u1')).headers.get('location')).toBe('/ops/bookings/u1');
  expect((await get('/ops/bookings/nobody')).status).toBe(404);
});

test('what the operator does is in the log', async () => {
  const {lines} = open();
  await signIn();
  await post('/ops/sign-in', {token: 'wrong'});
  await post('/ops/runs', {do: 'cancel', id: 'nothing'});
  const text = lines.join('');
  expect(text).toContain('An operator signed in to /ops.');
  expect(text).toContain('Somebody tried to sign in to /ops with a wrong token.');
  expect(text).toContain('An operator acted on runs in /ops.');
  expect(text).not.toContain(adminToken);
});

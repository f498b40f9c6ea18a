import {expect, test} from 'vitest';
import {ask, calAt, now} from './ask.ts';

const slots = '/v2/slots?eventTypeId=1001&start=2026-11-23&end=2026-11-24';

test.each(['cal_wrong', 'cal_revoked', 'cal_expired'])('the key %s breaks public calls too', async key => {
  for (const path of [slots, '/v2/event-types?username=rick', '/v2/me']) {
    expect((await ask(calAt(), 'GET', path, {key})).status).toBe(401);
  }
});

test('an access token nobody gave out is refused where it is looked at', async () => {
  expect((await ask(calAt(), 'GET', '/v2/me', {key: 'token'})).status).toBe(401);
  expect((await ask(calAt(), 'GET', '/v2/event-types?username=rick', {key: 'token'})).status).toBe(401);
  expect((await ask(calAt(), 'GET', slots, {key: 'token'})).status).toBe(200);
});

test.each([
  ['GET', '/v2/me'],
  ['GET', '/v2/bookings'],
  ['GET', '/v2/event-types/1001'],
  ['GET', '/v2/webhooks'],
  ['POST', '/v2/bookings/x/confirm'],
  ['POST', '/v2/bookings/x/decline'],
])('%s %s needs a key', async (method, path) => {
  expect((await ask(calAt(), method, path)).body.error.code).toBe('UnauthorizedException');
});

test('hidden event types are shown to their owner only, unknown names are an empty list', async () => {
  const list = async (query: string, key?: string) =>
    (await ask(calAt(), 'GET', `/v2/event-types${query}`, {key})).body.data.map(({slug}: {slug: string}) => slug);
  expect(await list('?username=rick')).not.toContain('secret');
  expect(await list('?username=rick', 'cal_x')).toContain('secret');
  expect(await list('?username=rick', 'cal_morty')).not.toContain('secret');
  expect(await list('')).toEqual([]);
  expect(await list('', 'cal_morty')).toEqual(['15min']);
  expect(await list('?username=nobody')).toEqual([]);
  expect(await list('?username=rick&eventSlug=nothing')).toEqual([]);
  expect(await list('?usernames=rick,morty')).toEqual(['dynamic']);
});

test('an event type by id is there for its hosts only', async () => {
  expect((await ask(calAt(), 'GET', '/v2/event-types/1001', {key: 'cal_x'})).body.data.slug).toBe('30min');
  expect((await ask(calAt(), 'GET', '/v2/event-types/1001', {key: 'cal_morty'})).status).toBe(404);
});

test('the request above the limit starts a block of a minute, counted per key', async () => {
  let at = now;
  const cal = calAt({rateLimit: true, now: () => at});
  for (let sent = 0; sent < 119; sent += 1) await ask(cal, 'GET', '/v2/me', {key: 'cal_a'});
  const last = await ask(cal, 'GET', '/v2/me', {key: 'cal_a'});
  expect([
    last.status,
    last.headers.get('x-ratelimit-remaining-default'),
    last.headers.get('x-ratelimit-limit-default'),
  ]).toEqual([200, '0', '120']);
  at += 30_000;
  const refused = await ask(cal, 'GET', '/v2/me', {key: 'cal_a'});
  expect(refused.status).toBe(429);
  expect(refused.headers.get('retry-after')).toBeNull();
  expect(refused.headers.get('x-ratelimit-reset-default')).toBe('60');
  expect(refused.body.error).toEqual({
    code: 'ThrottlerException',
    message: expect.stringContaining('Too many requests'),
    details: expect.any(String),
  });
  expect((await ask(cal, 'GET', '/v2/me', {key: 'cal_b'})).status).toBe(200);
  at += 59_000;
  expect((await ask(cal, 'GET', '/v2/me', {key: 'cal_a'})).status).toBe(429);
  at += 1_000;
  expect((await ask(cal, 'GET', '/v2/me', {key: 'cal_a'})).status).toBe(200);
});

test('codes are sent three times a minute', async () => {
  const cal = calAt({rateLimit: true});
  const statuses = [];
  for (let sent = 0; sent < 4; sent += 1)
    statuses.push((await ask(cal, 'POST', '/v2/atoms/verification/email/send-code', {body: {email: 'a@b.co'}})).status);
  expect(statuses).toEqual([200, 200, 200, 429]);
});

test('a preflight allows only the headers Cal.com allows, and nothing is exposed', async () => {
  const preflight = await ask(calAt(), 'OPTIONS', '/v2/bookings');
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')?.toLowerCase()).not.toContain('idempotency');
  expect(preflight.headers.get('access-control-allow-headers')).toContain('cal-api-version');
  expect(preflight.headers.get('access-control-max-age')).toBe('86400');
  const answer = await ask(calAt(), 'GET', slots);
  expect(answer.headers.get('access-control-allow-origin')).toBe('*');
  expect(answer.headers.has('access-control-expose-headers')).toBe(false);
});

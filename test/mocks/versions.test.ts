import {expect, test} from 'vitest';
import {ask, calAt} from './ask.ts';

const key = 'cal_test';
const cannot = (method: string, path: string) => `Cannot ${method} ${path}`;

test.each([
  ['', 400, 'Bad Request Exception'],
  ['nonsense', 400, 'Bad Request Exception'],
  ['"2024-08-13"', 400, 'Bad Request Exception'],
  ['2024-04-15', 400, 'Bad Request Exception'],
  ['2024-06-11', 400, 'Bad Request Exception'],
  ['2024-06-14', 400, 'Bad Request Exception'],
  ['2024-09-04', 404, cannot('POST', '/v2/bookings')],
  ['2024-08-13', 400, expect.stringMatching(/^start property is wrong/)],
])('POST /v2/bookings with the version %j meets the controller of that version', async (version, status, message) => {
  const answer = await ask(calAt(), 'POST', '/v2/bookings', {version, body: {}});
  expect([answer.status, answer.body.error.message]).toEqual([status, message]);
});

test.each([
  [
    '/v2/slots?eventTypeId=1001&start=2026-11-23&end=2026-11-24',
    ['', '2024-04-15', '2024-06-11', '2024-06-14', '2024-08-13', '"2024-09-04"'],
  ],
  ['/v2/event-types?username=rick', ['2024-08-13', '2024-09-04']],
  ['/v2/bookings/x', ['2024-09-04']],
])('GET %s does not exist in the versions %j', async (path, versions) => {
  for (const version of versions) {
    const answer = await ask(calAt(), 'GET', path, {version});
    expect([version, answer.status, answer.body.error.message]).toEqual([version, 404, cannot('GET', path)]);
  }
});

test('event types of the old versions need a key', async () => {
  for (const version of ['', '2024-04-15', '2024-06-11', 'nonsense']) {
    expect((await ask(calAt(), 'GET', '/v2/event-types?username=rick', {version})).status).toBe(401);
    expect((await ask(calAt(), 'GET', '/v2/event-types?username=rick', {version, key})).body.data).toHaveProperty(
      'eventTypeGroups',
    );
  }
});

test.each(['', '2024-04-15', '2024-09-04', 'nonsense'])(
  'me, teams, webhooks and codes take any version: %j',
  async version => {
    const cal = calAt();
    expect((await ask(cal, 'GET', '/v2/me', {version, key})).body.data.username).toBe('rick');
    expect((await ask(cal, 'GET', '/v2/teams/50/event-types', {version})).body.data).toHaveLength(3);
    expect((await ask(cal, 'GET', '/v2/webhooks', {version, key})).body.data).toEqual([]);
    expect(
      (await ask(cal, 'POST', '/v2/atoms/verification/email/send-code', {version, body: {email: 'a@b.co'}})).body.data,
    ).toEqual({sent: true});
  },
);

test('a path nobody serves is a 404 that begins with Cannot', async () => {
  const answer = await ask(calAt(), 'GET', '/v2/availability?x=1');
  expect([answer.status, answer.body.error.message]).toEqual([404, 'Cannot GET /v2/availability?x=1']);
});

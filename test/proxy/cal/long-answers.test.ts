import {expect, test} from 'vitest';
import {createBudget} from '../../../src/proxy/cal/upstream/budget.ts';
import {createConsole} from '../../../src/proxy/cal/account/console.ts';
import {createUpstream} from '../../../src/proxy/cal/upstream/upstream.ts';
import {checkWebhooks} from '../../../src/proxy/commands/checks/webhooks.ts';
import {ping} from '../../../src/proxy/commands/ping.ts';
import {createLog} from '../../../src/proxy/observe/log.ts';
import {checkSettings} from '../../../src/proxy/settings/settings.ts';
import {endlessServer} from '../../support/hostile/endless.ts';
import {settings as written} from './system.ts';

const settings = checkSettings(written);

function openUpstream(calApiUrl: string) {
  return createUpstream({
    settings: {calApiUrl, calApiKey: 'cal_secret'},
    fetch,
    now: () => 0,
    budget: createBudget({callsPerMinute: 100, now: () => 0, later: () => () => {}}),
    wait: async () => {},
    log: createLog({write() {}}),
  });
}

test.each([200, 404, 500])('an answer of Cal.com without an end, sent as gzip, is cut (%i)', async status => {
  const upstream = openUpstream(await endlessServer(() => ({status})));

  await expect(upstream.send({method: 'GET', path: '/v2/slots', version: '2024-09-04'})).rejects.toMatchObject({
    code: 'upstream_shape',
  });
  await expect(
    upstream.send({method: 'POST', path: '/v2/bookings', body: {}, version: '2024-08-13'}),
  ).rejects.toMatchObject({code: 'outcome_unknown'});
});

test("the owner's commands cut it too", async () => {
  const url = await endlessServer();
  const console = createConsole({calApiUrl: url, calApiKey: 'cal_secret'}, fetch);

  await expect(console.ask({method: 'GET', path: '/v2/me'})).resolves.toMatchObject({
    status: 0,
    reason: 'no connection (TooLong)',
  });
});

test('doctor cuts what the address of a webhook answers', async () => {
  const url = await endlessServer();
  const subscriberUrl = `${url}/webhooks/cal`;
  const own = {id: '1', subscriberUrl, active: true, secret: settings.webhookSecrets[0], triggers: ['BOOKING_CREATED']};
  const pings = [new Response('{"success":true}'), new Response('{}', {status: 401})];
  const lines = await checkWebhooks(
    {
      settings,
      now: () => 0,
      console: {ask: async () => ({status: 200, json: {status: 'success', data: [own]}, reason: ''})},
      fetch: async (input, init) => (input === subscriberUrl ? pings.shift()! : fetch(input, init)),
    },
    subscriberUrl,
  );

  expect(await ping(subscriberUrl, settings, 0, fetch)).not.toBe('ok');
  expect(lines).toContainEqual(expect.objectContaining({name: 'address', status: 'skip'}));
});

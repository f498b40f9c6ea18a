import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {allTriggers} from '../../../src/proxy/cal/account/subscriptions.ts';
import {triggers as known} from '../../../mocks/world/world.ts';
import {settings} from '../mount/package.ts';
import {openCommands, type Commands} from './system.ts';

const url = 'https://book.example.invalid';
const address = `${url}/webhooks/cal`;
let commands: Commands;
beforeEach(async () => void (commands = await openCommands()));
afterEach(() => commands.close());

const registered = () => commands.cal.cal.world.webhooks;
const calls = () =>
  commands.cal.controls
    .state()
    .requests.filter(({method}) => method !== 'GET')
    .map(({method, status}) => `${method} ${status}`);

test('registering makes one webhook with all triggers this Cal.com knows, and the secret', async () => {
  const base = await commands.startProxy();
  const {code, json} = await commands.webhook(['register', '--url', base, '--json']);

  expect(code).toBe(0);
  expect(registered()).toHaveLength(1);
  expect(registered()[0]).toMatchObject({
    subscriberUrl: `${base}/webhooks/cal`,
    active: true,
    secret: settings.CAL_WEBHOOK_SECRETS,
    payloadTemplate: null,
    version: '2021-10-20',
  });
  expect(registered()[0]!.triggers.toSorted()).toEqual(allTriggers.filter(each => known.includes(each)).toSorted());
  expect(json).toMatchObject({
    ok: true,
    webhooks: [{url: `${base}/webhooks/cal`, secret: 'current'}],
    lines: [{status: 'ok'}, {name: 'ping', status: 'ok'}],
  });
});

test('registering again changes nothing, and says so', async () => {
  await commands.webhook(['register', '--url', url]);
  const [before] = structuredClone(registered());
  const {code, out} = await commands.webhook(['register', '--url', address]);
  expect({code, is: registered()}).toEqual({code: 0, is: [before]});
  expect(out).toContain('is registered already, with 20 triggers');
});

test('what is there and wrong is put right, and keeps its id', async () => {
  await commands.webhook(['register', '--url', url]);
  const [webhook] = registered();
  Object.assign(webhook!, {
    active: false,
    triggers: ['BOOKING_CREATED'],
    secret: 'somebody-else-s-secret',
    payloadTemplate: '{"x":1}',
  });
  const {id} = webhook!;
  const {out} = await commands.webhook(['register', '--url', url]);
  expect(out).toContain('is changed, with 20 triggers');
  expect(registered()).toMatchObject([{id, active: true, secret: settings.CAL_WEBHOOK_SECRETS, payloadTemplate: null}]);
});

test('a new secret before the old one is registered, so that both work until the old one is taken out', async () => {
  await commands.webhook(['register', '--url', url]);
  const both = {CAL_WEBHOOK_SECRETS: `the-new-secret-of-the-webhook,${settings.CAL_WEBHOOK_SECRETS}`};
  expect((await commands.webhook(['list'], both)).out).toContain('secret is an older one of CAL_WEBHOOK_SECRETS');
  await commands.webhook(['register', '--url', url], both);
  expect(registered()).toMatchObject([{secret: 'the-new-secret-of-the-webhook'}]);
  expect((await commands.webhook(['list'], both)).out).toContain('secret is the first of CAL_WEBHOOK_SECRETS');
});

test('a proxy that does not answer yet is registered with a warning', async () => {
  const {code, out} = await commands.webhook(['register', '--url', url]);
  expect(code).toBe(0);
  expect(out).toMatch(
    /! ping +https:\/\/book\.example\.invalid\/webhooks\/cal could not be reached from here\.\n +→ start the proxy there/,
  );
});

test('an address Cal.com does not allow is told with its reason', async () => {
  const {code, out} = await commands.webhook(['register', '--url', 'http://169.254.169.254']);
  expect(code).toBe(1);
  expect(out).toContain('Cal.com rejects it: Webhook URL is not allowed: Blocked hostname.');
});

test('a base path is part of the address, unless it was written', async () => {
  await commands.webhook(['register', '--url', url], {BOOKING_BASE_PATH: '/booking'});
  await commands.webhook(['register', '--url', `${url}/other/`], {BOOKING_BASE_PATH: '/booking'});
  expect(registered().map(each => each.subscriberUrl)).toEqual([
    `${url}/booking/webhooks/cal`,
    `${url}/other/webhooks/cal`,
  ]);
});

test('the public address of the settings is the one that is meant without --url', async () => {
  await commands.webhook(['register'], {BOOKING_PUBLIC_URL: url});
  expect(registered().map(each => each.subscriberUrl)).toEqual([address]);
});

test('the list shows what there is, and of other services neither path nor secret', async () => {
  expect((await commands.webhook(['list'])).out).toContain('This account has no webhook.');
  await commands.webhook(['register', '--url', url]);
  registered().push({
    ...registered()[0]!,
    id: 'other',
    subscriberUrl: 'https://hooks.example.com/T0/secret-path',
    secret: null,
    active: false,
  });
  const {out, json} = {...(await commands.webhook(['list'])), json: (await commands.webhook(['list', '--json'])).json};
  expect(out).toContain(`✓ webhook     ${address}: active, 20 triggers, secret is the first of CAL_WEBHOOK_SECRETS.`);
  expect(out).toContain('! webhook     https://hooks.example.com/…: disabled, 20 triggers, secret is missing.');
  expect(json.webhooks).toMatchObject([
    {url: address, secret: 'current'},
    {url: 'https://hooks.example.com/…', secret: 'none', active: false},
  ]);
});

test('removing takes that one away, and again nothing', async () => {
  await commands.webhook(['register', '--url', url]);
  await commands.webhook(['register', '--url', 'https://other.example.invalid']);
  expect((await commands.webhook(['remove', '--url', url])).out).toContain('is removed');
  expect(registered().map(each => each.subscriberUrl)).toEqual(['https://other.example.invalid/webhooks/cal']);
  expect(await commands.webhook(['remove', '--url', url])).toMatchObject({
    code: 0,
    out: expect.stringContaining('is not registered'),
  });
});

test.each([['register', '--url', url], ['list'], ['remove', '--url', url]])(
  'a key that is refused ends %s with what to do, without a write',
  async (...args) => {
    const {code, out, err} = await commands.webhook(args, {CAL_API_KEY: 'cal_revoked'});
    expect({code, err}).toEqual({code: 1, err: ''});
    expect(out).toBe(
      '✗ key         Cal.com rejects the API key and every request made with it.\n              → create a new one ' +
        'in Cal.com under Settings, API keys, and put it into CAL_API_KEY.\n',
    );
    expect(calls()).toEqual([]);
  },
);

test('an API that is not there is told with what to do, for programs too', async () => {
  const {code, json} = await commands.webhook(['list', '--json'], {CAL_API_URL: 'http://127.0.0.1:9'});
  expect(code).toBe(1);
  expect(json).toMatchObject({
    ok: false,
    webhooks: [],
    lines: [{name: 'key', status: 'fail', todo: 'check CAL_API_URL, the name server and the firewall.'}],
  });
});

test.each([
  [['register'], 1, 'webhook register needs --url https://book.example.com'],
  [['register', '--url', 'book.example.com'], 1, '--url is not the URL of a proxy'],
  [['register', '--url', 'https://me:secret-word@book.example.com'], 1, '--url is not the URL of a proxy'],
  [['list', '--all'], 1, 'see booking-proxy --help'],
  [['dance'], 2, 'webhook needs register, list or remove.\n\nUsage: booking-proxy'],
  [[], 2, 'Usage: booking-proxy'],
])('webhook %j is told how it is meant', async (args, code, words) => {
  const ended = await commands.webhook(args);
  expect(ended).toMatchObject({code, out: ''});
  expect(ended.err).toContain(words);
  expect(ended.err).not.toContain('secret-word');
});

describe("a team's event types", () => {
  const teams = {BOOKING_EVENT_TYPES: 'rick/30min,2001,team/50/collective,team/acme/managed'};
  const byEventType = () => registered().map(({eventTypeId}) => eventTypeId);

  test('get a webhook of their own, where Cal.com tells of them, once; what has no number is said to be left out', async () => {
    for (let time = 0; time < 2; time++) {
      const {code, out} = await commands.webhook(['register', '--url', url], teams);
      expect(code).toBe(0);
      expect(out).toContain(`${address} is registered for team event types too: 2001, team/50/collective.`);
      expect(out).toContain('does not report bookings of team event types: team/acme/managed.');
      expect(byEventType()).toEqual([undefined, 2001, 2002]);
    }
    expect(registered().every(({secret}) => secret === settings.CAL_WEBHOOK_SECRETS)).toBe(true);
    expect(
      (await commands.webhook(['register', '--url', url], {BOOKING_EVENT_TYPES: 'rick/30min,1002'})).out,
    ).not.toContain("a team's event types");
  });

  test("lose it again, when the proxy's webhook is removed", async () => {
    await commands.webhook(['register', '--url', url], teams);
    await commands.webhook(['remove', '--url', url], teams);
    expect(registered()).toEqual([]);
  });

  test("are only named, where Cal.com's API does not let them have one", async () => {
    commands.cal.cal.world.options.edition = 'open-source';
    const {code, out} = await commands.webhook(['register', '--url', url], {BOOKING_EVENT_TYPES: '2001'});
    expect(code).toBe(0);
    expect(out).toContain('does not report bookings of team event types: 2001.');
    expect(byEventType()).toEqual([undefined]);
  });

  test('that have one are fine for doctor, and those that have none are named', async () => {
    const base = await commands.startProxy(teams);
    await commands.webhook(['register', '--url', base], {BOOKING_EVENT_TYPES: '2001'});
    const {out} = await commands.doctor([], {BOOKING_EVENT_TYPES: '2001,2002'});
    expect(out).toContain('does not report bookings of team event types: 2002.');
  });
});

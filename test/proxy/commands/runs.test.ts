import {afterEach, beforeEach, expect, test} from 'vitest';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import type {EffectConfig} from '../../../src/proxy/effects/config/types.ts';
import {openCommands, type Commands} from './system.ts';

const adminToken = 'admin-token-of-the-test-suite';
const admin = {BOOKING_ADMIN_TOKEN: adminToken};
const config = `export default {effects: [
  {kind: 'handler', name: 'crm', on: 'BOOKING_CREATED', async run() {}},
  {kind: 'reconcile', name: 'read-back'},
]};`;

let commands: Commands;
let isUp = false;
let calls: string[] = [];
const effects: EffectConfig[] = [
  {
    kind: 'handler',
    name: 'crm',
    async run({step, event}) {
      await step('first', () => void calls.push(`first ${event.uid}`));
      if (!isUp) throw new EffectError('The CRM is closed.', {isFinal: true});
      await step('second', () => void calls.push(`second ${event.uid}`));
    },
  },
];

beforeEach(async () => {
  commands = await openCommands();
  commands.config(config);
  isUp = false;
  calls = [];
});
afterEach(() => commands.close());

test('effects list shows what the config file says, without a proxy', async () => {
  expect((await commands.effects(['list'])).out).toBe(
    'crm  handler  BOOKING_CREATED\nread-back  reconcile  every event\n',
  );
  expect((await commands.effects(['list', '--json'])).json).toEqual({
    effects: [
      {name: 'crm', kind: 'handler', on: ['BOOKING_CREATED']},
      {name: 'read-back', kind: 'reconcile', on: 'every event'},
    ],
  });
});

test('a run is tested, listed, explained and replayed through the running proxy', async () => {
  const url = ['--url', await commands.startProxy(admin, {effects})];
  const tested = await commands.effects(['test', 'crm', '--booking', 'u1', ...url], admin);
  expect(tested).toMatchObject({
    code: 1,
    out: expect.stringMatching(/It failed for good after 1 attempt\. The CRM is closed\./),
  });

  const {json} = await commands.runs(['list', '--state', 'failed', '--json', ...url], admin);
  expect(json.runs).toMatchObject([{effect: 'crm', state: 'failed', uid: 'u1', reason: 'The CRM is closed.'}]);
  const [{id}] = json.runs;
  expect((await commands.runs(['list', '--booking', 'u1', ...url], admin)).out).toContain(
    `${id}  crm  failed  TEST  u1  attempt 1  The CRM is closed.`,
  );
  expect((await commands.runs(['list', '--state', 'done', ...url], admin)).out).toBe('There are no such runs.\n');

  isUp = true;
  expect((await commands.runs(['replay', '--state', 'failed', ...url], admin)).out).toBe(
    'One run begins again, of 1.\n',
  );
  await expect.poll(() => calls).toEqual(['first u1', 'second u1']);
  await expect
    .poll(async () => (await commands.runs(['show', id, ...url], admin)).out)
    .toContain('It was done at attempt 1.');
  expect((await commands.runs(['show', id, ...url], admin)).out).toMatch(/of replay 1: done\n.*step "first" is done\n/);
  await commands.runs(['replay', id, '--fresh', ...url], admin);
  await expect.poll(() => calls).toEqual(['first u1', 'second u1', 'first u1', 'second u1']);
  expect((await commands.runs(['cancel', id, ...url], admin)).out).toBe('0 of 1 runs were cancelled.\n');
  expect((await commands.effects(['test', 'crm', '--booking', 'u2', '--json', ...url], admin)).json).toMatchObject({
    ok: true,
  });
});

test('what is missing is said in one sentence', async () => {
  const failing = async (work: Promise<{code: number; err: string}>) => {
    const {code, err} = await work;
    expect(code).toBe(1);
    return err;
  };
  expect(await failing(commands.runs(['list'], {BOOKING_ADMIN_TOKEN: undefined}))).toBe(
    'BOOKING_ADMIN_TOKEN is missing: set it here and for the running proxy.',
  );
  expect(await failing(commands.runs(['list', '--url', 'http://127.0.0.1:1'], admin))).toBe(
    'No proxy answers at http://127.0.0.1:1: start it, or name it with --url.',
  );
  const url = await commands.startProxy({BOOKING_ADMIN_TOKEN: 'another-admin-token-of-the-suite'}, {effects});
  expect(await failing(commands.runs(['list', '--url', url], admin))).toBe(
    `The proxy at ${url} answered with 401: Send the admin token (BOOKING_ADMIN_TOKEN) as Bearer.`,
  );
  expect(await failing(commands.effects(['test', 'none', '--booking', 'u1'], admin))).toBe(
    'There is no effect "none": see booking-proxy effects list.',
  );
  expect(await failing(commands.runs(['replay', '--url', url], admin))).toBe(
    'runs replay needs IDs, or a filter such as --state failed.',
  );
  expect((await commands.runs(['drop'])).code).toBe(2);
});

test('doctor checks effects without running them', async () => {
  expect((await commands.doctor(['--json'])).json.checks).toContainEqual({
    name: 'effects',
    status: 'ok',
    message: '2 effects are written correctly.',
  });
});

test('a mistake in an effect is told by doctor and by effects list', async () => {
  commands.config("export default {effects: [{kind: 'handler', name: 'crm', on: 'MADE', run() {}}]}");
  const message = 'The effect "crm" is for "MADE", which is no event of Cal.com: write one such as BOOKING_CREATED.';

  expect(await commands.effects(['list'])).toMatchObject({code: 1, err: message});
  expect((await commands.doctor(['--json'])).json.checks).toContainEqual({name: 'effects', status: 'fail', message});
});

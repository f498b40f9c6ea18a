import {afterEach, expect, test} from 'vitest';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import type {EffectConfig, HandlerContext} from '../../../src/proxy/effects/config/types.ts';
import {createGate} from '../engine/harness.ts';
import {guideBooking} from '../cal/system.ts';
import {readFrames} from '../live/frames.ts';
import {openEffects, webhook, type EffectSystem} from './system.ts';

let system: EffectSystem | undefined;
afterEach(async () => {
  await system?.close();
  system = undefined;
});

function open(
  run: (context: HandlerContext) => Promise<void>,
  more: Partial<EffectConfig> = {},
  ...others: EffectConfig[]
): EffectSystem {
  return (system = openEffects([{kind: 'handler', name: 'crm', run, ...more} as EffectConfig, ...others]));
}

async function stepsOf({get}: EffectSystem, uid: string): Promise<object[]> {
  const answer = await get(`/ops/api/bookings/${uid}`, {authorization: 'Bearer admin-token-of-the-test-suite'});
  return answer.json.view.steps;
}

test('a handler reads the booking through the budget, and several runs of an event share one call', async () => {
  const seen: unknown[] = [];
  const ids: string[] = [];
  const run = async ({id, booking, event}: HandlerContext) => {
    ids.push(id);
    const {attendees} = await booking();
    seen.push({...event, attendees: (attendees as {email: string}[]).map(({email}) => email)});
  };
  const {post, deliver, until, intercept} = open(run, {}, {kind: 'handler', name: 'second', run});
  const {uid} = (await post('/v2/bookings', guideBooking())).json.data;
  const readers: (string | null)[] = [];
  intercept.upstream = ({method, url, headers}) => {
    if (method === 'GET' && url.endsWith(`/v2/bookings/${uid}`)) readers.push(headers.get('x-request-id'));
    return undefined;
  };
  await deliver(webhook('BOOKING_CREATED', uid));

  await until(() => seen.length === 2);
  expect(seen[0]).toEqual({trigger: 'BOOKING_CREATED', uid, attendees: ['ann@visitors.example']});
  expect(readers).toHaveLength(1);
  expect(ids, 'the call names its run, not the request that brought the webhook').toContain(readers[0]);
});

test('visitors see an effect and single steps of it, while they wait and when they are done', async () => {
  const gate = createGate();
  const opened = open(
    async ({step}) => {
      await step('invite', () => gate.wait, {showAs: 'Invitation sent'});
      await step('hidden', () => {});
    },
    {showAs: 'Customer saved'},
  );
  await opened.deliver(webhook('BOOKING_CREATED', 'u1'));
  await opened.until(async () => (await stepsOf(opened, 'u1')).length === 3);
  expect((await stepsOf(opened, 'u1')).slice(1)).toEqual([
    {name: 'Customer saved', status: 'waiting'},
    {name: 'Invitation sent', status: 'waiting'},
  ]);
  gate.open();

  await opened.until(async () => JSON.stringify(await stepsOf(opened, 'u1')).split('"done"').length === 4);
  expect((await stepsOf(opened, 'u1')).slice(1)).toMatchObject([
    {name: 'Customer saved', status: 'done', at: expect.any(String)},
    {name: 'Invitation sent', status: 'done', at: expect.any(String)},
  ]);
});

test('an effect that failed for good is shown as failed, with the step that failed', async () => {
  const opened = open(
    async ({step}) => {
      await step('invite', () => {}, {showAs: 'Invitation sent'});
      await step(
        'save',
        () => {
          throw new EffectError('The CRM does not know the account.', {isFinal: true});
        },
        {showAs: 'Customer saved'},
      );
    },
    {showAs: 'All done'},
  );
  await opened.deliver(webhook('BOOKING_CREATED', 'u1'));

  await opened.until(async () => JSON.stringify(await stepsOf(opened, 'u1')).split('failed').length === 3);
  expect((await stepsOf(opened, 'u1')).slice(1)).toMatchObject([
    {name: 'All done', status: 'failed'},
    {name: 'Customer saved', status: 'failed'},
    {name: 'Invitation sent', status: 'done'},
  ]);
  expect(opened.lines.join()).toContain('The CRM does not know the account.');
});

test('a cancelled effect is shown as not needed', async () => {
  const opened = open(async ({sleep}) => sleep('a day', 24 * 3_600_000), {showAs: 'Reminder sent'});
  const admin = {authorization: 'Bearer admin-token-of-the-test-suite'};
  await opened.deliver(webhook('BOOKING_CREATED', 'u1'));
  const waiting = async () => (await opened.get('/ops/api/runs?state=waiting', admin)).json.runs;
  await opened.until(async () => (await waiting()).length === 1 && (await stepsOf(opened, 'u1')).length === 2);
  const [{id}] = await waiting();
  await opened.post('/ops/api/runs/cancel', {ids: [id]}, admin);

  expect((await stepsOf(opened, 'u1')).at(-1)).toEqual({name: 'Reminder sent', status: 'skipped'});
});

test('a page that follows the booking sees its effects happen', async () => {
  const gate = createGate();
  const opened = open(async ({step}) => step('invite', () => gate.wait, {showAs: 'Invitation sent'}));
  const booked = (await opened.post('/v2/bookings', guideBooking())).json;
  const stream = await opened.open(`/live?token=${booked.live.token}`);
  const frames = readFrames(stream.body!);
  await opened.deliver(webhook('BOOKING_CREATED', booked.data.uid));
  const steps: string[] = [];
  const reading = (async () => {
    for (let frame = await frames.next(); frame; frame = await frames.next())
      if ('view' in frame) steps.push(frame.view.steps.map(({name, status}) => `${name} ${status}`).join());
  })().catch(() => {});

  await opened.until(() => steps.includes('confirmed done,Invitation sent waiting'));
  gate.open();
  await opened.until(() => steps.includes('confirmed done,Invitation sent done'));
  await opened.close();
  system = undefined;
  await reading;
});

test("no personal value of a webhook is in the runs, the log or the metrics, whatever a handler's error says", async () => {
  const opened = open(async ({booking, step, log}) => {
    log('The customer is being saved.');
    const {attendees} = await booking();
    await step('save', () => {
      throw new TypeError(`${JSON.stringify(attendees)} cannot be saved`);
    });
  });
  const {uid} = (await opened.post('/v2/bookings', guideBooking())).json.data;
  await opened.deliver(webhook('BOOKING_CREATED', uid));
  await opened.until(async () => (await opened.get('/metrics')).text.includes('outcome="retried"'));

  const metrics = (await opened.get('/metrics')).text;
  const personal = ['Ann', 'visitors.example', 'Ravi', 'Menon', 'Okafor', 'Mei', 'Tanaka', 'Q3 numbers'];
  for (const value of personal) expect(metrics + opened.lines.join()).not.toContain(value);
  expect(metrics).toContain('booking_proxy_effect_attempts_total{effect="crm",outcome="retried"} 1');
});

test('a burst of webhooks about one booking is read back once', async () => {
  const {post, deliver, until, advance, calls} = (system = openEffects([{kind: 'reconcile', name: 'read-back'}]));
  const {uid} = (await post('/v2/bookings', guideBooking())).json.data;
  const before = calls('GET', new RegExp(`/v2/bookings/${uid}$`)).length;
  for (let index = 0; index < 20; index += 1)
    await deliver(webhook('BOOKING_LOCATION_UPDATED', uid, {location: `Room ${index}`}));
  await advance(2_100);

  const count = () => calls('GET', new RegExp(`/v2/bookings/${uid}$`)).length - before;
  await until(() => count() === 1);
  await advance(5_000);
  expect(count()).toBe(1);
});

import {afterEach, beforeEach, expect, test} from 'vitest';
import {openProxy, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const byLink = '/v2/event-types?username=rick&eventSlug=30min';
const range = 'start=2026-11-24T00:00:00.000Z&end=2026-11-26T00:00:00.000Z';

/** Reads of the event type, but for the one with the key, which shows whether a question is hidden. */
const reads = () => system.sent.filter(({key}) => !key);

test('an event type of the list is answered by its link, without the key and with no version header asked for', async () => {
  const {status, json} = await system.get(byLink);

  expect(status).toBe(200);
  expect(json.data).toMatchObject([{id: 1001, slug: '30min', lengthInMinutes: 30, users: [{username: 'rick'}]}]);
  expect(reads().map(({version}) => version)).toEqual(['2024-06-14']);
});

test('the first screen is one request to the proxy and two to Cal.com, and a look with the key at what is hidden', async () => {
  const {json} = await system.get(`${byLink}&include=slots&${range}`);

  expect(json.data[0].id).toBe(1001);
  expect(json.slots['2026-11-24'][0]).toEqual({start: '2026-11-24T09:00:00.000Z'});
  expect(reads()).toHaveLength(2);
  expect(system.sent).toHaveLength(3);
});

test('an event type whose slots fail is answered without them', async () => {
  system.intercept.upstream = request =>
    request.url.includes('/slots') ? new Response('busy', {status: 503}) : undefined;

  const {status, json} = await system.get(`${byLink}&include=slots&${range}`);

  expect(status).toBe(200);
  expect(json).not.toHaveProperty('slots');
});

test('an event type is read once a minute, however many ask', async () => {
  await Promise.all(Array.from({length: 50}, () => system.get(byLink)));
  system.clock.now += 59_000;
  await system.get(byLink);
  expect(reads()).toHaveLength(1);

  system.clock.now += 2_000;
  await system.get(byLink);
  expect(reads()).toHaveLength(2);
  expect(system.sent).toHaveLength(3);
});

test('a link on the list opens the event type by its number as well, and a number by its link', async () => {
  expect((await system.get('/v2/event-types/1001')).json.data.slug).toBe('30min');
  expect((await system.get('/v2/event-types?eventTypeId=1001')).json.data[0].slug).toBe('30min');
  expect((await system.get('/v2/event-types?username=rick&eventSlug=flexible')).json.data[0].id).toBe(1002);
});

test("a team's link on the list opens its event type by number", async () => {
  expect((await system.get('/v2/event-types/2001')).json.data).toMatchObject({
    slug: 'round-robin',
    team: {slug: 'acme'},
  });
});

test('a team that is told by its number has its event type and slots, if the list offers it', async () => {
  const path = `/v2/teams/50/event-types?eventSlug=round-robin&include=slots&${range}`;
  const numbered = openProxy({eventTypes: ['team/50/round-robin']});
  const {status, json} = await numbered.get(path);
  expect({status, data: json.data}).toMatchObject({status: 200, data: [{id: 2001}]});
  expect(Object.keys(json.slots)).toContain('2026-11-24');
  await numbered.close();

  expect((await system.get('/v2/teams/50/event-types?eventSlug=collective')).status).toBe(403);
  expect((await system.get('/v2/teams/acme/event-types?eventSlug=round-robin')).status).toBe(400);
});

test('a hidden event type on the list is read with the key', async () => {
  expect((await system.get('/v2/event-types?username=rick&eventSlug=secret')).json.data).toMatchObject([{id: 1013}]);
  expect(system.sent.at(-1)!.key).toBe(true);
});

test.each([
  '/v2/event-types/3001',
  '/v2/event-types/999999',
  '/v2/event-types?username=morty&eventSlug=15min',
  '/v2/event-types?username=nobody&eventSlug=nothing',
])('what is not on the list is refused in the same way, there or not: %s', async path => {
  const {status, json} = await system.get(path);
  expect({status, code: json.error.code}).toEqual({status: 403, code: 'not_allowed'});
});

test('without a query the answer is the list', async () => {
  const {json} = await system.get('/v2/event-types');
  expect(json.data.map(({slug}: {slug: string}) => slug)).toEqual([
    '30min',
    'flexible',
    'workshop',
    'weekly',
    'members',
    'secret',
    'paid',
    'approval',
    'locations',
  ]);
});

test('a list of * offers what the key can see, without what is hidden', async () => {
  const open = openProxy({eventTypes: '*'});
  const {json} = await open.get('/v2/event-types');
  expect(json.data.length).toBeGreaterThan(10);
  expect(json.data.some(({slug}: {slug: string}) => slug === 'secret')).toBe(false);
  await open.close();
});

test("private addresses, owners' ids of apps and hidden questions stay behind", async () => {
  const {json} = await system.get('/v2/event-types?username=rick&eventSlug=locations');
  const text = JSON.stringify(json);

  expect(text).not.toContain('Main Street');
  expect(text).toContain('meet.example.com');
  expect(json.data[0]).not.toHaveProperty('ownerId');
  expect(json.data[0].bookingFields.every((field: {hidden?: boolean}) => !field.hidden)).toBe(true);
});

test('a Cal.com that is down is told as such, and asked again the next time', async () => {
  system.cal.controls.down(true);
  const {status, json} = await system.get(byLink);
  expect({status, code: json.error.code}).toEqual({status: 502, code: 'upstream_down'});

  system.cal.controls.down(false);
  expect((await system.get(byLink)).status).toBe(200);
});

test.each([
  '?username=rick',
  '?eventTypeId=x',
  '?eventTypeId=1001&username=rick',
  '?username=rick&eventSlug=30min&include=hosts',
  '?username=rick&eventSlug=30min&include=slots',
])('a query that names nothing clear is refused: %s', async query => {
  const {status, json} = await system.get(`/v2/event-types${query}`);
  expect({status, code: json.error.code}).toEqual({status: 400, code: 'invalid_request'});
  expect(system.sent).toEqual([]);
});

test("a refused API key is the operator's problem, not the visitor's", async () => {
  const wrong = openProxy({calApiKey: 'cal_wrong'});
  const {status, json} = await wrong.get('/v2/event-types/1002');
  expect({status, code: json.error.code}).toEqual({status: 502, code: 'upstream_key'});
  await wrong.close();
});

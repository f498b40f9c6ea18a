import {isOpsPage} from '../../src/proxy/ops/answer-failure.ts';
import {Ajv2020, type ValidateFunction} from 'ajv/dist/2020.js';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {openApi} from '../../src/proxy/openapi/openapi.ts';
import {guideBooking, openProxy, settings, shop, tuesdayAt, type ProxySystem} from './cal/system.ts';

type Json = Record<string, any>;

let system: ProxySystem;
let document: Json;
const ajv = new Ajv2020({strict: false, validateFormats: false});
beforeAll(async () => {
  system = openProxy({
    eventTypes: [...settings.eventTypes, 'rick/verified'],
    effects: [{kind: 'handler', name: 'crm', run: async ({step}) => step('save', () => undefined)}],
  });
  document = (await system.get('/openapi.json')).json;
  ajv.addSchema({$id: 'https://proxy.test/openapi', ...document});
});
afterAll(() => system.close());

const pointer = (...parts: string[]) =>
  `https://proxy.test/openapi#/${parts.map(part => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`;

function validator(...parts: string[]): ValidateFunction {
  const validate = ajv.getSchema(pointer(...parts));
  if (!validate) throw new Error(`The document has nothing at ${parts.join(' ')}.`);
  return validate;
}

/** Asks a path of the document and holds the answer against it. */
async function ask(method: string, pattern: string, path = pattern, init: RequestInit = {}) {
  const answer = await system.request(path, {method, ...init});
  const responses = document['paths'][pattern]?.[method.toLowerCase()]?.responses;
  expect(responses, `${method} ${pattern}`).toBeDefined();
  const status = String(answer.status) in responses ? String(answer.status) : 'default';
  const content = responses[status].content?.['application/json'];
  if (!content) return answer;
  const validate = validator(
    'paths',
    pattern,
    method.toLowerCase(),
    'responses',
    status,
    'content',
    'application/json',
    'schema',
  );
  expect({
    of: `${method} ${pattern} ${answer.status}`,
    errors: validate(answer.json) ? null : validate.errors,
  }).toMatchObject({errors: null});
  return answer;
}

const json = (body: unknown, headers: Record<string, string> = {}) => ({
  headers: {'content-type': 'application/json', ...headers},
  body: JSON.stringify(body),
});
const admin = {authorization: `Bearer ${settings.adminToken}`};

test('every route is in the document, and the document has no other', () => {
  const written = Object.entries(document['paths'] as Json).flatMap(([path, methods]) =>
    Object.keys(methods as Json).map(method => `${method.toUpperCase()} ${path}`),
  );
  // With a slash at the end it is the same route.
  const routes = system.routes
    .filter(route => !route.endsWith('/'))
    // Pages for the operator's eyes are no API.
    .filter(route => !isOpsPage(route.split(' ')[1]!, ''))
    .map(route => route.replace(/:(\w+)/g, '{$1}'));
  expect(routes.toSorted(), 'add the route to src/proxy/openapi/paths.ts').toEqual(written.sort());
});

test('it is whole: every reference leads somewhere, every schema is one', () => {
  const refs = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(
    match => match[1]!,
  );
  expect(refs.filter(name => !(name in document['components'].schemas))).toEqual([]);
  for (const name of Object.keys(document['components'].schemas as Json))
    expect(validator('components', 'schemas', name)).toBeTypeOf('function');
  for (const [path, methods] of Object.entries(document['paths'] as Record<string, Json>)) {
    const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(match => match[1]);
    for (const operation of Object.values(methods))
      expect(
        (operation.parameters ?? []).filter((each: Json) => each['in'] === 'path').map((each: Json) => each['name']),
      ).toEqual(inPath);
  }
});

test('it tells the address the proxy is reached at', () => {
  const servers = (given: {publicUrl?: string; basePath: string}) =>
    (openApi({...given, signatureHeader: 'x-signature'}) as Json)['servers'][0].url as string;
  expect([
    servers({basePath: ''}),
    servers({basePath: '/booking'}),
    servers({publicUrl: 'https://book.example.com', basePath: '/booking'}),
  ]).toEqual(['/', '/booking', 'https://book.example.com']);
});

describe('what a running proxy answers is as the document says', () => {
  test('of event types and slots', async () => {
    const range = 'start=2026-11-23&end=2026-11-30';
    expect((await ask('GET', '/v2/event-types')).status).toBe(200);
    expect(
      (await ask('GET', '/v2/event-types', `/v2/event-types?username=rick&eventSlug=30min&include=slots&${range}`)).json
        .slots,
    ).toBeDefined();
    expect((await ask('GET', '/v2/event-types/{id}', '/v2/event-types/1001')).status).toBe(200);
    expect(
      (await ask('GET', '/v2/teams/{teamId}/event-types', '/v2/teams/1/event-types?eventSlug=nothing')).status,
    ).toBeGreaterThanOrEqual(400);
    expect(
      (await ask('GET', '/v2/slots', `/v2/slots?username=rick&eventTypeSlug=30min&${range}&format=range`)).status,
    ).toBe(200);
    expect((await ask('GET', '/v2/slots', '/v2/slots?eventTypeId=1001')).status).toBe(400);
  });

  test('of a booking from its first call to its last, and what is known of it', async () => {
    const body = guideBooking();
    expect(validator('components', 'schemas', 'NewBooking')(body)).toBe(true);
    const booked = await ask('POST', '/v2/bookings', undefined, json(body, {origin: shop}));
    expect(booked.status).toBe(201);
    const {uid} = booked.json.data;
    const manage = {'booking-manage-token': booked.json.manage.token};
    expect((await ask('GET', '/v2/bookings/{uid}', `/v2/bookings/${uid}`)).status).toBe(200);
    expect((await ask('GET', '/v2/bookings/{uid}', `/v2/bookings/${uid}`, {headers: manage})).json.live).toBeDefined();
    expect(
      (
        await ask(
          'POST',
          '/ops/api/bookings/{uid}/manage-link',
          `/ops/api/bookings/${uid}/manage-link`,
          json({}, admin),
        )
      ).status,
    ).toBe(201);
    expect((await ask('GET', '/ops/api/bookings/{uid}', `/ops/api/bookings/${uid}`, {headers: admin})).status).toBe(
      200,
    );
    expect((await ask('GET', '/ops/api/bookings/{uid}', `/ops/api/bookings/${uid}`)).status).toBe(401);
    const moved = await ask(
      'POST',
      '/v2/bookings/{uid}/reschedule',
      `/v2/bookings/${uid}/reschedule`,
      json({start: tuesdayAt('14:00')}, manage),
    );
    expect(moved.status).toBe(201);
    const moves = `/v2/bookings/${moved.json.data.uid}/cancel`;
    expect((await ask('POST', '/v2/bookings/{uid}/cancel', moves, json({cancellationReason: 'No time.'}))).status).toBe(
      401,
    );
    expect(
      (
        await ask(
          'POST',
          '/v2/bookings/{uid}/cancel',
          moves,
          json({cancellationReason: 'No time.'}, {'booking-manage-token': moved.json.manage.token}),
        )
      ).status,
    ).toBe(200);
  });

  test('of a series, whose answer is a list', async () => {
    const {
      status,
      json: {data},
    } = await ask(
      'POST',
      '/v2/bookings',
      undefined,
      json(
        guideBooking({
          eventTypeId: undefined,
          username: 'rick',
          eventTypeSlug: 'weekly',
          start: tuesdayAt('11:00'),
          recurrenceCount: 2,
        }),
      ),
    );
    expect(status).toBe(201);
    expect(data).toHaveLength(2);
  });

  test('of reservations', async () => {
    const reserved = await ask(
      'POST',
      '/v2/slots/reservations',
      undefined,
      json({eventTypeId: 1001, slotStart: tuesdayAt('15:00')}),
    );
    expect(reserved.status).toBe(201);
    expect(
      (
        await ask(
          'DELETE',
          '/v2/slots/reservations/{uid}',
          `/v2/slots/reservations/${reserved.json.data.reservationUid}`,
        )
      ).status,
    ).toBe(200);
  });

  test('of codes by e-mail', async () => {
    expect(
      (
        await ask(
          'POST',
          '/v2/atoms/verification/email/send-code',
          undefined,
          json({email: 'ann@visitors.example', eventTypeId: 1011}),
        )
      ).status,
    ).toBe(200);
    expect(
      (
        await ask(
          'POST',
          '/v2/atoms/verification/email/send-code',
          undefined,
          json({email: 'ann@visitors.example', eventTypeId: 1001}),
        )
      ).status,
    ).toBe(403);
  });

  test('of live sessions, webhooks, health and itself', async () => {
    const session = await ask('POST', '/live/sessions');
    expect(session.status).toBe(201);
    expect(
      (await ask('POST', '/live/sessions', undefined, {headers: {authorization: `Bearer ${session.json.token}`}}))
        .status,
    ).toBe(201);
    expect((await ask('GET', '/live')).status).toBe(401);
    expect((await ask('POST', '/webhooks/cal', undefined, json({triggerEvent: 'PING'}))).status).toBe(401);
    for (const path of ['/healthz', '/readyz', '/openapi.json']) expect((await ask('GET', path)).status).toBe(200);
  });

  test('of effects and their runs', async () => {
    const tested = await ask(
      'POST',
      '/ops/api/effects/{name}/test',
      '/ops/api/effects/crm/test',
      json({uid: 'u1'}, admin),
    );
    expect(tested.status).toBe(202);
    const {id} = tested.json;
    const show = () => ask('GET', '/ops/api/runs/{id}', `/ops/api/runs/${id}`, {headers: admin});
    await expect.poll(async () => (await system.advance(0), (await show()).json.run.state)).toBe('done');
    expect((await show()).json.steps).toHaveLength(1);
    expect(
      (await ask('GET', '/ops/api/runs', '/ops/api/runs?effect=crm&uid=u1&limit=5', {headers: admin})).json.runs,
    ).toHaveLength(1);
    expect((await ask('POST', '/ops/api/runs/replay', undefined, json({ids: [id]}, admin))).json.replayed).toEqual([
      id,
    ]);
    await expect.poll(async () => (await system.advance(0), (await show()).json.run.state)).toBe('done');
    expect((await ask('POST', '/ops/api/runs/cancel', undefined, json({ids: [id]}, admin))).json.cancelled).toEqual([]);
    expect((await ask('GET', '/ops/api/effects', undefined, {headers: admin})).json.effects[0].runs).toEqual({done: 1});
    for (const path of ['/ops/api/runs', '/ops/api/effects']) expect((await ask('GET', path)).status).toBe(401);
    expect((await ask('GET', '/ops/api/runs', '/ops/api/runs?state=lost', {headers: admin})).status).toBe(400);
    expect((await ask('GET', '/ops/api/runs/{id}', '/ops/api/runs/none', {headers: admin})).status).toBe(404);
  });

  test('of what goes wrong', async () => {
    expect((await ask('POST', '/v2/bookings', undefined, json(guideBooking({surplus: 1})))).json.error.code).toBe(
      'invalid_request',
    );
    expect(
      (await ask('POST', '/v2/bookings', undefined, {body: 'x', headers: {'content-type': 'text/plain'}})).status,
    ).toBe(415);
    expect(
      (await ask('POST', '/v2/bookings', undefined, json(guideBooking(), {origin: 'https://evil.example'}))).status,
    ).toBe(403);
  });
});

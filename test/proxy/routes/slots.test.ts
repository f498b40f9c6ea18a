import {createHmac} from 'node:crypto';
import {afterEach, beforeEach, expect, test} from 'vitest';
import {guideBooking, openProxy, settings, type ProxySystem} from '../cal/system.ts';

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const range = 'start=2026-11-24T00:00:00.000Z&end=2026-11-25T00:00:00.000Z';
const byLink = `/v2/slots?username=rick&eventTypeSlug=30min&${range}`;

test("slots are answered in Cal.com's shape, without the key", async () => {
  const {status, json} = await system.get(byLink);

  expect(status).toBe(200);
  expect(json.status).toBe('success');
  expect(json.data['2026-11-24'][0]).toEqual({start: '2026-11-24T09:00:00.000Z'});
  expect(system.sent.map(({key, version}) => ({key, version}))).toEqual([{key: false, version: '2024-09-04'}]);
});

test('a thousand visitors of the same month within 15 seconds are one call to Cal.com', async () => {
  await Promise.all(Array.from({length: 1000}, () => system.get(byLink)));
  expect(system.calls('GET', /slots/)).toHaveLength(1);

  system.clock.now += 15_001;
  await system.get(byLink);
  expect(system.calls('GET', /slots/)).toHaveLength(2);
});

test("the proxy's own booking is out of the slots at once", async () => {
  await system.get(byLink);
  expect((await system.post('/v2/bookings', guideBooking())).status).toBe(201);

  const {json} = await system.get(byLink);
  expect(json.data['2026-11-24'].map(({start}: {start: string}) => start)).not.toContain('2026-11-24T10:00:00.000Z');
});

test('what a webhook tells of any booking empties the kept slots', async () => {
  await system.get(byLink);
  const body = JSON.stringify({
    triggerEvent: 'BOOKING_CREATED',
    createdAt: '2026-11-23T08:00:01.000Z',
    payload: {uid: 'of-somebody-else', startTime: '2026-11-24T10:00:00Z', endTime: '2026-11-24T10:30:00Z'},
  });
  const signature = createHmac('sha256', settings.webhookSecrets[0]!).update(body).digest('hex');
  await system.request('/webhooks/cal', {
    method: 'POST',
    body,
    headers: {'content-type': 'application/json', 'x-cal-signature-256': signature},
  });
  await system.get(byLink);
  expect(system.calls('GET', /slots/)).toHaveLength(2);
});

test('an answer that was on its way when a booking was made is not kept', async () => {
  let release = () => {};
  system.intercept.upstream = async request => {
    if (!request.url.includes('/slots')) return undefined;
    const response = await system.cal.fetch(request);
    await new Promise<void>(resolve => void (release = resolve));
    return response;
  };
  const before = system.get(byLink);
  await expect.poll(() => system.calls('GET', /slots/).length).toBe(1);
  await system.post('/v2/bookings', guideBooking());
  delete system.intercept.upstream;
  release();
  await before;

  const {json} = await system.get(byLink);
  expect(json.data['2026-11-24'].map(({start}: {start: string}) => start)).not.toContain('2026-11-24T10:00:00.000Z');
});

test("seats are counted, and another visitor's booking is not named", async () => {
  await system.post('/v2/bookings', guideBooking({eventTypeId: 1005}));
  const {json} = await system.get(`/v2/slots?username=rick&eventTypeSlug=workshop&${range}`);
  const slot = json.data['2026-11-24'].find(({start}: {start: string}) => start === '2026-11-24T10:00:00.000Z');
  expect(slot).toMatchObject({seatsTotal: 3, seatsRemaining: 2});
  expect(JSON.stringify(json)).not.toContain('bookingUid');
});

test('an event type that is not offered has no slots here', async () => {
  const {status, json} = await system.get(`/v2/slots?username=morty&eventTypeSlug=15min&${range}`);
  expect({status, code: json.error.code}).toEqual({status: 403, code: 'not_allowed'});
});

test.each([
  [`username=rick&eventTypeSlug=30min&${range}&_=1`, 'property _ should not exist'],
  [`username=rick&eventTypeSlug=30min&${range}&organizationSlug=acme`, 'property organizationSlug should not exist'],
  [`username=rick&eventTypeSlug=30min&eventTypeId=1001&${range}`, 'in one way'],
  [range, 'in one way'],
  ['eventTypeId=1001&end=2026-11-25', 'start is missing'],
  ['eventTypeId=1001&start=tomorrow&end=2026-11-25', 'start must be an ISO 8601 date'],
  ['eventTypeId=1001&start=2026-11-25&end=2026-11-24', 'end must be after start'],
  ['eventTypeId=1001&start=2026-11-01&end=2027-01-10', 'end must be within 70 days'],
  [`eventTypeId=1001&${range}&timeZone=Mars/Base`, 'timeZone must be an IANA time zone'],
  [`eventTypeId=1001&${range}&duration=long`, 'duration must be minutes'],
])('a wrong query is refused before Cal.com is asked: %s', async (query, words) => {
  const {status, json} = await system.get(`/v2/slots?${query}`);
  expect({status, code: json.error.code}).toEqual({status: 400, code: 'invalid_request'});
  expect(json.error.message).toContain(words);
  expect(system.sent).toEqual([]);
});

test('seventy days are not too many', async () => {
  expect((await system.get('/v2/slots?eventTypeId=1002&start=2026-11-01&end=2027-01-09')).status).toBe(200);
});

test('after a 429 Cal.com is left alone for as long as it says', async () => {
  system.cal.controls.failNext('429');
  const first = await system.get(byLink);
  const second = await system.get(`${byLink}&timeZone=Europe/Berlin`);

  expect(first.json.error.code).toBe('rate_limited');
  expect([first.status, second.status]).toEqual([429, 429]);
  expect(Number(second.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(system.sent).toHaveLength(1);

  system.clock.now += 61_000;
  expect((await system.get(byLink)).status).toBe(200);
});

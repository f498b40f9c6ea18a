import {afterEach, beforeEach, expect, test} from 'vitest';
import {eventTypes} from '../../../mocks/world/event-types.ts';
import {decodeEventTypes} from '../../../src/core/cal/event-type.ts';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from './system.ts';

// Facts of cal-api.md that nothing else names, by their sections.

let system: ProxySystem;
beforeEach(() => void (system = openProxy({eventTypes: '*'})));
afterEach(() => system.close());

const book = (more: Record<string, unknown>) =>
  system.post('/v2/bookings', guideBooking(more), {'idempotency-key': 'attempt-0001'});
const visitor = (email: string) => ({attendee: {name: 'Ann', email, timeZone: 'UTC'}});

test("§1: the owner's key stays away from what is public, so a bad one breaks nothing there", async () => {
  await system.get('/v2/event-types?username=rick&eventSlug=30min&include=slots&start=2026-11-24&end=2026-11-25');
  const {json} = await book({});
  const manage = {'booking-manage-token': json.manage.token};
  await system.post(`/v2/bookings/${json.data.uid}/reschedule`, {start: tuesdayAt('14:00')}, manage);
  const withKey = system.sent.filter(({key}) => key).map(({method, url}) => `${method} ${url.pathname}`);
  expect(
    withKey.filter(call => !/^GET \/v2\/event-types\/\d+$/.test(call)),
    'but by number it is needed',
  ).toEqual([]);
});

test('§3.1: where Cal.com shows the first time of a day only, no other is offered, and the next one once it is taken', async () => {
  const row = eventTypes.find(({id}) => id === 1001)!;
  row.oneTimeADay = true;
  const days = async () => {
    const {json} = await system.get(
      '/v2/event-types?username=rick&eventSlug=30min&include=slots&start=2026-11-24&end=2026-11-25',
    );
    expect(json.data[0].onlyShowFirstAvailableSlot).toBe(true);
    return json.slots as Record<string, {start: string}[]>;
  };
  try {
    expect(await days()).toEqual({
      '2026-11-24': [{start: tuesdayAt('09:00')}],
      '2026-11-25': [{start: expect.any(String)}],
    });
    expect((await book({start: tuesdayAt('09:00')})).status).toBe(201);
    await system.advance(20_000);
    expect((await days())['2026-11-24']).toEqual([{start: tuesdayAt('09:30')}]);
  } finally {
    row.oneTimeADay = false;
  }
});

test('§3.2: a required 0 counts as missing at Cal.com: it leads to the booking page, and not for the next visitors', async () => {
  const field = eventTypes.find(({id}) => id === 1007)!.fields!.find(({slug}) => slug === 'party-size')!;
  field.required = true;
  const answers = {company: 'Acme', 'company-size': '1-10', terms: true, 'party-size': 0};
  try {
    const {status, json} = await book({eventTypeId: 1007, bookingFieldsResponses: answers});
    expect([status, json.error.code, json.error.details.fields]).toEqual([400, 'invalid_answers', {}]);
    const page = await system.get('/v2/event-types?username=rick&eventSlug=questions');
    expect(decodeEventTypes(page.json)[0]!.handOver).toBeUndefined();
  } finally {
    field.required = false;
  }
});

test('§3.9: a template of a managed event type has no times, and a booking of it is refused', async () => {
  expect(
    Object.keys((await system.get('/v2/slots?eventTypeId=2003&start=2026-11-24&end=2026-11-25')).json.data),
  ).toEqual([]);
  const {status, json} = await book({eventTypeId: 2003});
  expect([status, json.error.code]).toEqual([404, 'not_found']);
});

test('§5.2: what Cal.com takes for spam is a bare 500 that booked nothing, and is told so', async () => {
  const {status, json} = await book(visitor('spam@example.com'));
  expect([status, json.error.code]).toEqual([502, 'upstream_down']);
  expect(system.cal.world.bookings).toEqual([]);
});

test('§2.4: a reservation is not removed by a booking; whoever made it gives it back', async () => {
  const reserved = (await system.post('/v2/slots/reservations', {eventTypeId: 1001, slotStart: tuesdayAt('10:00')}))
    .json.data;
  expect((await book({})).status).toBe(201);
  expect(system.cal.world.reservations.has(reserved.reservationUid)).toBe(true);
  const released = await system.request(`/v2/slots/reservations/${reserved.reservationUid}`, {method: 'DELETE'});
  expect(released.status).toBeLessThan(300);
  expect(system.cal.world.reservations.has(reserved.reservationUid)).toBe(false);
});

test('§2.6: the uid of a series reads all of its bookings', async () => {
  const {json} = await book({eventTypeId: 1006, recurrenceCount: 3});
  const series = json.data[0].recurringBookingUid;
  const read = await system.get(`/v2/bookings/${series}`, {'booking-manage-token': json.manage.token});
  expect(read.json.data.map(({uid}: {uid: string}) => uid)).toEqual(json.data.map(({uid}: {uid: string}) => uid));
});

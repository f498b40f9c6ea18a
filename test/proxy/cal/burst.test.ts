import {afterEach, beforeEach, expect, test} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from './system.ts';

// Cal.com answers an equal slots query for 2 s with what it read before (cal-real.md 2); so does the stand-in.

let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

const path = '/v2/slots?eventTypeId=1001&start=2026-11-24T09:00:00.000Z&end=2026-11-25T00:00:00.000Z';
const starts = async (query = path) => {
  const {json} = await system.get(query);
  return Object.values(json.data as Record<string, {start: string}[]>)
    .flat()
    .map(({start}) => start);
};
const book = (start: string, email: string) =>
  system.post('/v2/bookings', guideBooking({start, attendee: {name: 'A Visitor', email, timeZone: 'UTC'}}));
/** Somebody books on Cal.com's own page. */
const bookElsewhere = (start: string) =>
  system.cal.fetch(
    new Request('http://cal.test/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13'},
      body: JSON.stringify({
        eventTypeId: 1001,
        start,
        attendee: {name: 'Else', email: 'else@example.com', timeZone: 'UTC'},
      }),
    }),
  );
const slotQueries = () => system.calls('GET', /slots$/).map(({url}) => url.searchParams.get('start'));

test('of twelve visitors 0.4 s apart, each booking the first free time, none is refused', async () => {
  const statuses: number[] = [];
  for (let visitor = 1; visitor <= 12; visitor += 1) {
    const [first] = await starts();
    statuses.push((await book(first!, `visitor-${visitor}@example.com`)).status);
    await system.advance(400);
  }
  expect(statuses).toEqual(Array(12).fill(201));
});

test('after a refusal the taken time is offered to nobody, although Cal.com still lists it for the same question', async () => {
  expect(await starts()).toContain(tuesdayAt('09:00'));
  await bookElsewhere(tuesdayAt('09:00'));
  await system.advance(500);
  expect(await starts()).toContain(tuesdayAt('09:00'));
  expect((await book(tuesdayAt('09:00'), 'late@example.com')).json.error.code).toBe('slot_taken');
  expect(await starts()).not.toContain(tuesdayAt('09:00'));
  expect(await starts()).toContain(tuesdayAt('09:30'));
});

test.each<[string, (uid: string, token: string) => Promise<{status: number}>, string[], string[]]>([
  [
    'cancelled',
    (uid, token) => system.post(`/v2/bookings/${uid}/cancel`, {}, {'booking-manage-token': token}),
    [tuesdayAt('09:00')],
    [],
  ],
  [
    'moved',
    (uid, token) =>
      system.post(`/v2/bookings/${uid}/reschedule`, {start: tuesdayAt('11:00')}, {'booking-manage-token': token}),
    [tuesdayAt('09:00')],
    [tuesdayAt('11:00')],
  ],
])('a booking that is %s gives its time back at once', async (_, change, free, gone) => {
  await starts();
  const {json} = await book(tuesdayAt('09:00'), 'ann@example.com');
  expect(await starts()).not.toContain(tuesdayAt('09:00'));
  expect((await change(json.data.uid, json.manage.token)).status).toBeLessThan(300);
  const shown = await starts();
  expect(shown).toEqual(expect.arrayContaining(free));
  for (const start of gone) expect(shown).not.toContain(start);
});

test('a reserved time is hidden at once, and many reservations in a second are asked about once', async () => {
  await starts();
  const reserve = (start: string) => system.post('/v2/slots/reservations', {eventTypeId: 1001, slotStart: start});
  expect((await reserve(tuesdayAt('09:00'))).status).toBe(201);
  expect(await starts()).not.toContain(tuesdayAt('09:00'));
  const before = slotQueries().length;
  for (const time of ['10:00', '11:00', '12:00']) {
    await reserve(tuesdayAt(time));
    await starts();
  }
  expect(slotQueries()).toHaveLength(before);
});

test('what is asked after a change begins earlier, each time anew, and shows nothing before its start', async () => {
  const late = path.replace('T09:00:00.000Z', 'T12:00:00.000Z');
  await starts(late);
  await book(tuesdayAt('14:00'), 'ann@example.com');
  const first = await starts(late);
  await book(tuesdayAt('15:00'), 'bob@example.com');
  const second = await starts(late);
  const [plain, ...asked] = slotQueries();
  expect(plain).toBe(tuesdayAt('00:00'));
  expect(new Set(asked).size).toBe(2);
  expect(asked.every(start => start! < plain!)).toBe(true);
  expect([first[0], second[0]]).toEqual([tuesdayAt('12:00'), tuesdayAt('12:00')]);
});

test('what is read within three seconds of a change is kept no longer than that; then it is kept as always', async () => {
  await book(tuesdayAt('14:00'), 'ann@example.com');
  await starts();
  await system.advance(2_900);
  await starts();
  expect(slotQueries()).toHaveLength(1);
  await system.advance(200);
  await starts();
  await system.advance(14_000);
  await starts();
  expect(slotQueries()).toHaveLength(2);
  expect(slotQueries()[1]).toBe(tuesdayAt('00:00'));
});

test('an answer about a booking that was lost counts as a change', async () => {
  await starts();
  system.cal.controls.failNext('lost-answer');
  expect((await book(tuesdayAt('09:00'), 'ann@example.com')).status).toBe(201);
  expect(await starts()).not.toContain(tuesdayAt('09:00'));
});

test('a full time of seats that Cal.com still lists is taken', async () => {
  const seat = (email: string) =>
    system.post('/v2/bookings', guideBooking({eventTypeId: 1005, attendee: {name: 'A', email, timeZone: 'UTC'}}));
  for (const name of ['a', 'b', 'c']) expect((await seat(`${name}@example.com`)).status).toBe(201);
  expect((await seat('d@example.com')).json.error).toMatchObject({
    code: 'slot_taken',
    message: expect.stringContaining('no longer free'),
  });
});

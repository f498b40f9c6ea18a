import {expect, test} from 'vitest';
import {ask, book, calAt} from './ask.ts';

const get = async (query: string, cal = calAt()) => (await ask(cal, 'GET', `/v2/slots?${query}`)).body;
const monday = 'start=2026-11-23&end=2026-11-23T23:00:00Z';

test.each([
  ['eventTypeId=1001', 16],
  ['username=rick&eventTypeSlug=30min', 16],
  ['teamSlug=acme&eventTypeSlug=collective', 16],
  ['usernames=rick,morty&organizationSlug=acme', 16],
  ['eventTypeId=1002&duration=15', 32],
  ['eventTypeId=1002&duration=60', 15],
])('%s finds the times of a day', async (query, count) => {
  expect((await get(`${query}&${monday}`)).data['2026-11-23']).toHaveLength(count);
});

test('times begin tomorrow, leave out weekends, and days without times are absent', async () => {
  const {data} = await get('eventTypeId=1001&start=2026-11-19&end=2026-12-01');
  expect(Object.keys(data)).toEqual([
    '2026-11-23',
    '2026-11-24',
    '2026-11-25',
    '2026-11-26',
    '2026-11-27',
    '2026-11-30',
    '2026-12-01',
  ]);
  expect((await get(`eventTypeId=1015&${monday}`)).data).toEqual({});
});

test('an end at midnight means the end of that day, as a full timestamp too', async () => {
  for (const end of ['2026-11-24', '2026-11-24T00:00:00Z', '2026-11-24T00:00:00.000Z']) {
    expect(Object.keys((await get(`eventTypeId=1001&start=2026-11-23&end=${end}`)).data)).toEqual([
      '2026-11-23',
      '2026-11-24',
    ]);
  }
});

test.each([
  ['Asia/Kolkata', '2026-11-23', '2026-11-23T14:30:00.000+05:30'],
  ['America/New_York', '2026-11-23', '2026-11-23T04:00:00.000-05:00'],
  ['Pacific/Kiritimati', '2026-11-23', '2026-11-23T23:00:00.000+14:00'],
])('in %s the keys are local days and the starts carry the offset', async (zone, day, first) => {
  const {data} = await get(`eventTypeId=1001&${monday}&timeZone=${zone}`);
  expect(Object.keys(data)[0]).toBe(day);
  expect(data[day][0]).toEqual({start: first});
});

test('range adds the end; seats are counted, of a full one too', async () => {
  const cal = calAt();
  for (const name of ['a', 'b'])
    await book(cal, 1005, '09:00', {attendee: {name, email: `${name}@example.com`, timeZone: 'UTC'}});
  const [first, second] = (await get(`eventTypeId=1005&${monday}&format=range`, cal)).data['2026-11-23'];
  expect(first).toEqual({
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T10:00:00.000Z',
    seatsBooked: 2,
    seatsRemaining: 1,
    seatsTotal: 3,
    bookingUid: expect.any(String),
  });
  expect(second).toMatchObject({seatsBooked: 0, seatsRemaining: 3});
  await book(cal, 1005, '09:00', {attendee: {name: 'c', email: 'c@example.com', timeZone: 'UTC'}});
  expect((await get(`eventTypeId=1005&${monday}`, cal)).data['2026-11-23'][0]).toMatchObject({
    start: '2026-11-23T09:00:00.000Z',
    seatsRemaining: 0,
  });
});

test.each([
  ['eventTypeId=1001&username=rick', 'property username should not exist'],
  ['eventTypeId=1001&cacheBuster=1', 'property cacheBuster should not exist'],
  ['eventTypeId=1001&timeZone=Mars/Base', 'timeZone must be'],
  ['usernames=rick&organizationSlug=acme', 'at least 2'],
  ['usernames=rick,morty', 'Event type not specified'],
])('%s is refused', async (query, message) => {
  const {error} = await get(`${query}&${monday}`);
  expect(error.code).toBe('BadRequestException');
  expect(error.message).toContain(message);
});

test.each([
  ['eventTypeId=9', 'Event Type not found'],
  ['username=nobody&eventTypeSlug=30min', 'User with username nobody not found'],
  ['teamSlug=nobody&eventTypeSlug=30min', 'Team with slug nobody not found'],
])('%s is not found', async (query, message) => {
  expect((await get(`${query}&${monday}`)).error).toMatchObject({code: 'NotFoundException', message});
});

test('a range that ends before it starts holds nothing', async () => {
  expect((await get('eventTypeId=1001&start=2026-11-24&end=2026-11-22')).data).toEqual({});
});

test('a reservation hides its time from everybody, refuses another and ends by itself', async () => {
  let at = Date.parse('2026-11-20T10:00:00Z');
  const cal = calAt({now: () => at});
  const reserve = () =>
    ask(cal, 'POST', '/v2/slots/reservations', {body: {eventTypeId: 1001, slotStart: '2026-11-23T09:00:00Z'}});
  const made = await reserve();
  expect(made.status).toBe(201);
  expect(made.body.data).toMatchObject({
    slotEnd: '2026-11-23T09:30:00.000Z',
    slotDuration: 30,
    reservationDuration: 5,
    reservationUntil: '2026-11-20T10:05:00.000Z',
  });
  const first = async () => (await get(`eventTypeId=1001&${monday}`, cal)).data['2026-11-23'][0].start;
  expect(await first()).toBe('2026-11-23T09:30:00.000Z');
  expect((await reserve()).body.error).toMatchObject({
    code: 'UnprocessableEntityException',
    message: expect.stringContaining('already reserved by another user'),
  });
  const path = `/v2/slots/reservations/${made.body.data.reservationUid}`;
  expect((await ask(cal, 'GET', path)).body.data).not.toHaveProperty('reservationDuration');
  at += 300_000;
  expect(await first()).toBe('2026-11-23T09:00:00.000Z');
  expect((await ask(cal, 'GET', path)).body).toEqual({status: 'success', data: null});
});

test('a reservation ends when it is deleted, protects no booking, and its length is for key owners', async () => {
  const cal = calAt();
  const body = {eventTypeId: 1001, slotStart: '2026-11-23T09:00:00Z'};
  const {data} = (await ask(cal, 'POST', '/v2/slots/reservations', {body})).body;
  expect((await ask(cal, 'DELETE', `/v2/slots/reservations/${data.reservationUid}`)).body).toEqual({status: 'success'});
  expect((await ask(cal, 'POST', '/v2/slots/reservations', {body: {...body, reservationDuration: 20}})).status).toBe(
    401,
  );
  expect(
    (await ask(cal, 'POST', '/v2/slots/reservations', {body: {...body, reservationDuration: 20}, key: 'cal_morty'}))
      .status,
  ).toBe(403);
  expect(
    (await ask(cal, 'POST', '/v2/slots/reservations', {body: {...body, reservationDuration: 20}, key: 'cal_x'})).body
      .data.reservationDuration,
  ).toBe(20);
  expect((await book(cal, 1001, '09:00')).status).toBe(201);
});

test('a name is looked for in the organization that is named, and in no other (cal-api.md §2.3)', async () => {
  const cal = calAt();
  const range = 'start=2026-11-23&end=2026-11-23';
  const slots = async (query: string) => (await ask(cal, 'GET', `/v2/slots?${query}&${range}`)).status;
  expect(await slots('username=rick&eventTypeSlug=30min&organizationSlug=acme')).toBe(200);
  expect(await slots('username=rick&eventTypeSlug=30min&organizationSlug=other')).toBe(404);
  expect(await slots('teamSlug=acme&eventTypeSlug=collective&organizationSlug=other')).toBe(404);
});

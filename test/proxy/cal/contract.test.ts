import {globSync, readFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {loadContract, type SentCall} from '../../support/contract.ts';
import {guideBooking, openProxy, tuesdayAt} from './system.ts';

const contract = loadContract();
if (!contract)
  console.warn("Skipped: Cal.com's document (../shared/reference/openapi-booking.json) is not on this machine.");

const call = (method: string, path: string, more: Partial<SentCall> = {}): SentCall => ({
  method,
  url: new URL(path, 'http://cal.test'),
  key: false,
  version: '2024-08-13',
  body: undefined,
  ...more,
});

describe.skipIf(!contract)('every call to Cal.com is one its document knows', () => {
  test('of every way through the proxy', async () => {
    const system = openProxy({eventTypes: '*'});
    const range = 'start=2026-11-24T00:00:00.000Z&end=2026-11-26T00:00:00.000Z';
    await system.get(`/v2/event-types?username=rick&eventSlug=30min&include=slots&${range}`);
    await system.get('/v2/event-types');
    await system.get('/v2/event-types/1001');
    await system.get(`/v2/teams/50/event-types?eventSlug=round-robin&include=slots&${range}`);
    await system.get(`/v2/slots?eventTypeId=1002&${range}&duration=60&timeZone=Europe/Berlin&format=range`);
    const {
      json: {
        data: {reservationUid},
      },
    } = await system.post('/v2/slots/reservations', {
      eventTypeId: 1002,
      slotStart: tuesdayAt('16:00'),
      slotDuration: 60,
    });
    await system.request(`/v2/slots/reservations/${reservationUid}`, {method: 'DELETE'});
    await system.post('/v2/atoms/verification/email/send-code', {
      email: 'ann@visitors.example',
      eventTypeId: 1011,
      language: 'de',
    });
    const kinds = [
      {},
      {eventTypeId: 1002, lengthInMinutes: 60, start: tuesdayAt('11:00')},
      {eventTypeId: 1006, recurrenceCount: 2, start: tuesdayAt('13:00')},
      {
        eventTypeId: 1010,
        location: {type: 'attendeePhone', phone: '+493012345678'},
        guests: ['guest@visitors.example'],
        start: tuesdayAt('14:00'),
      },
      {eventTypeId: 1012, start: tuesdayAt('15:00')},
      {eventTypeId: 1005, start: tuesdayAt('09:00')},
      {
        eventTypeId: 1007,
        start: tuesdayAt('15:30'),
        bookingFieldsResponses: {
          company: 'Acme',
          'company-size': '1-10',
          terms: true,
          'party-size': 3,
          topics: ['Pricing'],
        },
      },
    ];
    const made = [];
    for (const kind of kinds) made.push(await system.post('/v2/bookings', guideBooking(kind)));
    expect(made.map(({status}) => status)).toEqual(kinds.map(() => 201));
    system.cal.controls.failNext('lost-answer');
    await system.post('/v2/bookings', guideBooking({start: tuesdayAt('12:00')}));
    for (const {
      json: {data, manage},
    } of made) {
      const [{uid, recurringBookingUid}] = [data].flat();
      const headers = {'booking-manage-token': manage.token};
      await system.get(`/v2/bookings/${uid}`);
      const moved = await system.post(
        `/v2/bookings/${uid}/reschedule`,
        {start: `2026-11-25T${data.start?.slice(11) ?? '10:00:00.000Z'}`, reschedulingReason: 'a train'},
        headers,
      );
      await system.post(
        `/v2/bookings/${moved.json.data?.uid ?? recurringBookingUid ?? uid}/cancel`,
        {cancellationReason: 'ill'},
        {'booking-manage-token': moved.json.manage?.token ?? manage.token},
      );
    }
    const ways = new Set(
      system.sent.map(
        ({method, url}) =>
          `${method} ${url.pathname.replace(/\/(by-seat|bookings(?!\/by-seat)|reservations|event-types|teams)\/[^/]+/, '/$1/:id')}`,
      ),
    );
    expect([...ways].sort()).toEqual([
      'DELETE /v2/slots/reservations/:id',
      'GET /v2/bookings',
      'GET /v2/bookings/:id',
      'GET /v2/bookings/by-seat/:id',
      'GET /v2/event-types',
      'GET /v2/event-types/:id',
      'GET /v2/slots',
      'GET /v2/teams/:id/event-types',
      'POST /v2/atoms/verification/email/send-code',
      'POST /v2/bookings',
      'POST /v2/bookings/:id/cancel',
      'POST /v2/bookings/:id/reschedule',
      'POST /v2/slots/reservations',
    ]);
    expect(system.sent.flatMap(contract!)).toEqual([]);
    await system.close();
  });

  test.each<[string, SentCall]>([
    ['is not in the document', call('GET', '/v2/availability')],
    ['query member _ is not', call('GET', '/v2/slots?eventTypeId=1&start=a&end=b&_=1', {version: '2024-09-04'})],
    ['query member start is missing', call('GET', '/v2/slots?eventTypeId=1&end=b', {version: '2024-09-04'})],
    ['version 2024-08-13 is another', call('GET', '/v2/slots?eventTypeId=1&start=a&end=b')],
    ['the body is missing', call('POST', '/v2/bookings')],
    ['the body is wrong', call('POST', '/v2/bookings', {body: {...guideBooking(), attemptId: 'x'}})],
    ['the body is wrong', call('POST', '/v2/bookings', {body: guideBooking({eventTypeId: '1001'})})],
    ['key has no business here', call('POST', '/v2/bookings/uid/cancel', {body: {}, key: true})],
    ['the key is missing', call('GET', '/v2/bookings')],
    [
      'the member eventTypeId is not',
      call('POST', '/v2/atoms/verification/email/send-code', {body: {email: 'a@b.example', eventTypeId: 1}}),
    ],
    [
      'key has no business here',
      call('POST', '/v2/atoms/verification/email/send-code', {body: {email: 'a@b.example'}, key: true}),
    ],
  ])('and a wrong one is told: %s', (words, wrong) => {
    expect(contract!(wrong).join()).toContain(words);
  });
});

test('no test has a stand-in of its own that does not look: only those without a proxy do', () => {
  const makers = globSync('test/**/*.ts', {exclude: ['test/bench/**', 'test/mocks/**']}).filter(path =>
    /\b(createCal|startCal)\(/.test(readFileSync(path, 'utf8')),
  );
  const watching = ['test/proxy/cal/fleet.ts', 'test/proxy/cal/system.ts', 'test/support/servers/cal.ts'];
  // In a browser no proxy runs.
  const others = makers.filter(path => !watching.includes(path) && !path.startsWith('test/elements/'));
  expect(others.filter(path => /createProxy|src\/proxy|startDemo/.test(readFileSync(path, 'utf8')))).toEqual([]);
  expect(makers).toEqual(expect.arrayContaining(watching));
});

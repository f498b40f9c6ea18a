import {afterEach, beforeEach, describe, expect, test} from 'vitest';
import {networkOf} from '../../src/proxy/guard/network.ts';
import {routeKinds, routesWithoutMeter} from '../../src/proxy/guard/route-meters.ts';
import {mailboxOf} from '../../src/proxy/cal/codes.ts';
import {createMeter} from '../../src/proxy/guard/meter.ts';
import {guideBooking, openProxy, tuesdayAt, type Answer, type ProxySystem} from './cal/system.ts';

let system: ProxySystem;
const open = (options = {}) =>
  void (system = openProxy({callsPerMinute: 100, trustedProxies: 1, eventTypes: '*', ...options}));
beforeEach(() => open());
afterEach(() => system.close());

const from = (visitor: number | string) => ({
  'x-forwarded-for': typeof visitor === 'string' ? visitor : `203.0.113.${visitor}`,
});
const slots = (query: string, visitor: number | string = 1) =>
  system.get(`/v2/slots?eventTypeId=1001&${query}`, from(visitor));
const reserve = (visitor: number | string, hour: number, minute = '00') =>
  system.post(
    '/v2/slots/reservations',
    {eventTypeId: 1001, slotStart: tuesdayAt(`${String(hour).padStart(2, '0')}:${minute}`)},
    from(visitor),
  );
const code = (visitor: number, email: string) =>
  system.post('/v2/atoms/verification/email/send-code', {email, eventTypeId: 1011}, from(visitor));
const statuses = (answers: Answer[]) => answers.map(({status}) => status);
const asked = (path: RegExp) => system.calls('GET', path).length;

describe('every route', () => {
  test('has a meter, and the table names no other', () => {
    expect(routesWithoutMeter(system.routes)).toEqual([]);
    expect(Object.keys(routeKinds).filter(route => !system.routes.includes(route))).toEqual([]);
  });

  test('that is new and has none is found, also below a path', () => {
    expect(routesWithoutMeter(['GET /v2/slots', 'GET /v2/new'])).toEqual(['GET /v2/new']);
    expect(routesWithoutMeter(['GET /book/v2/slots', 'PUT /book/v2/slots'], '/book')).toEqual(['PUT /book/v2/slots']);
  });

  // Of those that are read thousands of times a minute, and of what the budget refuses first, the table tells.
  test.each(
    Object.entries(routeKinds)
      .filter(([route, kind]) => !['open', 'read', 'lookup'].includes(kind) && !route.startsWith('DELETE'))
      .map(([route]) => route),
  )('%s refuses one visitor in the end, and no other', async route => {
    const [method, pattern] = route.split(' ') as [string, string];
    const path = pattern.replace(/:\w+/g, 'none');
    const call = (visitor: number) => system.request(path, {method, headers: from(visitor)});
    const ends = async () => {
      for (let index = 0; index < 1_300; index += 1) if ((await call(1)).status === 429) return true;
      return false;
    };
    // One that answers without a word to Cal.com is refused by its meter alone.
    system.intercept.upstream = () => Response.json({status: 'success', data: []});
    expect(await ends()).toBe(true);
    expect((await call(2)).status).not.toBe(429);
  });
});

describe('a meter', () => {
  const clock = {now: 0};
  const count = (meter: (visitor: string) => void, visitor: string, times: number) => {
    let passed = 0;
    for (let index = 0; index < times; index += 1) {
      try {
        meter(visitor);
        passed += 1;
      } catch {
        // Refused.
      }
    }
    return passed;
  };

  test('gives an IPv6 network of /48 four times what a household has, however many it has', () => {
    const meter = createMeter(3, 60_000, () => clock.now, 'Too many.');
    const passed = Array.from({length: 50}, (_, index) => count(meter, `2001:db8:1:${index.toString(16)}`, 5)).reduce(
      (sum, one) => sum + one,
    );
    expect(passed).toBe(12);
    expect(count(meter, '2001:db8:2:1', 5)).toBe(3);
    clock.now += 60_001;
    expect(count(meter, '2001:db8:1:1', 5)).toBe(3);
  });

  test('lets through whom nobody knows, and knows the network of IPv6 only', () => {
    expect(
      count(
        createMeter(1, 60_000, () => clock.now, 'Too many.'),
        '',
        5,
      ),
    ).toBe(5);
    expect([networkOf('203.0.113.7'), networkOf(''), networkOf('2001:db8:1:2')]).toEqual([
      undefined,
      undefined,
      '2001:db8:1::/48',
    ]);
  });
});

describe('lookups without a token', () => {
  test('of invented bookings by three addresses leave Cal.com to visitors who read times and book', async () => {
    const invented = Array.from({length: 3}, (_, visitor) =>
      Array.from({length: 60}, (__, index) =>
        system.get(`/v2/bookings/invented-${visitor}-${index}`, from(visitor + 1)),
      ),
    );
    const visits = [
      slots('start=2026-11-24&end=2026-11-25', 50),
      system.post('/v2/bookings', guideBooking(), from(51)),
    ];
    await system.advance(20_000);
    expect(statuses(await Promise.all(visits))).toEqual([200, 201]);
    await Promise.all(invented.flat());
    expect(asked(/bookings\/invented/)).toBeLessThanOrEqual(10);
  });

  test('of a booking that is not there ask once in ten seconds', async () => {
    for (let index = 0; index < 5; index += 1)
      expect((await system.get('/v2/bookings/not-there', from(index))).status).toBe(404);
    expect(asked(/not-there/)).toBe(1);
    await system.advance(10_001);
    await system.get('/v2/bookings/not-there', from(9));
    expect(asked(/not-there/)).toBe(2);
  });
});

describe('slots', () => {
  test('are one call, in whatever seconds, zone, spelling or invented booking the same days are asked for', async () => {
    const answers = await Promise.all([
      slots('start=2026-11-24&end=2026-11-25'),
      ...Array.from({length: 20}, (_, second) =>
        slots(`start=2026-11-24T00:00:${String(second).padStart(2, '0')}Z&end=2026-11-25T10:00:00Z`, second),
      ),
      ...['Asia/Kolkata', 'America/New_York', 'europe/berlin'].map(zone =>
        slots(`start=2026-11-24&end=2026-11-25&timeZone=${zone}`),
      ),
      ...Array.from({length: 5}, (_, index) =>
        slots(`start=2026-11-24&end=2026-11-25&bookingUidToReschedule=invented-${index}`),
      ),
    ]);
    expect(new Set(statuses(answers))).toEqual(new Set([200]));
    expect(asked(/slots/)).toBe(1);
  });

  test.each([
    '',
    '&timeZone=UTC',
    '&timeZone=Asia/Kolkata',
    '&timeZone=America/New_York',
    '&format=range',
    '&format=range&timeZone=Europe/Berlin',
  ])('are what Cal.com itself says: %j', async more => {
    for (const range of [
      'start=2026-11-24&end=2026-11-25',
      'start=2026-11-24T10:00:00Z&end=2026-11-24T15:30:00Z',
      'start=2026-11-24T10:00:00.000&end=2026-11-26T00:00:00Z',
      'start=2026-11-24T23:30:00-05:00&end=2026-11-27T00:30:00%2B09:00',
    ]) {
      const answer = await slots(`${range}${more}`);
      const theirs = (await (
        await system.cal.fetch(
          new Request(`http://cal.test/v2/slots?eventTypeId=1001&${range}${more}`, {
            headers: {'cal-api-version': '2024-09-04'},
          }),
        )
      ).json()) as {data: object};
      expect(answer.json.data).toEqual(theirs.data);
    }
  });

  test('are told as they were minutes ago where the budget is used up, and a booking goes on', async () => {
    const month = 'start=2026-11-24&end=2026-11-25';
    expect((await slots(month)).status).toBe(200);
    await system.advance(16_000);
    const abuse = Array.from({length: 40}, (_, visitor) =>
      Array.from({length: 5}, (__, day) =>
        slots(`start=2027-0${1 + (visitor % 9)}-0${1 + day}&end=2027-0${1 + (visitor % 9)}-1${day}`, visitor + 10),
      ),
    ).flat();
    const visitor = slots(month, 1);
    await system.advance(1_000);
    expect((await visitor).json.data['2026-11-24']).toBeDefined();
    const booking = system.post('/v2/bookings', guideBooking(), from(2));
    await system.advance(15_000);
    expect((await booking).status).toBe(201);
    await system.advance(60_000);
    await Promise.all(abuse);
  });
});

describe('reservations', () => {
  const times = Array.from({length: 6}, (_, index) => 9 + index);

  test('of one visitor are three at once; what is given back makes room', async () => {
    const answers = [];
    for (const hour of times) answers.push(await reserve(1, hour));
    expect(statuses(answers)).toEqual([201, 201, 201, 429, 429, 429]);
    await system.request(`/v2/slots/reservations/${answers[0]!.json.data.reservationUid}`, {
      method: 'DELETE',
      headers: from(1),
    });
    expect((await reserve(1, 15)).status).toBe(201);
    expect((await reserve(2, 16)).status).toBe(201);
  });

  test('of five addresses hide fifteen times at most, until they end', async () => {
    const answers = [];
    for (let visitor = 1; visitor <= 5; visitor += 1) {
      for (const hour of times) for (const minute of ['00', '30']) answers.push(reserve(visitor, hour, minute));
      await system.advance(10_000);
    }
    await Promise.all(answers);
    expect(system.cal.world.reservations.size).toBeLessThanOrEqual(15);
    await system.advance(5 * 60_000);
    expect((await reserve(1, 9)).status).toBe(201);
  });

  test('that Cal.com refuses take no place', async () => {
    await reserve(1, 9);
    for (let index = 0; index < 5; index += 1) expect((await reserve(2, 9)).status).toBe(409);
    expect((await reserve(2, 10)).status).toBe(201);
  });
});

describe('codes by e-mail', () => {
  test('are one a minute for each visitor and each mailbox, however it is written', async () => {
    await system.get('/v2/event-types/1011');
    expect((await code(1, 'ann@visitors.example')).status).toBe(200);
    expect((await code(1, 'bo@visitors.example')).status).toBe(429);
    expect((await code(2, 'Ann+1@Visitors.example')).status).toBe(429);
    await system.advance(61_000);
    expect((await code(1, 'bo@visitors.example')).status).toBe(200);
  });

  test('asked for sixteen times by four addresses are left over for others', async () => {
    const abuse = Array.from({length: 16}, (_, index) => code(1 + (index % 4), `mallory-${index}@visitors.example`));
    await system.advance(61_000);
    const visitor = code(50, 'ann@visitors.example');
    await system.advance(10_000);
    expect((await visitor).status).toBe(200);
    await Promise.all(abuse);
  });

  test.each([
    ['Ann+shop@Visitors.example', 'ann@visitors.example'],
    ['a.n.n@gmail.com', 'ann@googlemail.com'],
    ['ann+a+b@gmail.com', 'ANN@GMAIL.COM'],
    ['ａｎｎ@visitors.example', 'ann@visitors.example'],
    ['ann@bücher.example', 'ann@xn--bcher-kva.example'],
    ['ann@BÜCHER.example', 'Ann@XN--BCHER-KVA.Example'],
    ['ann@bu\u0308cher.example', 'ann@bücher.example'],
    ['ann@visitors。example', 'ann@visitors.example'],
    ['ann@ｖisitors.example', 'ann@visitors.example'],
    ['ann@visitors.example.', 'ann@visitors.example'],
    ['a.nn@ＧＭＡＩＬ.com', 'ann@gmail.com'],
    ['x@xn--a', 'x@xn--a'],
  ])('%s is the mailbox %s', (one, other) => expect(mailboxOf(one)).toBe(mailboxOf(other)));

  test.each([
    ['a.nn@visitors.example', 'ann@visitors.example'],
    ['ann@a.example', 'ann@b.example'],
    ['ann@bücher.example', 'ann@bucher.example'],
    ['ann@xn--a', 'ann@xn--b'],
  ])('%s is not the mailbox %s', (one, other) => expect(mailboxOf(one)).not.toBe(mailboxOf(other)));
});

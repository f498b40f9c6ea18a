import {expect, test} from 'vitest';
import {firstRange} from '../../../src/core/time/schedule.ts';
import {guideBooking, monday, openProxy, tuesdayAt, type Answer} from '../cal/system.ts';

const day = (index: number) => new Date(Date.parse('2026-11-24T00:00:00.000Z') + index * 86_400_000).toISOString();

/** The visitor behind a request, as Node's adapter tells it. */
const from = (visitor: number) => ({'x-forwarded-for': `203.0.${Math.floor(visitor / 250)}.${1 + (visitor % 250)}`});

/** The most calls in any window of this length. */
function most(times: number[], ms: number): number {
  return Math.max(0, ...times.map(at => times.filter(other => other >= at && other < at + ms).length));
}

test('a thousand visitors who look at the same month within 15 seconds are one call to Cal.com', async () => {
  const system = openProxy({callsPerMinute: 100, trustedProxies: 1});
  await system.get('/v2/event-types?username=rick&eventSlug=30min');
  const month =
    '/v2/slots?username=rick&eventTypeSlug=30min&start=2026-12-01T00:00:00.000Z&end=2027-01-01T00:00:00.000Z';
  const answers: Answer[] = [];
  for (let tenth = 0; tenth < 150; tenth += 1) {
    const here = Math.floor(((tenth + 1) * 1_000) / 150) - Math.floor((tenth * 1_000) / 150);
    answers.push(
      ...(await Promise.all(Array.from({length: here}, (_, index) => system.get(month, from(answers.length + index))))),
    );
    if (tenth < 149) await system.advance(100);
  }
  expect(system.clock.now).toBe(monday + 14_900);
  expect(answers).toHaveLength(1_000);
  expect(answers.filter(({status, text}) => status !== 200 || text !== answers[0]!.text)).toEqual([]);
  expect(system.calls('GET', /slots$/)).toHaveLength(1);
  await system.close();
});

test('a thousand visitors of the month that has begun, each from their own moment on, are one call to Cal.com', async () => {
  const system = openProxy({callsPerMinute: 100, trustedProxies: 1});
  const texts = new Set<string>();
  for (let visitor = 0; visitor < 1_000; visitor += 1) {
    const {start, end} = firstRange(new Date(system.clock.now).toISOString());
    const {status, text} = await system.get(
      `/v2/event-types?username=rick&eventSlug=30min&include=slots&start=${start}&end=${end}`,
      from(visitor),
    );
    expect(status).toBe(200);
    texts.add(text);
    await system.advance(15);
  }
  expect(system.clock.now).toBe(monday + 15_000);
  expect(texts.size).toBe(1);
  expect(system.calls('GET', /slots$/)).toHaveLength(1);
  await system.close();
});

test('a storm of 5,000 requests stays below the budget, and bookings get through it', async () => {
  const system = openProxy({callsPerMinute: 100, trustedProxies: 1});
  const times = {key: [] as number[], address: [] as number[]};
  system.intercept.upstream = request =>
    void times[request.headers.has('authorization') ? 'key' : 'address'].push(system.clock.now);
  const statuses: Record<number, number> = {};
  const answered = [];
  const bookings = [];
  for (let second = 0; second < 50; second += 1) {
    for (let index = 0; index < 100; index += 1) {
      // Everybody asks for other days, so no cache helps.
      const number = second * 100 + index;
      const start = monday + (number % 1_000) * 86_400_000;
      const end = start + (1 + Math.floor(number / 1_000)) * 86_400_000;
      const path = `/v2/slots?username=rick&eventTypeSlug=30min&start=${new Date(start).toISOString()}&end=${new Date(end).toISOString()}`;
      answered.push(
        system.get(path, from(number)).then(({status}) => void (statuses[status] = (statuses[status] ?? 0) + 1)),
      );
    }
    if (second % 10 === 5) {
      const start = tuesdayAt(`${9 + Math.floor(second / 10)}:00`.padStart(5, '0'));
      bookings.push(
        system
          .post(
            '/v2/bookings',
            guideBooking({start, attendee: {name: 'Ann', email: `ann-${second}@visitors.example`, timeZone: 'UTC'}}),
          )
          .then(({status}) => status),
      );
    }
    await system.advance(1_000);
  }
  await system.advance(30_000);
  await Promise.all(answered);

  expect(await Promise.all(bookings)).toEqual([201, 201, 201, 201, 201]);
  expect(statuses[200]! + statuses[429]!).toBe(5_000);
  expect(statuses[200]).toBeGreaterThan(50);
  expect(Object.values(times).map(list => most(list, 60_000))).toSatisfy((counts: number[]) =>
    counts.every(count => count <= 100),
  );
  expect(Object.values(times).map(list => most(list, 1_000))).toSatisfy((counts: number[]) =>
    counts.every(count => count <= 10),
  );
  expect(times.address.length).toBeGreaterThan(75);
  await system.close();
});

test('one visitor who asks for everything does not shut out another', async () => {
  const system = openProxy({callsPerMinute: 100, trustedProxies: 1});
  const greedy = Array.from({length: 500}, (_, index) =>
    system.get(`/v2/slots?eventTypeId=1001&start=${day(index % 300)}&end=${day((index % 300) + 2)}`, from(1)),
  );
  await system.advance(2_000);
  const other = system.get('/v2/slots?eventTypeId=1001&start=2026-11-24&end=2026-11-29', from(2));
  await system.advance(8_000);

  expect((await other).status).toBe(200);
  const refused = (await Promise.all(greedy)).filter(({status}) => status === 429);
  expect(refused.length).toBeGreaterThan(400);
  expect(Number(refused[0]!.headers.get('retry-after'))).toBeGreaterThan(0);
  await system.close();
});

test("a 429 of Cal.com's is passed on with its time, and nothing is sent before it is over", async () => {
  const system = openProxy();
  await system.get('/v2/event-types/1001');
  system.intercept.upstream = () =>
    Response.json(
      {
        status: 'error',
        error: {
          code: 'ThrottlerException',
          message: 'CustomThrottlerGuard - Too many requests. Please try again later.',
        },
      },
      {status: 429, headers: {'X-RateLimit-Remaining-Default': '0', 'X-RateLimit-Reset-Default': '37'}},
    );
  const first = await system.post('/v2/bookings', guideBooking(), {'idempotency-key': 'attempt-0001'});
  delete system.intercept.upstream;
  const second = await system.post('/v2/bookings', guideBooking(), {'idempotency-key': 'attempt-0001'});
  expect([first, second].map(({status, headers}) => [status, headers.get('retry-after')])).toEqual([
    [429, '37'],
    [429, '37'],
  ]);
  expect(system.calls('POST', /bookings$/)).toHaveLength(1);

  await system.advance(37_000);
  expect((await system.post('/v2/bookings', guideBooking(), {'idempotency-key': 'attempt-0001'})).status).toBe(201);
  await system.close();
});

import {describe, expect, test} from 'vitest';
import {createBudget, type Turn} from '../../../../src/proxy/cal/upstream/budget.ts';
import type {Priority} from '../../../../src/proxy/cal/upstream/shares.ts';
import {createTimers} from '../timers.ts';

function open(callsPerMinute = 100) {
  const clock = {now: 1_000_000};
  const {later, advance} = createTimers(clock);
  const budget = createBudget({callsPerMinute, now: () => clock.now, later});
  const made: (Turn & {at: number; name: string})[] = [];
  const refused: {name: string; seconds: number}[] = [];
  const ask = (priority: Priority, visitor = '', name = '', bucket: Turn['bucket'] = 'address') => {
    const turn: Turn = {bucket, priority, visitor};
    budget.take(turn).then(
      () => void made.push({...turn, at: clock.now, name}),
      (error: {retryAfterSeconds: number}) => void refused.push({name, seconds: error.retryAfterSeconds}),
    );
  };
  /** Most calls of any window of this length. */
  const most = (ms: number) =>
    Math.max(0, ...made.map(({at}) => made.filter(other => other.at >= at && other.at < at + ms).length));
  return {budget, clock, advance, ask, made, refused, most};
}

const limited = (remaining: number, reset: number) =>
  new Headers({'X-RateLimit-Remaining-Default': String(remaining), 'X-RateLimit-Reset-Default': String(reset)});

describe('the limit', () => {
  test('holds in any minute and any second, however many ask', async () => {
    const {ask, advance, made, refused, most} = open();
    for (let second = 0; second < 180; second += 1) {
      for (let index = 0; index < 30; index += 1) ask('booking', `visitor-${index}`);
      await advance(1_000);
    }
    await advance(60_000);
    expect(made.length + refused.length).toBe(180 * 30);
    expect(most(60_000)).toBe(100);
    expect(most(1_000)).toBe(10);
    expect(made.length).toBeGreaterThan(300);
  });

  test('is one for calls with the key and one for those without', async () => {
    const {ask, advance, made} = open(10);
    for (let index = 0; index < 20; index += 1) ask('booking', '', '', index % 2 ? 'key' : 'address');
    await advance(14_000);
    expect(made.filter(({bucket}) => bucket === 'key')).toHaveLength(10);
    expect(made.filter(({bucket}) => bucket === 'address')).toHaveLength(10);
  });

  test('lets somebody wait for a short time only, and says when to come back', async () => {
    const {ask, advance, made, refused} = open(10);
    for (let index = 0; index < 10; index += 1) ask('booking');
    await advance(10_000);
    expect(made).toHaveLength(10);
    ask('slots', '', 'late');
    await advance(7_999);
    expect(refused).toEqual([]);
    await advance(1);
    expect(refused).toEqual([{name: 'late', seconds: expect.any(Number)}]);
    expect(refused[0]!.seconds).toBeGreaterThan(40);
    expect(refused[0]!.seconds).toBeLessThanOrEqual(60);
  });
});

describe('the order', () => {
  test('bookings go before slots, slots before reservations', async () => {
    const {ask, advance, made} = open(100);
    for (let index = 0; index < 10; index += 1) ask('booking', `v${index}`, 'before');
    ask('extra', 'a', 'reservation');
    ask('slots', 'b', 'slots');
    ask('read', 'c', 'event type');
    ask('booking', 'd', 'booking');
    await advance(1_100);
    expect(made.slice(10).map(({name}) => name)).toEqual(['booking', 'event type', 'slots', 'reservation']);
  });

  test('slots leave room for bookings in every minute', async () => {
    const {ask, advance, made} = open(100);
    for (let second = 0; second < 30; second += 1) {
      for (let index = 0; index < 10; index += 1) ask('slots', `visitor-${second}-${index}`);
      await advance(1_000);
    }
    expect(made).toHaveLength(75);
    ask('booking', 'buyer', 'booking');
    await advance(0);
    expect(made.at(-1)!.name).toBe('booking');
  });

  test('slots leave room for a booking in every second: it does not wait for a burst of theirs', async () => {
    const {ask, advance, clock, made} = open();
    for (let index = 0; index < 30; index += 1) ask('slots', `visitor-${index}`);
    const startedAt = clock.now;
    ask('booking', 'buyer', 'check');
    ask('booking', 'buyer', 'send');
    await advance(1);
    expect(made.filter(({name}) => name !== '').map(({at}) => at - startedAt)).toEqual([0, 0]);
  });

  test('one visitor with many questions does not keep the others waiting', async () => {
    const {ask, advance, made, refused} = open(100);
    for (let index = 0; index < 500; index += 1) ask('slots', 'greedy', 'greedy');
    for (let index = 0; index < 15; index += 1) ask('slots', `other-${index}`, 'other');
    await advance(5_000);
    expect(made.filter(({name}) => name === 'other')).toHaveLength(15);
    await advance(55_000);
    expect(made.filter(({name}) => name === 'greedy').length).toBeLessThanOrEqual(30);
    expect(refused.filter(({name}) => name === 'greedy').length).toBeGreaterThan(400);
  });

  test('a full queue lets a newcomer in, and refuses the last call of whoever waits with most', async () => {
    const {ask, advance, refused} = open(10);
    for (let index = 0; index <= 20; index += 1) ask('slots', 'greedy', `greedy ${index}`);
    for (let index = 0; index < 180; index += 1) ask('slots', `other-${index % 18}`, 'other');
    await advance(0);
    expect(refused, 'one was sent, 200 wait').toEqual([]);

    ask('slots', 'newcomer', 'newcomer');
    ask('slots', 'other-3', 'other');
    await advance(0);
    expect(refused.map(({name}) => name)).toEqual(['greedy 20', 'greedy 19']);

    ask('slots', 'greedy', 'one more');
    await advance(0);
    expect(
      refused.map(({name}) => name),
      'who waits with most makes no room for itself',
    ).toEqual(['greedy 20', 'greedy 19', 'one more']);
    expect(refused.every(({seconds}) => seconds > 0)).toBe(true);
  });

  test('who was let in after waiting stands behind the others', async () => {
    const {ask, advance, made} = open(10);
    for (const name of ['a1', 'a2', 'a3', 'b1', 'c1']) ask('booking', name[0], name);
    await advance(5_000);
    expect(made.map(({name}) => name)).toEqual(['a1', 'a2', 'b1', 'c1', 'a3']);
  });
});

describe('what Cal.com says', () => {
  test('a 429 stops everything for as long as it tells, those who wait included', async () => {
    const {budget, ask, advance, made, refused} = open(10);
    ask('booking');
    ask('booking', '', 'waiting');
    await advance(0);
    budget.stop('address', 42);
    ask('booking', '', 'late');
    await advance(41_000);
    expect(refused).toEqual([
      {name: 'waiting', seconds: 42},
      {name: 'late', seconds: 42},
    ]);
    expect(made).toHaveLength(1);
    await advance(1_001);
    ask('booking');
    await advance(0);
    expect(made).toHaveLength(2);
  });

  test('a count that runs out stops everything before Cal.com has to', async () => {
    const {budget, ask, advance, made, refused} = open();
    budget.learn('address', limited(0, 17));
    ask('booking', '', 'booking');
    await advance(0);
    expect(refused).toEqual([{name: 'booking', seconds: 17}]);
    ask('booking', '', 'with the key', 'key');
    await advance(0);
    expect(made).toHaveLength(1);
  });

  test('a count that gets low leaves the rest to bookings', async () => {
    const {budget, ask, advance, made, refused} = open();
    budget.learn('address', limited(9, 30));
    ask('slots', '', 'slots');
    ask('booking', '', 'booking');
    await advance(0);
    expect(refused).toEqual([{name: 'slots', seconds: 30}]);
    expect(made.map(({name}) => name)).toEqual(['booking']);
  });

  test('an hour of silence is not believed: bookings go on after two minutes', async () => {
    const {budget, ask, advance, made} = open();
    budget.learn('address', limited(0, 3_600));
    ask('booking', '', 'early');
    await advance(0);
    expect(made).toEqual([]);
    await advance(120_000);
    ask('booking', '', 'later');
    await advance(0);
    expect(made.map(({name}) => name)).toEqual(['later']);
  });

  test.each([
    limited(0, 0),
    limited(0, 1_800_000_000),
    limited(50, 30),
    new Headers({'x-ratelimit-remaining-default': 'none'}),
    new Headers(),
  ])('headers that say nothing stop nothing', async headers => {
    const {budget, ask, advance, made} = open();
    budget.learn('address', headers);
    ask('slots');
    await advance(0);
    expect(made).toHaveLength(1);
  });
});

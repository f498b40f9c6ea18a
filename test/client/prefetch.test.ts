import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createCal} from '../../mocks/cal.ts';
import {askAhead, type Ahead} from '../../src/client/prefetch.ts';
import {createReader} from '../../src/client/reader.ts';
import {createReads} from '../../src/client/reads.ts';
import {firstRange} from '../../src/core/time/schedule.ts';

const api = 'https://api.cal.com';
const ref = {kind: 'user', username: 'rick', slug: '30min'} as const;
const slots = firstRange(new Date().toISOString());
const asked = vi.fn<typeof fetch>();
const cal = createCal({seed: 1});

beforeEach(() => {
  asked.mockReset();
  asked.mockImplementation(async (input, init) => cal.fetch(new Request(input, init)));
  vi.stubGlobal('fetch', asked);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** What draws the first view reads. */
const readAhead = ({send}: Ahead) => createReads(send, false).loadEventType(ref, {slots});

/** What the element asks when its code is there. */
const askAgain = (fetch: typeof globalThis.fetch) => createReader({api, fetch}).loadEventType(ref, {slots});

test('what was asked ahead is had by both, and asked once', async () => {
  const ahead = askAhead({api}, ref, {slots});
  const [early, later] = await Promise.all([readAhead(ahead), askAgain(ahead.fetch)]);
  expect(later.eventType.title).toBe('30 Min Meeting');
  expect(early).toEqual(later);
  expect(asked).toHaveBeenCalledTimes(2);
});

test('each answer is used once, and other questions are asked', async () => {
  const {fetch} = askAhead({api}, ref, {slots});
  await askAgain(fetch);
  await askAgain(fetch);
  expect(asked).toHaveBeenCalledTimes(4);
});

test('an old answer is asked for anew', async () => {
  vi.useFakeTimers({toFake: ['Date']});
  const ahead = askAhead({api}, ref, {slots});
  await readAhead(ahead);
  vi.setSystemTime(Date.now() + 10_000);
  await askAgain(ahead.fetch);
  expect(asked).toHaveBeenCalledTimes(4);
});

test.each<[string, typeof fetch]>([
  ['a refusal', async () => new Response('{}', {status: 429})],
  ['no answer', async () => Promise.reject(new TypeError('Failed to fetch'))],
])('after %s nothing is known, and it is asked again', async (_, refuse) => {
  asked.mockImplementationOnce(refuse);
  const ahead = askAhead({api}, ref, {slots});
  await expect(readAhead(ahead)).rejects.toThrow();
  expect((await askAgain(ahead.fetch)).eventType.title).toBe('30 Min Meeting');
});

test('an answer that never comes is given up like any other', async () => {
  asked.mockImplementation(() => new Promise(() => {}));
  const {fetch} = askAhead({api}, ref, {slots});
  await expect(createReader({api, fetch, timeoutMs: 20}).loadEventType(ref, {slots})).rejects.toMatchObject({
    code: 'timeout',
  });
});

test('what depends on an answer is asked when it is read', async () => {
  const options = {slots, duration: 60};
  const flexible = {...ref, slug: 'flexible'};
  const {send, fetch} = askAhead({api}, flexible, options);
  expect(asked).toHaveBeenCalledTimes(1);
  await createReads(send, false).loadEventType(flexible, options);
  expect(asked).toHaveBeenCalledTimes(2);
  await createReader({api, fetch}).loadEventType(flexible, options);
  expect(asked).toHaveBeenCalledTimes(2);
});

test('an address that cannot be used asks nothing', () => {
  expect(() => askAhead({api: 'ftp://cal.com'}, ref, {slots})).toThrow('cannot be used');
  expect(asked).not.toHaveBeenCalled();
});

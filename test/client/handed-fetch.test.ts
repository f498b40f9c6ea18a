import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import {createHandedFetch} from '../../src/client/handed-fetch.ts';

const address = 'https://api.cal.com/v2/slots';
const asked = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.useFakeTimers();
  asked.mockReset();
  asked.mockImplementation(async () => new Response(`answer ${asked.mock.calls.length}`));
  vi.stubGlobal('fetch', asked);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('what was asked is read by both, and asked once', async () => {
  const {first, second} = createHandedFetch();
  const early = await first(address);
  const late = await second(address);
  expect([await early.text(), await late.text()]).toEqual(['answer 1', 'answer 1']);
  expect(asked).toHaveBeenCalledTimes(1);
});

test('an answer that is still on its way is waited for', async () => {
  let arrive = (_: Response) => {};
  asked.mockImplementationOnce(() => new Promise(resolve => (arrive = resolve)));
  const {first, second} = createHandedFetch();
  const early = first(address);
  const late = second(address);
  arrive(new Response('slow'));
  expect([await (await early).text(), await (await late).text()]).toEqual(['slow', 'slow']);
});

test('each answer is used once, and other questions are asked', async () => {
  const {first, second} = createHandedFetch();
  await first(address);
  await second(address);
  expect(await (await second(address)).text()).toBe('answer 2');
  expect(await (await second(`${address}?other`)).text()).toBe('answer 3');
});

test('an old answer is asked for anew', async () => {
  const {first, second} = createHandedFetch();
  await first(address);
  vi.setSystemTime(Date.now() + 10_000);
  expect(await (await second(address)).text()).toBe('answer 2');
});

test.each([
  ['a refusal', async () => new Response('no', {status: 429})],
  ['no answer', async () => Promise.reject(new TypeError('Failed to fetch'))],
])('after %s it is asked again', async (_, refuse) => {
  asked.mockImplementationOnce(refuse);
  const {first, second} = createHandedFetch();
  await first(address).catch(() => {});
  expect(await (await second(address)).text()).toBe('answer 2');
});

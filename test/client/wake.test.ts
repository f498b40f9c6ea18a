import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {openLive} from '../../src/client/live.ts';
import {liveServer, stoppedClock} from './live-server.ts';

/** A page: events of its window and its document, and how many listeners there are. */
function stubPage() {
  const listeners = new Set<unknown>();
  const targets = {window: new EventTarget(), document: Object.assign(new EventTarget(), {visibilityState: 'visible'})};
  const listen = (target: EventTarget) => (type: string, listener: EventListener, options: {signal: AbortSignal}) => {
    listeners.add(listener);
    options.signal.addEventListener('abort', () => listeners.delete(listener));
    target.addEventListener(type, listener, options);
  };
  vi.stubGlobal('addEventListener', listen(targets.window));
  vi.stubGlobal('document', {
    addEventListener: listen(targets.document),
    get visibilityState() {
      return targets.document.visibilityState;
    },
  });
  return {...targets, listeners};
}

let page: ReturnType<typeof stubPage>;
beforeEach(() => (page = stubPage()));
afterEach(() => vi.unstubAllGlobals());

async function connect() {
  const server = await liveServer();
  const clock = stoppedClock();
  const states: string[] = [];
  const connection = openLive({
    token: 'first', url: server.url, renew: () => Promise.reject(new Error('not needed')), ...clock,
    onView: () => {}, onConnection: state => states.push(state),
  });
  onTestFinished(() => connection.close());
  const visit = (await server.visit()).accept();
  await vi.waitFor(() => expect(states).toEqual(['connecting', 'open']));
  return {server, clock, connection, visit, states};
}

const wakes: [string, () => void][] = [
  ['the device is online again', () => page.window.dispatchEvent(new Event('online'))],
  ['the page is looked at again', () => page.document.dispatchEvent(new Event('visibilitychange'))],
];

test.each(wakes)('when %s a connection that was quiet too long is replaced at once', async (_, wake) => {
  const {server, clock, visit} = await connect();
  clock.advance(31_000);

  wake();

  await visit.over;
  await server.visit();
});

test.each(wakes)('when %s a lost connection does not wait for its pause', async (_, wake) => {
  const {server, visit, states} = await connect();
  visit.cut();
  await vi.waitFor(() => expect(states.at(-1)).toBe('lost'));

  wake();

  await server.visit();
});

test.each(wakes)('when %s a lively connection is left alone', async (_, wake) => {
  const {server, states} = await connect();

  wake();

  expect(states).toEqual(['connecting', 'open']);
  expect(server.arrived).toEqual([]);
});

test('a page that is only hidden does nothing', async () => {
  const {clock, states} = await connect();
  clock.advance(31_000);
  page.document.visibilityState = 'hidden';

  page.document.dispatchEvent(new Event('visibilitychange'));

  expect(states).toEqual(['connecting', 'open']);
});

test('a page restored from the back/forward cache does not trust its connection', async () => {
  const {server, visit} = await connect();

  page.window.dispatchEvent(Object.assign(new Event('pageshow'), {persisted: false}));
  page.window.dispatchEvent(Object.assign(new Event('pageshow'), {persisted: true}));

  await visit.over;
  await server.visit();
  expect(server.arrived).toEqual([]);
});

test('after close() the page is not listened to', async () => {
  const {connection} = await connect();
  expect(page.listeners.size).toBe(3);

  connection.close();

  expect(page.listeners.size).toBe(0);
});

import {afterEach, beforeEach, expect, onTestFinished, test, vi} from 'vitest';
import {openLive} from '../../../src/client/live/live.ts';
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
    token: 'first',
    url: server.url,
    renew: () => Promise.reject(new Error('not needed')),
    ...clock,
    share: false,
    onView: () => states.push('view'),
    onConnection: state => states.push(state),
  });
  onTestFinished(() => connection.close());
  const visit = (await server.visit()).accept().view('snapshot', 1, 'pending');
  await vi.waitFor(() => expect(states).toEqual(['connecting', 'open', 'view']));
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

  expect(states).toEqual(['connecting', 'open', 'view']);
  expect(server.arrived).toEqual([]);
});

test('a page that is only hidden does nothing', async () => {
  const {clock, states} = await connect();
  clock.advance(31_000);
  page.document.visibilityState = 'hidden';

  page.document.dispatchEvent(new Event('visibilitychange'));

  expect(states).toEqual(['connecting', 'open', 'view']);
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
  expect(page.listeners.size).toBe(4);

  connection.close();

  expect(page.listeners.size).toBe(0);
});

test('a page that goes away, also into the back/forward cache, lets its connection go, and restored goes on where it was', async () => {
  const {server, visit, states} = await connect();

  page.window.dispatchEvent(new Event('pagehide'));
  await visit.over;
  expect(server.arrived).toEqual([]);
  page.window.dispatchEvent(Object.assign(new Event('pageshow'), {persisted: true}));

  expect((await server.visit()).headers['last-event-id']).toBe('1');
  expect(states).toEqual(['connecting', 'open', 'view', 'connecting']);
});

test('a page hidden for five minutes has no connection until it is looked at again', async () => {
  const {server, clock, visit, states} = await connect();
  page.document.visibilityState = 'hidden';
  page.document.dispatchEvent(new Event('visibilitychange'));
  for (let minute = 0; minute < 5; minute += 1) {
    visit.write(': \n\n');
    await vi.waitFor(() => expect(clock.pending().sort((a, b) => a - b)).toContain(45_000));
    clock.advance(minute < 4 ? 40_000 : 140_000);
  }
  await visit.over;
  page.window.dispatchEvent(new Event('online'));
  expect(server.arrived).toEqual([]);

  page.document.visibilityState = 'visible';
  page.document.dispatchEvent(new Event('visibilitychange'));

  expect((await server.visit()).headers['last-event-id']).toBe('1');
  expect(states.at(-1)).toBe('connecting');
});

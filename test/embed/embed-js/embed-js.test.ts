import {afterEach, beforeEach, expect, test, vi} from 'vitest';
import type {BookingError} from '../../../src/core/model/error.ts';
import {embedJs} from '../../../src/embed/embed-js/embed-js.ts';
import type {EmbedMessage} from '../../../src/embed/messages.ts';
import type {EmbedHandle, EmbedOptions} from '../../../src/embed/transport.ts';
import {fakeCal, tell, type FakeCal} from '../fake-cal.ts';

let cal: FakeCal;
const handles: EmbedHandle[] = [];

beforeEach(() => {
  cal = fakeCal();
  window.Cal = cal;
});

afterEach(() => {
  for (const handle of handles.splice(0)) handle.unmount();
  document.body.replaceChildren();
});

async function mount(options: Partial<EmbedOptions> = {}) {
  const messages: EmbedMessage[] = [];
  const errors: BookingError[] = [];
  const container = document.createElement('div');
  document.body.append(container);
  const handle = embedJs.mount(container, {
    path: 'rick/30min',
    base: 'https://book.example.com',
    config: {},
    ui: {theme: 'light'},
    title: 'Booking page',
    timeoutMs: 60_000,
    onMessage: message => messages.push(message),
    onError: error => errors.push(error),
    ...options,
  });
  handles.push(handle);
  await vi.waitFor(() => expect(handle.iframe).toBeDefined(), {interval: 1, timeout: 10_000});
  const namespace = cal.calls.findLast(({instruction: [name]}) => name === 'inline')!.namespace;
  const send = (type: string, data?: object) => tell(handle.iframe!, namespace, type, data);
  const uis = () =>
    cal.calls
      .filter(call => call.namespace === namespace && call.instruction[0] === 'ui')
      .map(call => call.instruction[1]);
  return {handle, container, messages, errors, namespace, send, uis};
}

test('the frame is asked for by element, with a config of its own, and gets a name', async () => {
  const config = Object.freeze({name: 'Ada'});
  const {container, handle} = await mount({config});
  const [, argument] = cal.calls.at(-1)!.instruction;
  expect(argument).toEqual({calLink: 'rick/30min', elementOrSelector: container, config: {name: 'Ada'}});
  expect(Object.isFrozen(argument['config'])).toBe(false);
  expect(handle.iframe!.title).toBe('Booking page');
  expect(getComputedStyle(handle.iframe!).borderWidth).toBe('0px');
});

test('what the page is told is sent when the frame is ready, and again when it loads again', async () => {
  const {handle, send, uis, messages} = await mount();
  handle.update({theme: 'dark'});
  expect(uis()).toEqual([]);
  send('__iframeReady');
  await vi.waitFor(() => expect(uis()).toEqual([{theme: 'dark'}]), {timeout: 10_000});
  handle.update({theme: 'auto'});
  send('__iframeReady');
  await vi.waitFor(() => expect(uis()).toEqual([{theme: 'dark'}, {theme: 'auto'}, {theme: 'auto'}]), {timeout: 10_000});
  expect(messages).toEqual([{type: 'frame-ready'}, {type: 'frame-ready'}]);
});

test('a booking told by an older and a newer event is reported once', async () => {
  const {send, messages} = await mount();
  send('__iframeReady');
  send('bookingSuccessful', {booking: {uid: 'u1', startTime: '2030-01-01T10:00:00Z'}, confirmed: true});
  send('bookingSuccessfulV2', {uid: 'u1', startTime: '2030-01-01T10:00:00Z', status: 'ACCEPTED'});
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}), {timeout: 10_000});
  expect(messages.filter(({type}) => type === 'booked')).toHaveLength(1);
});

test('a message of the page itself, of another frame or of another namespace is not believed', async () => {
  const {send, namespace, messages, handle} = await mount();
  const stranger = document.createElement('iframe');
  document.body.append(stranger);
  send('__iframeReady');
  window.postMessage(
    {
      originator: 'CAL',
      type: 'bookingSuccessfulV2',
      namespace,
      fullType: `CAL:${namespace}:bookingSuccessfulV2`,
      data: {uid: 'x'},
    },
    '*',
  );
  tell(stranger, namespace, 'bookingSuccessfulV2', {uid: 'x'});
  tell(handle.iframe!, 'other', 'bookingSuccessfulV2', {uid: 'x'});
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}), {timeout: 10_000});
  expect(messages.map(({type}) => type)).toEqual(['frame-ready', 'ready']);
});

test('nothing is believed before the frame said that it is ready', async () => {
  const {send, messages} = await mount();
  send('bookingSuccessfulV2', {uid: 'x'});
  send('__iframeReady');
  await vi.waitFor(() => expect(messages).toEqual([{type: 'frame-ready'}]), {timeout: 10_000});
});

test('frames shown side by side have namespaces of their own', async () => {
  const [first, second] = [await mount(), await mount()];
  expect(first.namespace).not.toBe(second.namespace);
});

test('a namespace is used again, opened once, and empty when it is', async () => {
  const {namespace, handle} = await mount();
  const instance = cal.ns![namespace]!.instance!;
  Object.assign(instance, {iframeReady: true, iframeDoQueue: ['old'], iframe: handle.iframe});
  handle.unmount();
  expect(instance).toEqual({
    iframeReady: false,
    iframeDoQueue: [],
    iframe: undefined,
    inlineEl: undefined,
    modalBox: undefined,
  });
  expect((await mount()).namespace).toBe(namespace);
  expect(cal.opened).toEqual([namespace]);
});

test('a namespace of another origin is not used again', async () => {
  const first = await mount();
  first.handle.unmount();
  expect((await mount({base: 'https://other.example.com'})).namespace).not.toBe(first.namespace);
});

test('a namespace of the page or of an embed.js built differently is left alone', async () => {
  cal('init', 'booking-1', {});
  const first = await mount();
  expect(first.namespace).toBe('booking-2');
  cal.ns![first.namespace]!.instance = {};
  first.handle.unmount();
  expect((await mount()).namespace).toBe('booking-3');
});

test('after unmounting, the frame is gone and nothing is reported', async () => {
  const {handle, container, errors, messages} = await mount({timeoutMs: 500});
  handle.unmount();
  handle.unmount();
  expect(container.childNodes).toHaveLength(0);
  const other = await mount({timeoutMs: 500});
  await vi.waitFor(() => expect(other.errors).toHaveLength(1), {timeout: 10_000});
  expect([...errors, ...messages]).toEqual([]);
});

test('a page that does not answer is reported, and believed when it answers later', async () => {
  const {errors, messages, send} = await mount({timeoutMs: 20});
  await vi.waitFor(() => expect(errors.map(({code}) => code)).toEqual(['embed_timeout']));
  send('__iframeReady');
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}), {timeout: 10_000});
});

test('a frame without a size is waited for: its page is silent until it gets one', async () => {
  const {container, errors, send} = await mount({timeoutMs: 400});
  container.style.display = 'none';
  send('__iframeReady');
  const shown = await mount({timeoutMs: 500});
  await vi.waitFor(() => expect(shown.errors).toHaveLength(1), {timeout: 10_000});
  expect(errors).toEqual([]);
  container.style.display = '';
  await vi.waitFor(() => expect(errors.map(({code}) => code)).toEqual(['embed_timeout']));
});

test('a page that does not exist is reported with the status Cal.com gave', async () => {
  const {errors, send} = await mount();
  send('__iframeReady');
  send('linkFailed', {code: '404', msg: 'x', data: {url: 'x'}});
  await vi.waitFor(() => expect(errors).toMatchObject([{code: 'embed_failed', status: 404}]), {timeout: 10_000});
});

import {afterEach, expect, test, vi} from 'vitest';
import {frame} from '../../src/embed/frame.ts';
import type {EmbedMessage} from '../../src/embed/messages.ts';
import type {EmbedHandle} from '../../src/embed/transport.ts';
import {tell} from './fake-cal.ts';

const handles: EmbedHandle[] = [];

afterEach(() => {
  for (const handle of handles.splice(0)) handle.unmount();
  delete window.Cal;
  document.body.replaceChildren();
});

type FrameWindow = Window & {eval(code: string): void; told: {method: string; arg?: unknown}[]};

/** Shows a page of this server, which is silent; the test speaks for it. */
async function mount(place: HTMLElement = document.body) {
  const container = document.createElement('div');
  place.append(container);
  const messages: EmbedMessage[] = [];
  const handle = frame.mount(container, {
    path: 'rick/30min',
    base: location.origin,
    config: {iframeAttrs: {id: 'named'}},
    ui: {theme: 'dark'},
    title: 'Booking page',
    timeoutMs: 60_000,
    onMessage: message => messages.push(message),
    onError: error => {
      throw error;
    },
  });
  handles.push(handle);
  const iframe = handle.iframe!;
  await new Promise(resolve => iframe.addEventListener('load', resolve, {once: true}));
  const inside = iframe.contentWindow as FrameWindow;
  inside.eval('window.told = []; addEventListener("message", event => told.push(event.data))');
  const namespace = iframe.name.replace('cal-embed=', '');
  const send = (type: string, data?: object) => tell(iframe, namespace, type, data);
  return {handle, iframe, container, messages, inside, namespace, send};
}

test("the frame has a name for people, Cal.com's name, and no border", async () => {
  const {iframe} = await mount();
  expect(iframe).toMatchObject({title: 'Booking page', id: 'named', allow: 'payment'});
  expect(getComputedStyle(iframe).borderWidth).toBe('0px');
});

test('a frame that is ready is answered, told how to look, and told again when that changes', async () => {
  const {inside, send, handle} = await mount();
  handle.update({theme: 'auto'});
  send('__iframeReady');
  await vi.waitFor(
    () => expect(inside.told).toMatchObject([{method: 'parentKnowsIframeReady'}, {method: 'ui', arg: {theme: 'auto'}}]),
    {timeout: 10_000},
  );
  handle.update({theme: 'light'});
  await vi.waitFor(
    () => expect(inside.told.at(-1)).toMatchObject({originator: 'CAL', method: 'ui', arg: {theme: 'light'}}),
    {timeout: 10_000},
  );
});

test('the frame is as high as its page says; a pixel more, nothing, and growth without end are left alone', async () => {
  const {iframe, send, messages} = await mount();
  send('__iframeReady');
  for (const iframeHeight of [700, 701, 0, -5, 'x', 50_000]) send('__dimensionChanged', {iframeHeight});
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}), {timeout: 10_000});
  expect(iframe.offsetHeight).toBe(700);
  send('__dimensionChanged', {iframeHeight: 820});
  await vi.waitFor(() => expect(iframe.offsetHeight).toBe(820), {timeout: 10_000});
});

test('what the page wants to scroll is the box around the frame', async () => {
  const box = document.createElement('div');
  box.style.cssText = 'height: 200px; overflow: auto';
  document.body.append(box);
  const {send} = await mount(box);
  send('__iframeReady');
  send('__dimensionChanged', {iframeHeight: 900});
  send('__scrollByDistance', {distance: 150});
  await vi.waitFor(() => expect(box.scrollTop).toBe(150), {timeout: 10_000});
  box.scrollTop = 600;
  send('__routeChanged');
  await vi.waitFor(() => expect(box.scrollTop).toBe(0), {timeout: 10_000});
});

test('a name is used again once its frame is gone', async () => {
  const first = await mount();
  first.handle.unmount();
  expect(first.container.childElementCount).toBe(0);
  expect((await mount()).namespace).toBe(first.namespace);
});

test('an embed.js on the page is kept from throwing at messages that are not its own', async () => {
  class Instance {
    static actionsManagers: Record<string, {fire(): void}> = {};
  }
  window.Cal = Object.assign(() => {}, {instance: new Instance()});
  const {namespace} = await mount();
  expect(() => Instance.actionsManagers[namespace]!.fire()).not.toThrow();
});

test('a booking is told by the newer event, which knows that it has to be paid, though the older one comes first', async () => {
  const {send, messages} = await mount();
  send('__iframeReady');
  send('bookingSuccessful', {booking: {uid: 'u1', title: 'Talk'}, date: '2030-01-02T09:00:00Z', confirmed: true});
  send('bookerReady');
  send('bookingSuccessfulV2', {uid: 'u1', status: 'PENDING', paymentRequired: true});
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}));

  expect(messages.filter(({type}) => type === 'booked')).toEqual([
    {
      type: 'booked',
      booking: {uid: 'u1', title: 'Talk', start: '2030-01-02T09:00:00.000Z', status: 'pending', paymentRequired: true},
    },
  ]);
});

test('a booking that only the older event tells is told a moment later, and never after what followed it', async () => {
  const {send, messages, handle} = await mount();
  send('__iframeReady');
  send('rescheduleBookingSuccessful', {booking: {uid: 'u1'}, confirmed: true});
  await vi.waitFor(() => expect(messages.at(-1)).toMatchObject({type: 'rescheduled', booking: {uid: 'u1'}}));
  send('bookingSuccessful', {booking: {uid: 'u2'}, confirmed: true});
  send('bookingCancelled', {booking: {uid: 'u2'}});
  send('bookingSuccessful', {booking: {uid: 'u3'}, confirmed: true});
  send('linkReady');
  await vi.waitFor(() => expect(messages.at(-1)).toEqual({type: 'ready'}));
  handle.unmount();

  expect(messages.map(({type}) => type)).toEqual([
    'frame-ready',
    'rescheduled',
    'booked',
    'cancelled',
    'booked',
    'ready',
  ]);
});

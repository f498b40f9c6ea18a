import {html} from 'lit';
import {http, HttpResponse} from 'msw';
import {setupWorker} from 'msw/browser';
import {afterAll, afterEach, beforeAll, expect, test, vi} from 'vitest';
import {liveChange} from '../../../src/elements/base/booking-element.ts';
import '../../../src/define/booking-inline.ts';
import type {BookingInline} from '../../../src/elements/inline/booking-inline.ts';
import {fixture} from '../../support/fixture.ts';
import {fakeTransport} from './fake-transport.ts';

const proxy = 'http://127.0.0.1:9999';
const sessions = `${proxy}/live/sessions`;
let opened = 0;
const claims: [token: string | null, body: unknown][] = [];
const worker = setupWorker(
  http.post(sessions, async ({request}) => {
    const token = request.headers.get('authorization');
    if (token) {
      claims.push([token, await request.json()]);
      return HttpResponse.json({token: `claimed-${claims.length}`, url: `${proxy}/live`});
    }
    opened++;
    return HttpResponse.json({ref: `ref-${opened}`, token: `token-${opened}`, url: `${proxy}/live`});
  }),
);
let transport = fakeTransport();

beforeAll(async () => void (await worker.start({quiet: true})));
afterEach(() => {
  opened = 0;
  claims.length = 0;
  transport = fakeTransport();
  worker.resetHandlers();
  vi.restoreAllMocks();
});
afterAll(() => worker.stop());

const mount = (address = proxy) =>
  fixture<BookingInline>(
    html`<booking-inline cal-link="rick/30min" proxy=${address} .metadata=${{order: '17'}} .transport=${transport}></booking-inline>`,
  );

async function shown(count = 1) {
  await vi.waitFor(() => expect(transport.pages).toHaveLength(count), {timeout: 10_000});
  return transport.pages[count - 1]!;
}

test('with a proxy, the booking carries the ref of a live session, which the element offers', async () => {
  const changes: string[] = [];
  const element = await mount();
  element.addEventListener(liveChange, ({type}) => changes.push(type));
  const page = await shown();
  expect(page.options.config).toMatchObject({'metadata[order]': '17', 'metadata[booking_ref]': 'ref-1'});
  expect(element.live).toEqual({token: 'token-1', url: `${proxy}/live`});
  expect(changes).toEqual([liveChange]);
});

test.each(['booked', 'rescheduled'] as const)(
  'a page that %s names it to the proxy, so that the element shows it with its times',
  async type => {
    const element = await mount();
    const page = await shown();
    page.say({type, booking: {uid: 'u1', paymentRequired: false}});

    await vi.waitFor(() => expect(element.live).toEqual({token: 'claimed-1', url: `${proxy}/live`, uid: 'u1'}));
    expect(claims).toEqual([['Bearer token-1', {uid: 'u1'}]]);
  },
);

test('a booking without a uid is not named: the element shows where it stands', async () => {
  const element = await mount();
  (await shown()).say({type: 'booked', booking: {paymentRequired: false}});
  element.prefill = {name: 'Ada'};
  await shown(2);

  expect(claims).toEqual([]);
  expect(element.live?.token).toBe('token-2');
});

test('a proxy that does not take the uid costs the times, not the state', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const element = await mount();
  const page = await shown();
  worker.use(http.post(sessions, () => HttpResponse.json({}, {status: 403})));
  page.say({type: 'booked', booking: {uid: 'u1', paymentRequired: false}});

  await vi.waitFor(() =>
    expect(warn).toHaveBeenCalledExactlyOnceWith(
      expect.stringContaining('does not show the booking'),
      expect.anything(),
    ),
  );
  expect(element.live?.token).toBe('token-1');
});

test('a session is kept until a booking used it', async () => {
  const element = await mount();
  await shown();
  element.prefill = {name: 'Ada'};
  const second = await shown(2);
  expect(second.options.config['metadata[booking_ref]']).toBe('ref-1');
  second.say({type: 'booked', booking: {uid: 'u1', paymentRequired: false}});
  element.prefill = {name: 'Eve'};
  expect((await shown(3)).options.config['metadata[booking_ref]']).toBe('ref-2');
  expect(element.live?.token).toBe('token-2');
});

test('a proxy that opens no session costs the live status, not the booking page', async () => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  worker.use(http.post('http://127.0.0.1:9998/live/sessions', () => HttpResponse.json({}, {status: 503})));
  const element = await mount('http://127.0.0.1:9998');
  expect((await shown()).options.config).not.toHaveProperty(['metadata[booking_ref]']);
  element.prefill = {name: 'Ada'};
  await shown(2);
  expect(element.live).toBeUndefined();
  expect(warn).toHaveBeenCalledExactlyOnceWith(
    expect.stringContaining('http://127.0.0.1:9998 opened no live session'),
    expect.anything(),
  );
});

test('an element that goes while the session is opened asks for no page', async () => {
  let release = () => {};
  const released = new Promise<void>(resolve => (release = resolve));
  let isAsked = false;
  worker.use(
    http.post(sessions, async () => {
      isAsked = true;
      await released;
      return HttpResponse.json({ref: 'late', token: 'late', url: `${proxy}/live`});
    }),
  );
  const element = await mount();
  await vi.waitFor(() => expect(isAsked).toBe(true), {timeout: 10_000});
  const place = element.parentElement!;
  element.remove();
  await Promise.resolve();
  release();
  place.append(element);
  await shown();
  expect(transport.pages).toHaveLength(1);
});

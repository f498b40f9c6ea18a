import {html} from 'lit';
import {afterEach, expect, vi} from 'vitest';
import '../../../src/define/booking-inline.ts';
import type {BookingInline} from '../../../src/elements/inline/booking-inline.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {fakeTransport, type FakePage} from './fake-transport.ts';

/** A booking page's stand-in that tells what it is asked for; another one for each test. */
export let transport = fakeTransport();

/** What a page can hear. */
export const names = [
  'booking-ready',
  'booking-slots-loaded',
  'booking-created',
  'booking-rescheduled',
  'booking-cancelled',
  'booking-route',
  'booking-error',
] as const;

afterEach(() => {
  transport = fakeTransport();
  document.documentElement.removeAttribute('style');
  vi.restoreAllMocks();
});

/** The page that was asked for last, of `count` altogether. */
export async function shown(count = 1): Promise<FakePage> {
  await vi.waitFor(() => expect(transport.pages).toHaveLength(count), {interval: 1, timeout: 10_000});
  return transport.pages[count - 1]!;
}

/** Waits until the element has drawn what it was told. */
export async function settled(element: BookingInline): Promise<void> {
  await element.updateComplete;
  await Promise.resolve();
  await element.updateComplete;
}

/** Mounts an element, and collects the events that its page hears. */
export async function mount(
  template = html`<booking-inline cal-link="rick/30min" .transport=${transport}></booking-inline>`,
  options?: FixtureOptions,
) {
  const element = await fixture<BookingInline>(template, options);
  const events: Event[] = [];
  for (const name of names) element.parentElement!.addEventListener(name, event => events.push(event));
  return {element, events, page: await shown()};
}

import {html} from 'lit';
import {afterEach, expect, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import '../../../src/define/booking-form.ts';
import {createCal, type Cal} from '../../../mocks/cal.ts';
import type {CalOptions} from '../../../mocks/world/world.ts';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

/** What a page's network does to a request before or after the stand-in has seen it. */
export type Network = (request: Request, deliver: (request: Request) => Promise<Response>) => Promise<Response>;

/** A stand-in for Cal.com behind the page's own `fetch`. */
export interface StandIn extends Cal {
  /** Bodies of the bookings, cancellations and moves that arrived, by path. */
  writes: {path: string; body: Record<string, unknown>}[];
  /** Bookings that are not cancelled. */
  booked(): {uid: string; start: string; status: string}[];
  /** Lets the next requests meet something else than a good network. */
  meet(network: Network | undefined): void;
}

const api = 'https://api.cal.com';

/** Starts a stand-in that answers this test file's calls to Cal.com's API. Gone after the test. */
export function startStandIn(options: CalOptions = {}): StandIn {
  const cal = createCal({seed: 1, rateLimit: false, now: () => Date.now(), ...options});
  const writes: StandIn['writes'] = [];
  let network: Network | undefined;
  const deliver = async (request: Request) => {
    const {pathname} = new URL(request.url);
    if (request.method === 'POST' && pathname.startsWith('/v2/bookings'))
      writes.push({path: pathname, body: (await request.clone().json()) as Record<string, unknown>});
    const response = await cal.fetch(request);
    if (response.type === 'error') throw new TypeError('Failed to fetch');
    return response;
  };
  const own = window.fetch.bind(window);
  vi.spyOn(window, 'fetch').mockImplementation(async (input, init) => {
    const request = new Request(input, init);
    if (!request.url.startsWith(api)) return own(input, init);
    return network ? network(request, deliver) : deliver(request);
  });
  return {
    ...cal,
    writes,
    booked: () => cal.controls.state().bookings.filter(({status}) => status !== 'cancelled'),
    meet: next => {
      network = next;
    },
  };
}

afterEach(() => {
  vi.restoreAllMocks();
  sessionStorage.clear();
});

/** A form for one of the stand-in's event types, with its times on show. */
export async function openForm(calLink: string, options: FixtureOptions = {}): Promise<BookingForm> {
  const form = await fixture<BookingForm>(
    html`<booking-form cal-link=${calLink} time-zone="UTC"></booking-form>`,
    options,
  );
  return form;
}

/** A button of the page by its name. */
export const button = (name: string | RegExp) => page.getByRole('button', {name});

/** A heading of the page by its name. */
export const heading = (name: string | RegExp) => page.getByRole('heading', {name});

/** Chooses the first time there is, or another by its number, and goes on to the questions. */
export async function proceed(index = 0): Promise<void> {
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  await userEvent.click(page.getByRole('radio').nth(index));
  await userEvent.click(button(/^Continue with/));
}

/** Answers what every event type asks. */
export async function introduce(name = 'Ada Lovelace', email = 'ada@example.com'): Promise<void> {
  await userEvent.fill(page.getByLabelText('Your name'), name);
  await userEvent.fill(page.getByRole('textbox', {name: 'Email', exact: true}), email);
}

/** The way from the first view to a confirmation. */
export async function book(index = 0): Promise<void> {
  await proceed(index);
  await introduce();
  await userEvent.click(button(/^(Book|Request) /));
  await vi.waitFor(
    () =>
      expect(document.querySelector('booking-form')!.shadowRoot!.querySelector('[part=confirmation]')).not.toBe(null),
    {timeout: 10_000},
  );
}

/** What has the focus, through shadow roots. */
export function focused(): Element | null {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active;
}

/** The text of what has the focus. */
export const focusedText = () => focused()?.textContent?.trim() ?? '';

/** Presses the button that books. */
export const send = () => userEvent.click(button(/^(Book|Request) /));
/** What the visitor typed is there still. */
export const expectAnswersKept = async () => {
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
  await expect.element(page.getByRole('textbox', {name: 'Email', exact: true})).toHaveValue('ada@example.com');
};

import {html} from 'lit';
import {afterEach, describe, expect, test, vi} from 'vitest';
import {page as screen, userEvent} from 'vitest/browser';
import '../../../src/define/booking-popup.ts';
import type {BookingCloseEvent} from '../../../src/elements/events/events-later.ts';
import type {BookingPopup} from '../../../src/elements/popup/booking-popup.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {fakeTransport, type FakePage} from '../inline/fake-transport.ts';

let transport = fakeTransport();

afterEach(() => {
  transport = fakeTransport();
  document.body.replaceChildren();
});

async function shown(count = 1): Promise<FakePage> {
  await vi.waitFor(() => expect(transport.pages).toHaveLength(count), {interval: 1, timeout: 10_000});
  return transport.pages[count - 1]!;
}

const withTrigger = () => html`<booking-popup cal-link="rick/30min" .transport=${transport}>
  <button slot="trigger" type="button">Book now</button></booking-popup>`;

async function mount(template = withTrigger(), options?: FixtureOptions) {
  const popup = await fixture<BookingPopup>(template, options);
  const events: string[] = [];
  const note = (event: Event) =>
    events.push(event.type + ((event as BookingCloseEvent).reason ? ` ${(event as BookingCloseEvent).reason}` : ''));
  for (const name of ['booking-open', 'booking-close', 'booking-created']) popup.addEventListener(name, note);
  const dialog = popup.shadowRoot!.querySelector('dialog')!;
  return {popup, dialog, events, trigger: screen.getByRole('button', {name: 'Book now'})};
}

const isLocked = () => getComputedStyle(document.documentElement).overflowY === 'hidden';

async function opened(popup: BookingPopup): Promise<FakePage> {
  popup.show();
  await popup.updateComplete;
  const page = await shown();
  page.say({type: 'ready'});
  await popup.updateComplete;
  return page;
}

describe('the dialog', () => {
  test('is opened by the slotted trigger, modal, with focus inside', async () => {
    const {popup, dialog, events, trigger} = await mount();
    expect(transport.pages).toHaveLength(0);
    await userEvent.click(trigger);
    expect(dialog.matches(':modal')).toBe(true);
    expect(popup.hasAttribute('open')).toBe(true);
    expect(popup.shadowRoot!.activeElement?.getAttribute('part')).toBe('close');
    expect(events).toEqual(['booking-open']);
    await expect.element(screen.getByRole('dialog', {name: 'Booking page'})).toBeVisible();
  });

  test.each([
    ['escape', () => userEvent.keyboard('{Escape}')],
    ['button', () => userEvent.click(screen.getByRole('button', {name: 'Close'}))],
    ['backdrop', () => userEvent.click(document.body, {position: {x: 3, y: 3}, force: true})],
    ['page', () => transport.pages[0]!.say({type: 'close'})],
  ] as const)('closes by %s, says so, and gives focus back to what opened it', async (reason, close) => {
    const {popup, dialog, events, trigger} = await mount();
    await userEvent.click(trigger);
    (await shown()).say({type: 'ready'});
    await popup.updateComplete;
    await close();
    await vi.waitFor(() => expect(events).toEqual(['booking-open', `booking-close ${reason}`]), {timeout: 10_000});
    expect(dialog.open).toBe(false);
    expect(popup.open).toBe(false);
    expect(document.activeElement).toBe(trigger.element());
  });

  test('opens and closes by calls and by its attribute', async () => {
    const {popup, dialog, events} = await mount();
    popup.setAttribute('open', '');
    await popup.updateComplete;
    expect(dialog.open).toBe(true);
    popup.removeAttribute('open');
    await popup.updateComplete;
    popup.show();
    popup.show();
    await popup.updateComplete;
    popup.close();
    await popup.updateComplete;
    expect(events).toEqual(['booking-open', 'booking-close api', 'booking-open', 'booking-close api']);
  });

  test('opens again without loading again, as the visitor left it', async () => {
    const {popup} = await mount();
    const page = await opened(popup);
    popup.close();
    await popup.updateComplete;
    popup.show();
    await popup.updateComplete;
    expect(page.isShown).toBe(true);
    expect(transport.pages).toHaveLength(1);
    expect(popup.matches(':state(loading)')).toBe(false);
  });

  test('starts afresh after a booking was made in it', async () => {
    const {popup} = await mount();
    const page = await opened(popup);
    page.say({type: 'booked', booking: {uid: 'u1', paymentRequired: false}});
    page.say({type: 'frame-ready'});
    popup.close();
    await popup.updateComplete;
    expect(page.isShown).toBe(false);
    popup.show();
    await shown(2);
  });
});

describe('the page behind it', () => {
  test('does not scroll while it is open, and always does afterwards', async () => {
    const {popup} = await mount();
    const other = document.createElement('booking-popup');
    Object.assign(other, {calLink: 'rick/60min', transport});
    popup.after(other);
    popup.show();
    await popup.updateComplete;
    expect(isLocked()).toBe(true);
    other.show();
    await other.updateComplete;
    popup.close();
    await popup.updateComplete;
    expect(isLocked()).toBe(true);
    other.remove();
    expect(isLocked()).toBe(false);
    popup.show();
    popup.close();
    await popup.updateComplete;
    expect(isLocked()).toBe(false);
  });

  test('is told when an open popup is taken away, and it can be opened again elsewhere', async () => {
    const {popup, dialog, events} = await mount();
    await opened(popup);
    const place = document.createElement('section');
    popup.after(place);
    place.append(popup);
    await popup.updateComplete;
    expect(events).toEqual(['booking-open', 'booking-close removed']);
    expect(dialog.open).toBe(false);
    popup.show();
    await popup.updateComplete;
    expect(dialog.matches(':modal')).toBe(true);
  });
});

describe('a visitor about to open it', () => {
  test.each([
    ['points at it', (trigger: HTMLElement) => userEvent.hover(trigger)],
    ['focuses it', (trigger: HTMLElement) => trigger.focus()],
    [
      'touches it',
      (trigger: HTMLElement) => trigger.dispatchEvent(new TouchEvent('touchstart', {bubbles: true, composed: true})),
    ],
  ] as const)('who %s has the page loaded, unseen and with the size it will have', async (_, act) => {
    const {popup, dialog, trigger} = await mount();
    await act(trigger.element() as HTMLElement);
    const page = await shown();
    await popup.updateComplete;
    expect(dialog.checkVisibility({visibilityProperty: true, opacityProperty: true})).toBe(false);
    const {width} = page.container.getBoundingClientRect();
    expect(width).toBeGreaterThan(200);
    popup.show();
    await popup.updateComplete;
    expect(transport.pages).toHaveLength(1);
    expect(page.container.getBoundingClientRect().width).toBe(width);
  });
});

describe('what opens it', () => {
  test('may be anything with the id of its `for`, also when it comes later', async () => {
    const {popup, events} = await mount(
      html`<booking-popup cal-link="rick/30min" for="opener" .transport=${transport}></booking-popup>`,
    );
    const link = document.createElement('a');
    Object.assign(link, {id: 'opener', href: '#elsewhere', innerHTML: '<b>Book</b> a time'});
    popup.after(link);
    await userEvent.hover(link);
    await shown();
    await userEvent.click(screen.getByText('Book', {exact: true}));
    await popup.updateComplete;
    expect(events).toEqual(['booking-open']);
    expect(location.hash).toBe('');
  });

  test('keeps being a link for those who open links elsewhere, and for code that stops the click', async () => {
    const {popup} = await mount(
      html`<booking-popup cal-link="rick/30min" .transport=${transport}><a slot="trigger" href="#elsewhere">Book</a></booking-popup>`,
    );
    const link = popup.querySelector('a')!;
    // Here no tab may open: it would take the frames away from all tests that follow.
    document.addEventListener('click', event => event.preventDefault(), {once: true});
    link.dispatchEvent(new MouseEvent('click', {bubbles: true, composed: true, cancelable: true, ctrlKey: true}));
    const stop = (event: Event) => event.preventDefault();
    link.addEventListener('click', stop);
    link.click();
    await popup.updateComplete;
    expect(popup.open).toBe(false);
    location.hash = '';
  });

  test("may be a button in the corner, with the words and colours given in the guides' spelling", async () => {
    const {popup} =
      await mount(html`<booking-popup floating calLink="rick/30min" buttonText="Book my call" buttonColor="rgb(1, 2, 3)"
      buttonTextColor="rgb(250, 251, 252)" buttonPosition="bottom-left" .transport=${transport}></booking-popup>`);
    const button = screen.getByRole('button', {name: 'Book my call'});
    const {left, bottom} = button.element().getBoundingClientRect();
    expect(left).toBe(16);
    expect(bottom).toBe(innerHeight - 16);
    expect(getComputedStyle(button.element())).toMatchObject({
      backgroundColor: 'rgb(1, 2, 3)',
      color: 'rgb(250, 251, 252)',
    });
    await userEvent.click(button);
    expect(popup.open).toBe(true);
    popup.close();
    await popup.updateComplete;
    expect(popup.shadowRoot!.activeElement).toBe(button.element());
  });

  test.each([
    ['#0b5d4f', 'rgb(255, 255, 255)'],
    ['gold', 'rgb(0, 0, 0)'],
  ])('of the colour %s has words that can be read on it', async (color, words) => {
    await mount(
      html`<booking-popup floating button-text="Book" button-color=${color} cal-link="rick/30min" .transport=${transport}></booking-popup>`,
      {theme: 'dark'},
    );
    expect(getComputedStyle(screen.getByRole('button', {name: 'Book'}).element()).color).toBe(words);
  });

  test('says that it opens a dialog', async () => {
    const {trigger} = await mount();
    await expect.element(trigger).toHaveAttribute('aria-haspopup', 'dialog');
  });
});

describe.each<FixtureOptions>([{}, {theme: 'dark'}])('axe finds nothing in %o', options => {
  test('while it is open', async () => {
    const {popup} = await mount(
      html`<booking-popup floating cal-link="rick/30min" .transport=${transport}></booking-popup>`,
      options,
    );
    await expectNoViolations(popup);
    popup.show();
    const page = await shown();
    await popup.updateComplete;
    await expectNoViolations(popup);
    page.fail('embed_blocked');
    await expect.element(screen.getByRole('button', {name: 'Try again'})).toBeVisible();
    await expectNoViolations(popup);
  });
});

import {html} from 'lit';
import {describe, expect, test, vi} from 'vitest';
import {page as screen, userEvent} from 'vitest/browser';
import type {BookingInline} from '../../../src/elements/inline/booking-inline.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {mount, names, settled, shown, transport} from './mount.ts';

describe('the booking page', () => {
  test('is asked for with what the element knows', async () => {
    const {page} = await mount(html`<booking-inline
      cal-link="/rick/30min/" origin="https://book.example.com/" theme="dark" layout="week_view" time-zone="Europe/Berlin" timeout-ms="5000"
      metadata='{"order": "17"}' .prefill=${{name: 'Ada', guests: ['eve@example.com']}} .transport=${transport}></booking-inline>`);
    expect(page.options).toMatchObject({
      path: 'rick/30min',
      base: 'https://book.example.com',
      title: 'Booking page',
      timeoutMs: 5000,
      config: {
        name: 'Ada',
        guests: ['eve@example.com'],
        'metadata[order]': '17',
        theme: 'dark',
        layout: 'week_view',
        'cal.tz': 'Europe/Berlin',
      },
      ui: {theme: 'dark', colorScheme: 'dark', layout: 'week_view', hideEventTypeDetails: false},
    });
    expect(page.container.parentElement!.localName).toBe('booking-inline');
  });

  test('is named in the language of the page, also when its words come late', async () => {
    const {element, page} = await mount();
    const frame = page.container.appendChild(document.createElement('iframe'));
    element.parentElement!.lang = 'fr';
    await vi.waitFor(() => expect(frame.title).toBe('Page de réservation'), {timeout: 10_000});
  });

  test('is loaded again, once, when what it was asked for with changes', async () => {
    const {element, page} = await mount();
    element.calLink = 'rick/60min';
    element.prefill = {name: 'Ada'};
    await settled(element);
    element.setAttribute('calLink', 'rick/60min');
    await settled(element);
    expect(page.isShown).toBe(false);
    expect(transport.pages).toHaveLength(2);
    expect(transport.pages[1]!.options).toMatchObject({path: 'rick/60min', config: {name: 'Ada'}});
    expect(element.querySelectorAll('iframe')).toHaveLength(1);
  });

  test('is told when only its look changes', async () => {
    const {element, page} = await mount();
    element.theme = 'dark';
    element.layout = 'column_view';
    element.hideEventTypeDetails = true;
    await settled(element);
    expect(page.told).toEqual([
      {theme: 'dark', colorScheme: 'dark', layout: 'column_view', hideEventTypeDetails: true},
    ]);
    expect(transport.pages).toHaveLength(1);
  });

  test("is told what Cal.com's config says of its look, and loaded again for what else it says", async () => {
    const {element, page} = await mount(html`<booking-inline cal-link="rick/30min" .transport=${transport}
      .config=${{theme: 'dark', hideEventTypeDetails: true, name: 'Ada'}}></booking-inline>`);
    expect(page.options).toMatchObject({
      config: {name: 'Ada', theme: 'dark'},
      ui: {theme: 'dark', hideEventTypeDetails: true},
    });
    expect(page.options.config).not.toHaveProperty('hideEventTypeDetails');
    const cssVarsPerTheme = {light: {'cal-brand': 'red'}, dark: {'cal-brand': 'blue'}};
    element.config = {theme: 'light', hideEventTypeDetails: false, name: 'Ada', cssVarsPerTheme};
    await settled(element);
    expect(page.told.at(-1)).toMatchObject({theme: 'light', hideEventTypeDetails: false, cssVarsPerTheme});
    expect(transport.pages).toHaveLength(1);
    element.config = {...element.config, name: 'Eve'};
    expect((await shown(2)).options.config).toMatchObject({name: 'Eve'});
  });

  test('is loaded when the visitor comes near, or at once where that was asked for', async () => {
    const far = (loading: 'lazy' | 'eager') =>
      html`<booking-inline cal-link="rick/30min" loading=${loading} style="margin-block-start: 400vh" .transport=${transport}></booking-inline>`;
    const element = await fixture<BookingInline>(far('lazy'));
    await settled(element);
    expect(transport.pages).toHaveLength(0);
    element.scrollIntoView();
    await shown();
    await fixture<BookingInline>(far('eager'));
    await shown(2);
  });

  test('is loaded again when a part of its look is taken back', async () => {
    const {element} = await mount();
    element.layout = 'column_view';
    await settled(element);
    element.removeAttribute('layout');
    element.layout = undefined;
    await settled(element);
    expect((await shown(2)).options.config).not.toHaveProperty('layout');
  });

  test('gets the colours of the page around it, for both themes', async () => {
    const {page} = await mount(html`<booking-inline cal-link="rick/30min" .transport=${transport}
      style="--booking-color-accent: light-dark(rgb(0, 64, 0), rgb(255, 220, 0)); --booking-color-text: rgb(1, 2, 3)"></booking-inline>`);
    const text = {'cal-text': 'rgb(1, 2, 3)', 'cal-text-emphasis': 'rgb(1, 2, 3)'};
    expect(page.options.ui.cssVarsPerTheme).toEqual({
      light: {'cal-brand': 'rgb(0, 64, 0)', 'cal-brand-text': 'white', ...text},
      dark: {'cal-brand': 'rgb(255, 220, 0)', 'cal-brand-text': 'black', ...text},
    });
  });

  test("keeps its owner's colours when the page gives none", async () => {
    const {page} = await mount();
    expect(page.options.ui).not.toHaveProperty('cssVarsPerTheme');
  });

  test('is told when the page around it gets other colours', async () => {
    const {page} = await mount();
    document.documentElement.style.setProperty('--booking-color-accent', 'rgb(9, 8, 7)');
    await vi.waitFor(
      () => expect(page.told.at(-1)?.cssVarsPerTheme?.light).toMatchObject({'cal-brand': 'rgb(9, 8, 7)'}),
      {timeout: 10_000},
    );
  });

  test('stays when the element is moved, and goes with it', async () => {
    const {element, page} = await mount();
    const place = document.createElement('section');
    element.after(place);
    place.append(element);
    await settled(element);
    expect(page.isShown).toBe(true);
    element.remove();
    await vi.waitFor(() => expect(page.isShown).toBe(false), {timeout: 10_000});
    expect(element.childElementCount).toBe(0);
    place.append(element);
    await shown(2);
  });

  test('is asked for once the element names one', async () => {
    const complain = vi.spyOn(console, 'error').mockImplementation(() => {});
    const element = await fixture<BookingInline>(html`<booking-inline .transport=${transport}></booking-inline>`);
    await vi.waitFor(
      () => expect(complain).toHaveBeenCalledExactlyOnceWith(expect.stringContaining('needs a cal-link')),
      {timeout: 10_000},
    );
    expect(element.matches(':state(loading)')).toBe(false);
    expect(transport.pages).toHaveLength(0);
    element.calLink = 'rick/30min';
    await shown();
  });
});

describe('what happens in it', () => {
  const booking = {
    uid: 'u1',
    title: 'Talk',
    start: '2030-01-01T10:00:00.000Z',
    status: 'accepted' as const,
    paymentRequired: false,
  };

  test('is told by events that bubble out of shadow trees', async () => {
    const {page, events} = await mount();
    page.say({type: 'ready'});
    page.say({type: 'slots-loaded'});
    page.say({type: 'booked', booking});
    page.say({type: 'rescheduled', booking});
    page.say({type: 'cancelled', uid: 'u1'});
    page.say({type: 'route', data: {actionType: 'customPageMessage'}});
    page.say({type: 'frame-ready'});
    expect(events.map(({type}) => type)).toEqual(names.filter(name => name !== 'booking-error'));
    expect(events.every(({bubbles, composed}) => bubbles && composed)).toBe(true);
    expect(events[2]).toMatchObject({accepted: true, booking: {uid: 'u1', title: 'Talk', status: 'accepted'}});
    expect(events[4]).toMatchObject({uid: 'u1'});
  });

  test.each([
    ['waits for the host', {status: 'pending' as const}],
    ['has to be paid', {paymentRequired: true}],
    ['has no status that is known', {status: undefined as never}],
  ])('a booking that %s is not accepted yet', async (_, change) => {
    const {page, events} = await mount();
    page.say({type: 'booked', booking: {...booking, ...change}});
    expect(events[0]).toMatchObject({type: 'booking-created', accepted: false});
  });

  test('the element shows its state to CSS', async () => {
    const {element, page} = await mount();
    expect(element.matches(':state(loading)')).toBe(true);
    page.say({type: 'ready'});
    await element.updateComplete;
    expect(element.matches(':state(loading)')).toBe(false);
    page.say({type: 'booked', booking});
    expect(element.matches(':state(confirmed)')).toBe(true);
    element.calLink = 'rick/60min';
    await shown(2);
    await element.updateComplete;
    expect(element.matches(':state(loading)')).toBe(true);
    expect(element.matches(':state(confirmed)')).toBe(false);
  });
});

describe('a page that cannot be shown', () => {
  test('is said, with a way out: another try, and the page by itself', async () => {
    const {element, page, events} = await mount();
    page.fail('embed_blocked');
    await element.updateComplete;
    expect(events[0]).toMatchObject({type: 'booking-error', code: 'embed_blocked'});
    expect(element.matches(':state(error)')).toBe(true);
    await expect.element(screen.getByRole('alert').getByText(/blocked/)).toBeVisible();
    await expect
      .element(screen.getByRole('link', {name: 'Open the booking page'}))
      .toHaveAttribute('href', 'https://cal.com/rick/30min');
  });

  test('gives way to the link the author of the site wrote, which is not shown before', async () => {
    const {element, page} = await mount(html`
      <booking-inline cal-link="rick/30min" .transport=${transport}><a href="/contact">Write to us</a></booking-inline>`);
    const link = element.querySelector('a')!;
    expect(link.checkVisibility()).toBe(false);
    page.fail('embed_timeout');
    await expect.element(screen.getByRole('link', {name: 'Write to us'})).toBeVisible();
    await expect.element(screen.getByRole('link', {name: 'Open the booking page'})).not.toBeInTheDocument();
  });

  test('is told apart when it does not exist', async () => {
    const {page} = await mount();
    page.fail('embed_failed', 404);
    await expect.element(screen.getByRole('alert').getByText(/does not exist/)).toBeVisible();
  });

  test('is loaded again by "Try again", and focus stays in the element', async () => {
    const {element, page} = await mount();
    page.fail('embed_blocked');
    await userEvent.click(screen.getByRole('button', {name: 'Try again'}));
    const second = await shown(2);
    expect(page.isShown).toBe(false);
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    expect(document.activeElement).toBe(element);
    second.say({type: 'ready'});
    await vi.waitFor(() => expect(element.matches(':state(error)')).toBe(false), {timeout: 10_000});
  });

  test('replaces the error when it comes after all', async () => {
    const {element, page} = await mount();
    page.fail('embed_timeout');
    await expect.element(screen.getByRole('alert')).toBeVisible();
    page.say({type: 'ready'});
    await expect.element(screen.getByRole('alert')).not.toBeInTheDocument();
    expect(page.container.checkVisibility({visibilityProperty: true})).toBe(true);
    expect(element.matches(':state(error)')).toBe(false);
  });
});

describe.each<FixtureOptions>([{}, {theme: 'dark', width: 320}, {dir: 'rtl', lang: 'ar'}])(
  'axe finds nothing in %o',
  options => {
    test('while it loads', async () => {
      const {element} = await mount(undefined, options);
      await expectNoViolations(element);
    });

    test('when it failed', async () => {
      const {element, page} = await mount(undefined, options);
      page.fail('embed_blocked');
      await settled(element);
      await expectNoViolations(element);
    });
  },
);

import {html} from 'lit';
import {beforeAll, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../../support/fixture.ts';
import {mount, standIn} from '../stand-in.ts';

const cal = standIn();

const times = page.getByRole('radio');
const proceed = page.getByRole('button', {name: /^Continue with/});
const freeDays = page.getByRole('button', {name: /, \d+ times? available/});
// Tall enough for the bar with the button not to cover times: axe cannot see through it.
beforeAll(() => page.viewport(1024, 2400));

const title = page.getByRole('heading', {level: 2}).nth(1);

test('the first free day is open before anything is clicked, and one slot request was made', async () => {
  await mount();

  await expect.element(times.first()).toBeVisible();
  expect(cal.requests()).toEqual(['GET /v2/event-types', 'GET /v2/slots']);
  await expect.element(page.getByRole('gridcell', {selected: true})).toBeVisible();
});

test('another month of the loaded block asks nothing; reaching for another there asks for the one after', async () => {
  await mount();
  await expect.element(times.first()).toBeVisible();
  const before = cal.requests().length;

  await userEvent.click(page.getByRole('button', {name: /^Next month/}));
  expect(cal.requests()).toHaveLength(before);

  (page.getByRole('button', {name: /^Previous month/}).element() as HTMLElement).focus();
  await expect.poll(() => cal.requests().length).toBe(before + 1);
  await userEvent.click(page.getByRole('button', {name: /^Next month/}));
  expect(cal.requests()).toHaveLength(before + 1);
  await expect.element(times.first()).toBeVisible();
});

test('going to another month opens its first free day', async () => {
  await mount();
  await expect.element(times.first()).toBeVisible();
  await userEvent.click(page.getByRole('button', {name: /^Next month/}));

  const first = freeDays.first().element() as HTMLButtonElement;
  await expect.poll(() => first.closest('td')!.getAttribute('aria-selected')).toBe('true');
});

test('a chosen time keeps its day while other months are looked at', async () => {
  await mount();
  await userEvent.click(times.nth(1));
  const words = proceed.element().textContent;

  await userEvent.click(page.getByRole('button', {name: /^Next month/}));

  await expect.element(proceed).toHaveTextContent(words.trim());
});

test('an event type without free times says so after a search through a year, with a way out', async () => {
  await mount('rick/fully-booked');
  await userEvent.click(page.getByRole('button', {name: 'Find the next free time'}));

  await expect.element(page.getByText(/^No times until /)).toBeVisible();
  expect(cal.requests().filter(request => request === 'GET /v2/slots').length).toBeLessThanOrEqual(8);
});

test("the default length is offered first and is chosen, whatever Cal.com's order is", async () => {
  await mount('rick/flexible');

  const lengths = page.getByRole('button', {name: /^\d+ minutes$/});
  await expect.element(lengths.first()).toHaveAttribute('aria-pressed', 'true');
  expect(lengths.elements().map(({textContent}) => textContent.trim())).toEqual([
    '30 minutes',
    '15 minutes',
    '60 minutes',
  ]);
});

test('a duration is offered first when the page asks for it', async () => {
  await fixture<BookingForm>(
    html`<booking-form cal-link="rick/flexible" duration="60" time-zone="UTC"></booking-form>`,
  );

  await expect.element(page.getByRole('button', {name: '60 minutes'})).toHaveAttribute('aria-pressed', 'true');
  await expect.element(times.first()).toBeVisible();
  const {path} = cal.cal.controls.state().requests.find(({path: each}) => each.startsWith('/v2/slots'))!;
  expect(path).toContain('duration=60');
});

test('an event type that locks its zone leaves the choice of it to the page', async () => {
  await mount('rick/new-york');

  await expect.element(page.getByText(/^Times in UTC/)).toBeVisible();
  await expect.element(times.first()).toBeVisible();
  expect(page.getByRole('button', {name: 'Change'}).elements()).toEqual([]);
});

test('a zone the visitor chose is remembered for the session', async () => {
  const first = await fixture<BookingForm>(html`<booking-form cal-link="rick/30min"></booking-form>`);
  await userEvent.click(page.getByRole('button', {name: 'Change'}));
  await userEvent.fill(page.getByRole('combobox'), 'tokyo');
  await userEvent.keyboard('{Enter}');
  await expect.element(page.getByText(/^Times in Tokyo/)).toBeVisible();
  first.remove();

  await fixture<BookingForm>(html`<booking-form cal-link="rick/30min"></booking-form>`);

  await expect.element(page.getByText(/^Times in Tokyo/)).toBeVisible();
});

test('the clock the visitor chose counts everywhere', async () => {
  await mount();
  await expect.poll(() => times.first().element().textContent).toMatch(/AM|PM/);
  await userEvent.click(page.getByRole('button', {name: 'Change'}));
  await userEvent.click(page.getByRole('checkbox', {name: '24-hour clock'}));

  await expect.poll(() => times.first().element().textContent).not.toMatch(/AM|PM/);
  await userEvent.click(times.first());
  await expect.poll(() => proceed.element().textContent).not.toMatch(/AM|PM/);
});

test('a time that was taken meanwhile is told before the questions are filled in, with others to take', async () => {
  vi.setSystemTime(Date.now());
  const form = await mount();
  await expect.element(times.first()).toBeVisible();
  await userEvent.click(times.nth(1));
  const start = form.shadowRoot!.querySelector('booking-slots')!.selected!;
  const attendee = {name: 'Eve', email: 'eve@example.com', timeZone: 'UTC'};
  const booked = await cal.cal.fetch(
    new Request('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13', 'content-type': 'application/json'},
      body: JSON.stringify({eventTypeId: 1001, start, attendee}),
    }),
  );
  expect(booked.status).toBe(201);
  vi.setSystemTime(Date.now() + 60_000);

  await userEvent.click(proceed);

  await expect.element(page.getByText(/was just taken/)).toBeVisible();
  await expect.element(page.getByText('Next free times:')).toBeVisible();
  vi.useRealTimers();
});

test('columns show the next days that have times side by side, weeks all days of a week', async () => {
  const form = await fixture<BookingForm>(
    html`<booking-form cal-link="rick/30min" time-zone="UTC" layout="column_view"></booking-form>`,
  );
  await expect.element(page.getByRole('button', {name: 'Later days'})).toBeVisible();
  expect(form.shadowRoot!.querySelectorAll('booking-slots')).toHaveLength(5);
  const before = page.getByRole('radiogroup').first().element().getAttribute('aria-label');

  await userEvent.click(page.getByRole('button', {name: 'Later days'}));
  await expect.poll(() => page.getByRole('radiogroup').first().element().getAttribute('aria-label')).not.toBe(before);

  form.layout = 'week_view';
  await expect.poll(() => form.shadowRoot!.querySelectorAll('booking-slots').length).toBe(7);
  await userEvent.click(times.first());
  await expect.element(proceed).toBeVisible();
});

const looks: FixtureOptions[] = [{lang: 'en'}, {lang: 'en', width: 280}, {lang: 'en', width: 768}].flatMap(
  look =>
    [
      {...look, theme: 'light'},
      {...look, theme: 'dark'},
    ] as FixtureOptions[],
);

test.each(looks)('nobody is kept out of choosing a time: %o', async look => {
  const form = await mount('rick/30min', look);
  await expect.element(times.first()).toBeVisible();
  await userEvent.click(times.first());
  await expect.element(proceed).toBeVisible();
  await expectNoViolations(form);
});

test.each(['column_view', 'week_view'] as const)('nobody is kept out of %s', async layout => {
  const form = await fixture<BookingForm>(
    html`<booking-form cal-link="rick/30min" time-zone="UTC" layout=${layout}></booking-form>`,
  );
  await expect.element(page.getByRole('button', {name: 'Later days'})).toBeVisible();
  await expectNoViolations(form);
});

test('the title of the event type is a heading', async () => {
  await mount();
  await expect.element(page.getByRole('heading', {name: '30 Min Meeting'})).toBeVisible();
  expect(title.elements()).not.toEqual([]);
});

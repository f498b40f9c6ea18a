import {html} from 'lit';
import {beforeAll, expect, test} from 'vitest';
import {page, userEvent, type Locator} from 'vitest/browser';
import {define} from '../../../src/elements/base/define.ts';
import type {BookingZoneChangeEvent} from '../../../src/elements/events/events.ts';
import {BookingZone} from '../../../src/elements/zone/booking-zone.ts';
import type {ClockChangeEvent} from '../../../src/elements/zone/clock-event.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

beforeAll(() => define('booking-zone', BookingZone));

const berlin = (options?: FixtureOptions) =>
  fixture<BookingZone>(
    html`
  <booking-zone time-zone="Europe/Berlin" .at=${'2026-11-23T09:00:00.000Z'}></booking-zone>
`,
    options,
  );

const change = page.getByRole('button', {name: 'Change'});
const picker = page.getByRole('combobox', {name: 'Time zone'});

const options = page.getByRole('option');
const textOf = (locator: Locator) => locator.element().textContent;
const option = (name: RegExp) => page.getByRole('option', {name});

test('the line names the place and its offset on that day', async () => {
  const zone = await berlin();
  await expect.element(page.getByText('Times in Berlin (GMT+1)')).toBeVisible();

  zone.at = '2026-07-01T09:00:00.000Z';

  await expect.element(page.getByText('Times in Berlin (GMT+2)')).toBeVisible();
});

test('an old spelling of a zone is shown by its present name', async () => {
  const zone = await berlin();

  zone.timeZone = 'Asia/Calcutta';

  await expect.element(page.getByText('Times in Kolkata (GMT+5:30)')).toBeVisible();
});

test('the list of zones is not there until it is asked for', async () => {
  const zone = await berlin();
  expect(zone.shadowRoot!.querySelector('booking-zone-picker')).toBe(null);

  await userEvent.click(change);

  await expect.element(picker).toBeVisible();
  await expect.element(change).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(() => zone.shadowRoot!.activeElement?.localName).toBe('booking-zone-picker');

  await userEvent.click(change);
  await expect.element(change).toHaveAttribute('aria-expanded', 'false');
  expect(picker.elements()).toEqual([]);
});

test("the present zone and the device's come first, and offsets follow", async () => {
  await berlin();
  await userEvent.click(change);

  await expect.poll(() => textOf(options.first())).toMatch(/Berlin\s+Germany\s+\d+:\d\d\s[AP]M\s+GMT\+1/);
  await expect.element(options.first()).toHaveAttribute('aria-selected', 'true');
  await expect.poll(() => textOf(options.nth(1))).toMatch(/UTC\s+\d+:\d\d\s[AP]M\s+GMT\+0/);
});

test('choosing a zone shows and dispatches it, and closes the list', async () => {
  const zone = await berlin();
  const seen: BookingZoneChangeEvent[] = [];
  zone.addEventListener('booking-zone-change', event => seen.push(event));
  await userEvent.click(change);
  await userEvent.fill(picker, 'tok');

  await userEvent.click(option(/^Tokyo/));

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({zone: 'Asia/Tokyo', bubbles: true, composed: true, cancelable: false});
  await expect.element(page.getByText('Times in Tokyo (GMT+9)')).toBeVisible();
  expect(picker.elements()).toEqual([]);
  expect(zone.shadowRoot!.activeElement).toBe(change.element());
});

test('by keyboard: Enter opens the list, letters find a zone by its old name too, Enter takes it', async () => {
  const zone = await berlin();
  const seen: BookingZoneChangeEvent[] = [];
  zone.addEventListener('booking-zone-change', event => seen.push(event));

  await userEvent.tab();
  expect(zone.shadowRoot!.activeElement).toBe(change.element());
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => zone.shadowRoot!.activeElement?.localName).toBe('booking-zone-picker');
  await userEvent.keyboard('america');
  await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowUp}');
  await expect.element(picker).toHaveAttribute('aria-activedescendant', 'zone-1');
  await userEvent.fill(picker, 'calcutta');
  await userEvent.keyboard('{Enter}');

  await expect.poll(() => seen.at(-1)?.zone).toBe('Asia/Kolkata');
});

test('Escape closes the list and changes nothing', async () => {
  const zone = await berlin();
  await userEvent.click(change);
  await expect.element(picker).toBeVisible();

  await userEvent.keyboard('{Escape}');

  expect(picker.elements()).toEqual([]);
  expect(zone.timeZone).toBe('Europe/Berlin');
  expect(zone.shadowRoot!.activeElement).toBe(change.element());
});

test('a city that names no zone and a country are found, in the language of the page', async () => {
  const zone = await berlin();
  zone.locale = 'de';
  await expect.element(page.getByRole('button')).toHaveTextContent('Ändern');
  await userEvent.click(page.getByRole('button'));
  const search = page.getByRole('combobox');
  await userEvent.fill(search, 'mailand');
  await expect.poll(() => textOf(options.first())).toMatch(/Milan\s+Italien\s+\d+:\d\d\s+GMT\+1/);
  await userEvent.fill(search, 'indien');
  await expect.poll(() => textOf(options.first())).toMatch(/Kolkata\s+Indien/);
  await userEvent.fill(search, 'rom');
  await expect.poll(() => textOf(options.first())).toMatch(/Rome\s+Italien/);
  await userEvent.fill(search, 'nordamerikanische ostküstenzeit');
  await expect.poll(() => textOf(options.first())).toMatch(/New York\s+Vereinigte Staaten/);
});

test('a place nobody knows is answered with what to try', async () => {
  await berlin();
  await userEvent.click(change);
  await userEvent.fill(picker, 'qqqq');

  await expect.element(page.getByText('No match. Try another city, a country or GMT+2.')).toBeVisible();
});

test('the clock can be set to twenty-four hours', async () => {
  const zone = await berlin();
  const seen: string[] = [];
  zone.addEventListener('booking-clock-change', event => seen.push((event as ClockChangeEvent).clock));
  await userEvent.click(change);

  await userEvent.click(page.getByRole('checkbox', {name: '24-hour clock'}));

  expect(seen).toEqual(['h23']);
});

test('a locked zone is shown without a way to change it', async () => {
  const zone = await berlin();

  zone.locked = true;
  await zone.updateComplete;

  await expect.element(page.getByText('Times in Berlin (GMT+1)')).toBeVisible();
  expect(change.elements()).toEqual([]);
});

test('setting properties dispatches nothing', async () => {
  const zone = await berlin();
  const seen: Event[] = [];
  zone.addEventListener('booking-zone-change', event => seen.push(event));

  zone.timeZone = 'Asia/Tokyo';
  await zone.updateComplete;

  expect(seen).toEqual([]);
});

const looks: FixtureOptions[] = [{lang: 'en'}, {lang: 'de', width: 280}, {lang: 'ar-EG', dir: 'rtl'}].flatMap(
  look =>
    [
      {...look, theme: 'light'},
      {...look, theme: 'dark'},
    ] as FixtureOptions[],
);

test.each(looks)('nobody is kept out: %o', async look => {
  const zone = await berlin(look);
  const button = zone.shadowRoot!.querySelector('button')!;
  await expect.poll(() => button.textContent.trim()).not.toBe('');
  await expectNoViolations(zone);

  button.click();
  await expect.element(page.getByRole('combobox')).toBeVisible();
  await expect.poll(() => options.first().element().textContent).toMatch(/[1١]/);
  await expectNoViolations(zone);
});

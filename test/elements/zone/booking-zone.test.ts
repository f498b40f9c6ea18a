import {html} from 'lit';
import {beforeAll, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {define} from '../../../src/elements/define.ts';
import type {BookingZoneChangeEvent} from '../../../src/elements/events.ts';
import {BookingZone} from '../../../src/elements/zone/booking-zone.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';

beforeAll(() => define('booking-zone', BookingZone));

const berlin = (options?: FixtureOptions) => fixture<BookingZone>(html`
  <booking-zone time-zone="Europe/Berlin" .at=${'2026-11-23T09:00:00.000Z'}></booking-zone>
`, options);

const change = page.getByRole('button', {name: 'Change'});
const picker = page.getByRole('combobox', {name: 'Time zone'});

const option = (zone: string) => picker.element().querySelector<HTMLOptionElement>(`option[value="${zone}"]`);

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
  expect(zone.shadowRoot!.querySelectorAll('option')).toHaveLength(0);

  await userEvent.click(change);

  await expect.element(picker).toBeVisible();
  await expect.element(change).toHaveAttribute('aria-expanded', 'true');
  await expect.poll(() => zone.shadowRoot!.activeElement?.tagName).toBe('SELECT');
  expect(zone.shadowRoot!.querySelectorAll('option').length).toBeGreaterThan(400);

  await userEvent.click(change);
  await expect.element(change).toHaveAttribute('aria-expanded', 'false');
  expect(picker.elements()).toEqual([]);
});

test('the present zone and the device\'s come first, each zone once, and offsets follow', async () => {
  const zone = await berlin();
  await userEvent.click(change);
  await expect.element(picker).toBeVisible();

  const values = [...zone.shadowRoot!.querySelectorAll('option')].map(each => each.value);
  expect(values.slice(0, 2)).toEqual(['Europe/Berlin', 'UTC']);
  expect(new Set(values).size).toBe(values.length);
  expect((picker.element() as HTMLSelectElement).value).toBe('Europe/Berlin');
  await expect.poll(() => option('Asia/Tokyo')?.textContent).toBe('Tokyo (GMT+9)');
  expect(option('Asia/Kolkata')?.parentElement).toMatchObject({tagName: 'OPTGROUP', label: 'Asia'});
});

test('choosing a zone shows and dispatches it', async () => {
  const zone = await berlin();
  const seen: BookingZoneChangeEvent[] = [];
  zone.addEventListener('booking-zone-change', event => seen.push(event));
  await userEvent.click(change);

  await userEvent.selectOptions(picker, 'Asia/Tokyo');

  expect(seen).toHaveLength(1);
  expect(seen[0]).toMatchObject({zone: 'Asia/Tokyo', bubbles: true, composed: true, cancelable: false});
  await expect.element(page.getByText('Times in Tokyo (GMT+9)')).toBeVisible();
  expect((picker.element() as HTMLSelectElement).value).toBe('Asia/Tokyo');
  expect(zone.shadowRoot!.querySelector('option')!.value).toBe('Europe/Berlin');
});

test('by keyboard: Enter opens the list, letters find a zone', async () => {
  const zone = await berlin();
  const seen: BookingZoneChangeEvent[] = [];
  zone.addEventListener('booking-zone-change', event => seen.push(event));

  await userEvent.tab();
  expect(zone.shadowRoot!.activeElement).toBe(change.element());
  await userEvent.keyboard('{Enter}');
  await expect.poll(() => zone.shadowRoot!.activeElement?.tagName).toBe('SELECT');
  await userEvent.keyboard('Toky');

  await expect.poll(() => seen.at(-1)?.zone).toBe('Asia/Tokyo');
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

const looks: FixtureOptions[] = [
  {lang: 'en'}, {lang: 'de', width: 280}, {lang: 'ar-EG', dir: 'rtl'},
].flatMap(look => [{...look, theme: 'light'}, {...look, theme: 'dark'}] as FixtureOptions[]);

test.each(looks)('nobody is kept out: %o', async look => {
  const zone = await berlin(look);
  await expectNoViolations(zone);

  zone.shadowRoot!.querySelector('button')!.click();
  await expect.element(picker).toBeVisible();
  await expect.poll(() => option('Asia/Tokyo')?.textContent).toMatch(/[9٩]/);
  await expectNoViolations(zone);
});

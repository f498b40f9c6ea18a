import {afterEach, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../../src/elements/form/booking-form.ts';
import {standIn} from '../stand-in.ts';

const cal = standIn();
afterEach(() => document.querySelector('main')?.remove());
const form = () => document.querySelector<BookingForm>('booking-form')!;
const server = () => form().shadowRoot!.querySelector('[data-server]');

/** The focused element, however many shadow roots it is in. */
function focused(): Element | null {
  let element = document.activeElement;
  while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
  return element;
}

/** What a server writes into its page, as small as it can be. */
function write(facts: string, body: string, step = 'pick'): void {
  const box = document.createElement('main');
  box.setHTMLUnsafe(`<booking-form cal-link="rick/30min"><template shadowrootmode="open"><!----><div data-server><template shadowrootmode="open">
    <div data-step="${step}" ${facts}>${body}</div></template></div></template></booking-form>`);
  document.body.append(box);
}

/** Holds back every answer until the returned function is called. */
function hold(): () => void {
  const fetched = vi.mocked(window.fetch);
  const answer = fetched.getMockImplementation()!;
  let release = () => {};
  const held = new Promise<void>(resolve => (release = resolve));
  fetched.mockImplementation(async (...args) => held.then(() => answer(...args)));
  return release;
}

/** The start of the first free time that is `nth` in the stand-in's list. */
async function freeTime(nth: number): Promise<string> {
  const response = await cal.cal.fetch(
    new Request(
      `https://api.cal.com/v2/slots?eventTypeSlug=30min&username=rick&start=${new Date().toISOString()}&end=${new Date(Date.now() + 20 * 86_400_000).toISOString()}`,
      {headers: {'cal-api-version': '2024-09-04'}},
    ),
  );
  const {data} = (await response.json()) as {data: Record<string, {start: string}[]>};
  return Object.values(data).flat()[nth]!.start;
}

const details = (slot: string, more = '') =>
  write(
    `data-zone="Asia/Kolkata" data-slot="${slot}"`,
    `
  <form method="post" class="details"><input type="hidden" name="attempt" value="attempt-of-a-page"><input name="answer.name" aria-label="Server's name"><input name="answer.email" aria-label="Server's email">${more}</form>`,
  );

test("the server's markup is all there is until the element has times, and gone afterwards", async () => {
  const release = hold();
  write('data-zone="UTC"', '<p>Real times</p>');
  await expect.poll(() => vi.mocked(window.fetch).mock.calls.length).toBeGreaterThan(0);
  expect(form().shadowRoot!.textContent.trim()).toBe('');
  await expect.element(page.getByText('Real times')).toBeVisible();

  release();
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  expect(server()).toBeNull();
});

test('the chosen time, its zone and what was typed are taken along, with the cursor, and the attempt keeps its name', async () => {
  const slot = await freeTime(3);
  const release = hold();
  details(slot);
  const name = page.getByLabelText("Server's name");
  await userEvent.type(name, 'Ada Lovelace');
  (name.element() as HTMLInputElement).setSelectionRange(3, 3);
  release();
  await expect.poll(server).toBeNull();

  const input = page.getByLabelText('Your name');
  await expect.element(input).toHaveValue('Ada Lovelace');
  expect(focused()).toBe(input.element());
  expect((input.element() as HTMLInputElement).selectionStart).toBe(3);
  await expect.element(page.getByText('India Standard Time')).toBeVisible();
  await userEvent.type(page.getByLabelText('Email', {exact: true}), 'ada@example.com');
  await userEvent.click(page.getByRole('button', {name: /^Book/}));
  await expect.element(page.getByRole('heading', {name: 'You’re booked'})).toBeVisible();
  expect(cal.cal.controls.state().bookings).toMatchObject([
    {start: expect.stringContaining(slot.slice(0, 16)), attendees: [{name: 'Ada Lovelace', timeZone: 'Asia/Kolkata'}]},
  ]);
});

test('a page that loads does not move the focus', async () => {
  details(await freeTime(0));
  await expect.poll(server).toBeNull();
  await expect.element(page.getByLabelText('Your name')).toBeVisible();
  expect(document.activeElement).toBe(document.body);
});

test('a chosen time that is gone is told, and the answers wait for another one', async () => {
  const release = hold();
  details('2020-01-01T10:00:00.000Z');
  await userEvent.type(page.getByLabelText("Server's name"), 'Ada');
  release();
  await expect.poll(server).toBeNull();
  await expect.element(page.getByRole('alert').getByText(/was just taken/)).toBeVisible();
  await userEvent.click(page.getByRole('radio').first());
  await userEvent.click(page.getByRole('button', {name: /^Continue/}));
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada');
});

test("a zone the visitor chose on the server's page stays chosen", async () => {
  write('data-zone="Asia/Tokyo" data-chosen', '<p>Real times</p>');
  await expect.poll(server).toBeNull();
  await expect.element(page.getByText(/Times in Tokyo/)).toBeVisible();
});

test('a confirmation stays as the server wrote it', async () => {
  write('data-zone="UTC"', '<p>You’re booked</p>', 'done');
  await vi.waitFor(() => expect(form().matches(':state(loading)')).toBe(false), {timeout: 10_000});
  await expect.poll(() => cal.requests().length).toBeGreaterThan(1);
  await expect.element(page.getByText('You’re booked')).toBeVisible();
  expect(form().shadowRoot!.textContent.trim()).toBe('');
});

import {html} from 'lit';
import {afterEach, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {define} from '../../../src/elements/base/define.ts';
import '../../../src/define/booking-calendar.ts';
import '../../../src/define/booking-questions.ts';
import {BookingZone} from '../../../src/elements/zone/booking-zone.ts';
import {anEventType} from '../../core/fixtures.ts';
import {fixture} from '../../support/fixture.ts';

define('booking-zone', BookingZone);

const heard: string[] = [];
const hear = ({type, key}: KeyboardEvent) => void heard.push(type === 'keydown' ? key : `${type} ${key}`);
const types = ['keydown', 'keypress', 'keyup'] as const;

/** A site with one-key shortcuts that leave alone whoever types, as far as they can see. */
function listen() {
  heard.length = 0;
  for (const type of types) document.addEventListener(type, hear);
}

afterEach(() => types.forEach(type => document.removeEventListener(type, hear)));

const eventType = anEventType({
  questions: [
    {slug: 'name', type: 'name', required: true, label: 'Your name'},
    {slug: 'notes', type: 'textarea', required: false, label: 'Notes'},
  ],
});

test('what is typed into our fields reaches no shortcut of the page, in capitals and line breaks neither', async () => {
  await fixture(html`<booking-questions .eventType=${eventType}></booking-questions>`);
  listen();
  await userEvent.click(page.getByLabelText('Your name'));
  await userEvent.keyboard('s/Ä?{Shift>}A{/Shift}{Backspace}{ArrowLeft}{Home}');
  await userEvent.click(page.getByRole('textbox').nth(1));
  await userEvent.keyboard('j k{Enter}');
  expect(heard.filter(key => !key.endsWith('Shift'))).toEqual([]);
});

test('what is typed into the search for a zone reaches none either, and choosing there moves nothing else', async () => {
  await fixture(html`<booking-zone time-zone="Europe/Berlin"></booking-zone>`);
  await userEvent.click(page.getByRole('button', {name: 'Change'}));
  await userEvent.click(page.getByRole('combobox'));
  listen();
  await userEvent.keyboard('tok{ArrowDown}{ArrowUp}{Enter}');
  expect(heard).toEqual([]);
});

test("keys that move in the calendar or press its buttons do not move the page's own things", async () => {
  await fixture(
    html`<booking-calendar month="2026-11" today="2026-11-02" .counts=${new Map([['2026-11-23', 2]])}></booking-calendar>`,
  );
  (document.querySelector('booking-calendar')!.shadowRoot!.querySelector('[tabindex="0"]') as HTMLElement).focus();
  listen();
  await userEvent.keyboard('{ArrowRight}{ArrowDown}{Enter} ');
  expect(heard.filter(key => !key.startsWith('keyup Arrow'))).toEqual([]);
});

test("Escape, Tab and shortcuts with Ctrl are the page's as ever, and so are letters beside fields", async () => {
  await fixture(html`<booking-questions .eventType=${eventType}></booking-questions>`);
  await userEvent.click(page.getByLabelText('Your name'));
  listen();
  await userEvent.keyboard('{Control>}k{/Control}{Escape}{Tab}');
  expect(heard.filter(key => !key.startsWith('key'))).toEqual(['Control', 'k', 'Escape', 'Tab']);
});

test("a field of the page's own among the questions is left to the page", async () => {
  await fixture(
    html`<booking-questions .eventType=${eventType}><label>Order <input name="order"></label></booking-questions>`,
  );
  await userEvent.click(page.getByLabelText('Order'));
  listen();
  await userEvent.keyboard('s');
  expect(heard).toEqual(['s', 'keypress s', 'keyup s']);
});

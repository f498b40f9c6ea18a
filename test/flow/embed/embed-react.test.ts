import {execFileSync} from 'node:child_process';
import {createElement} from 'react';
import {renderToString} from 'react-dom/server';
import {expect, test} from 'vitest';
import {BookingForm, BookingInline, BookingPopup} from '../../../src/react.ts';

test('a server renders the markup, with the fallback inside and without the objects', () => {
  const html = renderToString(
    createElement(
      BookingInline,
      {
        calLink: 'rick/30min',
        hideEventTypeDetails: true,
        forwardQueryParams: false,
        timeoutMs: 5000,
        className: 'wide',
        style: {height: '600px'},
        prefill: {name: 'Ada'},
        config: {theme: 'dark'},
        onBookingReady: () => {},
        'data-test': 'x',
      },
      createElement('a', {href: 'https://cal.com/rick/30min'}, 'Book'),
    ),
  );
  expect(html).toBe(
    '<booking-inline cal-link="rick/30min" hide-event-type-details="" timeout-ms="5000" class="wide" style="height:600px" data-test="x">' +
      '<a href="https://cal.com/rick/30min">Book</a></booking-inline>',
  );
});

test('attributes are spelled as the elements spell them', () => {
  expect(
    renderToString(
      createElement(BookingPopup, {floating: true, buttonText: 'Book', buttonTextColor: '#fff', for: 'x'}),
    ),
  ).toBe('<booking-popup floating="" button-text="Book" button-text-color="#fff" for="x"></booking-popup>');
  expect(renderToString(createElement(BookingForm, {eventTypeId: 1001, name: 'appointment'}))).toBe(
    '<booking-form event-type-id="1001" name="appointment"></booking-form>',
  );
});

test('importing it in Node touches no window and loads no element', () => {
  const script =
    "await import('./src/react.ts'); console.log(typeof window, typeof customElements, typeof HTMLElement)";
  expect(execFileSync('node', ['--input-type=module', '-e', script], {encoding: 'utf8'}).trim()).toBe(
    'undefined undefined undefined',
  );
});

import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {clockKey, visitorClock, visitorZone, zoneKey} from '../../../src/elements/form/visitor.ts';
import {fixture} from '../../support/fixture.ts';
import {standIn} from './stand-in.ts';

standIn();

test.each(['', 'Berlin', 'Etc/Unknown', '+01:00'])(
  'time-zone="%s" shows times in the visitor\'s zone, and is told once',
  async zone => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await fixture<BookingForm>(html`<booking-form cal-link="rick/30min" time-zone=${zone}></booking-form>`);
    await expect.element(page.getByRole('radio').first()).toBeVisible();
    await vi.waitFor(() =>
      expect(warn.mock.calls.filter(([text]) => String(text).includes('timeZone'))).toHaveLength(1),
    );
  },
);

test.each(['en-US-u-hc-h12', 'en-US-x-shop', 'en_US'])(
  'a page of lang="%s" keeps to the hours the visitor chose',
  async lang => {
    sessionStorage.setItem(clockKey, 'h23');
    await fixture<BookingForm>(html`<booking-form cal-link="rick/30min" time-zone="UTC"></booking-form>`, {lang});
    await expect.element(page.getByRole('radio').first()).toBeVisible();
    expect(page.getByRole('radio').first().element().textContent).not.toMatch(/AM|PM/);
  },
);

test.each(['h99', 'en u', '-u-hc-h23'])('hours remembered as "%s" are nobody\'s choice', kept => {
  sessionStorage.setItem(clockKey, kept);
  expect(visitorClock()).toBe(undefined);
});

test.each(['Berlin', '', '<b>'])('a zone remembered as "%s" is nobody\'s choice', kept => {
  sessionStorage.setItem(zoneKey, kept);
  expect(visitorZone()).toBe(Intl.DateTimeFormat().resolvedOptions().timeZone);
});

test('a device that names no zone of its own is shown UTC', () => {
  const {resolvedOptions} = Intl.DateTimeFormat.prototype;
  vi.spyOn(Intl.DateTimeFormat.prototype, 'resolvedOptions').mockImplementation(function (this: Intl.DateTimeFormat) {
    return {...resolvedOptions.call(this), timeZone: 'Etc/Unknown'};
  });
  expect(visitorZone()).toBe('UTC');
});

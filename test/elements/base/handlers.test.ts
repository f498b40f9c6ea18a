import {expect, test, vi} from 'vitest';
import {html} from 'lit';
import '../../../src/define/booking-calendar.ts';
import '../../../src/define/booking-popup.ts';
import '../../../src/define/booking-slots.ts';
import '../../../src/define/booking-status.ts';
import type {BookingErrorEvent} from '../../../src/elements/events/events.ts';
import {fixture} from '../../support/fixture.ts';

test.each([
  ['booking-calendar', html`<booking-calendar month="2026-11" today="2026-11-02"></booking-calendar>`, 'tbody'],
  [
    'booking-slots',
    html`<booking-slots day="2026-11-23" .slots=${[{start: '2026-11-23T09:00:00.000Z'}]}></booking-slots>`,
    '[role=radio]',
  ],
  ['booking-popup', html`<booking-popup cal-link="rick/30min" floating></booking-popup>`, '.float'],
] as const)(
  'what a handler of <%s> throws is told, as booking-error and in the console',
  async (_, template, selector) => {
    const said = vi.spyOn(console, 'error').mockImplementation(() => {});
    const element = await fixture<HTMLElement>(template);
    const told: BookingErrorEvent[] = [];
    element.addEventListener('booking-error', event => told.push(event));
    const event = new MouseEvent('click', {bubbles: true, cancelable: true, composed: true});
    const fail = () => {
      throw new Error('not thought of');
    };
    Object.defineProperties(event, {target: {get: fail}, preventDefault: {value: fail}, button: {get: fail}});
    element.shadowRoot!.querySelector(selector)!.dispatchEvent(event);
    expect(told.map(({code}) => code)).toEqual(['internal']);
    expect(said).toHaveBeenCalled();
  },
);

import type {Elements} from '../elements/props.ts';
import {wrap} from './wrap.ts';

function component<Tag extends keyof Elements>(tag: Tag, define: () => Promise<unknown>) {
  return wrap<Elements[Tag]['element'], Elements[Tag]['props']>(tag, define);
}

/** Cal.com's booking page inside a React app. */
export const BookingInline = component('booking-inline', () => import('../define/booking-inline.ts'));

/** Cal.com's booking page in a dialog. */
export const BookingPopup = component('booking-popup', () => import('../define/booking-popup.ts'));

/** The white-label booking form. */
export const BookingForm = component('booking-form', () => import('../define/booking-form.ts'));

/** The live state of a booking. */
export const BookingStatus = component('booking-status', () => import('../define/booking-status.ts'));

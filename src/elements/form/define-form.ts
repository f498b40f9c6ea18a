import {BookingCalendar} from '../calendar/booking-calendar.ts';
import {define} from '../base/define.ts';
import {BookingSlots} from '../slots/booking-slots.ts';
import {BookingZone} from '../zone/booking-zone.ts';
import {BookingForm} from './booking-form.ts';

/** Defines `<booking-form>` and its parts, for another element that contains a form. */
export function defineForm(): void {
  define('booking-calendar', BookingCalendar);
  define('booking-slots', BookingSlots);
  define('booking-zone', BookingZone);
  define('booking-form', BookingForm);
}

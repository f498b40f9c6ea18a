import {BookingCalendar} from '../elements/calendar/booking-calendar.ts';
import {define} from '../elements/define.ts';

define('booking-calendar', BookingCalendar);

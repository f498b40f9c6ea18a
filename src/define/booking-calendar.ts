import {BookingCalendar} from '../elements/calendar/booking-calendar.ts';
import {define} from '../elements/base/define.ts';

define('booking-calendar', BookingCalendar);

import {define} from '../elements/define.ts';
import {BookingSlots} from '../elements/slots/booking-slots.ts';

define('booking-slots', BookingSlots);

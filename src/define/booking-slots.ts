import {define} from '../elements/base/define.ts';
import {BookingSlots} from '../elements/slots/booking-slots.ts';

define('booking-slots', BookingSlots);

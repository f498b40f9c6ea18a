import {define} from '../elements/define.ts';
import {BookingStatus} from '../elements/status/booking-status.ts';

define('booking-status', BookingStatus);

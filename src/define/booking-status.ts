import {define} from '../elements/base/define.ts';
import {BookingStatus} from '../elements/status/booking-status.ts';

define('booking-status', BookingStatus);

import {define} from '../elements/define.ts';
import {BookingInline} from '../elements/inline/booking-inline.ts';

define('booking-inline', BookingInline);

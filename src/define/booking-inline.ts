import {define} from '../elements/base/define.ts';
import {BookingInline} from '../elements/inline/booking-inline.ts';

define('booking-inline', BookingInline);

import {define} from '../elements/base/define.ts';
import {BookingPopup} from '../elements/popup/booking-popup.ts';

define('booking-popup', BookingPopup);

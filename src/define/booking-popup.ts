import {define} from '../elements/define.ts';
import {BookingPopup} from '../elements/popup/booking-popup.ts';

define('booking-popup', BookingPopup);

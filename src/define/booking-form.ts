import {define} from '../elements/base/define.ts';
import {BookingForm} from '../elements/form/booking-form.ts';
import {BookingZone} from '../elements/zone/booking-zone.ts';
import './booking-calendar.ts';
import './booking-slots.ts';

define('booking-zone', BookingZone);
define('booking-form', BookingForm);

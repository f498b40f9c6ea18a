import './define/booking-inline.ts';
import './define/booking-popup.ts';
import {adoptGuides} from './elements/compat/adopt.ts';

adoptGuides();

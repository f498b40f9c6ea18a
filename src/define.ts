import './define/booking-form.ts';
import './define/booking-inline.ts';
import './define/booking-popup.ts';
import './define/booking-questions.ts';
import './define/booking-status.ts';

import {define} from '../elements/define.ts';
import {BookingQuestions} from '../elements/questions/booking-questions.ts';

define('booking-questions', BookingQuestions);

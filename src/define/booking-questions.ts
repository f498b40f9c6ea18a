import {define} from '../elements/base/define.ts';
import {BookingQuestions} from '../elements/questions/booking-questions.ts';

define('booking-questions', BookingQuestions);

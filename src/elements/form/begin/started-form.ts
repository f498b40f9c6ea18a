import type {Send} from '../../../client/http.ts';
import type {Placeholder} from './placeholder.ts';
import type {Question} from './read-question.ts';

/** A form whose times were requested before its code has loaded, and the placeholder that will show them. */
export interface StartedForm {
  view: Placeholder;
  question: Question;
  send: Send;
}

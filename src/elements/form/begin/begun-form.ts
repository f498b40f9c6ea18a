import type {Send} from '../../../client/http.ts';
import type {Room} from './placeholder.ts';
import type {Question} from './read-question.ts';

/** A form whose times were requested, and the placeholder that will show them. */
export interface BegunForm {
  room: Room;
  question: Question;
  send: Send;
}

import type {Answer, Answers, EventType, Question} from '../../core/model/types.ts';
import type {Translate} from '../base/locale.ts';

/** Input of the functions that render questions. */
export interface QuestionsView {
  eventType: EventType;
  answers: Answers;
  t: Translate;
  busy: boolean;
  /** The visible problem of an answer: one of the kit's problems or the server's reason. */
  problemOf(slug: string): string | undefined;
  /** The label of the site's control with this name; undefined if there is none. */
  siteLabel(name: string): string | undefined;
  isLocked(question: Question): boolean;
  /** The complete phone number that is sent, if it differs from the typed one. */
  phoneOf(slug: string): string | undefined;
  /** Whether a question hidden behind a button was opened. */
  isOpen(slug: string): boolean;
  open(slug: string): void;
  answer(slug: string, answer: Answer): void;
}

/** A question as it is rendered. `id` is unique in the shadow root. */
export interface Field {
  id: string;
  slug: string;
  label: string;
  required: boolean;
  locked: boolean;
  hint?: string;
  problem?: string;
}

import type {Answer, Answers, EventType, Question} from '../../core/model/types.ts';
import type {Translate} from '../base/locale.ts';

/** All a piece of the questions' template needs. */
export interface QuestionsView {
  eventType: EventType;
  answers: Answers;
  t: Translate;
  busy: boolean;
  /** What is wrong with an answer, once the visitor may see it: one of our problems or the server's reason. */
  problemOf(slug: string): string | undefined;
  /** The label of a control of the page's own; undefined where there is none of that name. */
  siteLabel(name: string): string | undefined;
  isLocked(question: Question): boolean;
  /** The number that is sent, where a typed one says less. */
  phoneOf(slug: string): string | undefined;
  /** Whether an optional question that hides behind a button was opened. */
  isOpen(slug: string): boolean;
  open(slug: string): void;
  answer(slug: string, answer: Answer): void;
}

/** One question on its way to the screen. `id` is unique in the shadow root. */
export interface Field {
  id: string;
  slug: string;
  label: string;
  required: boolean;
  locked: boolean;
  hint?: string;
  problem?: string;
}

import {labelOf, problemText} from '../../core/words/question-words.ts';
import type {Question} from '../../core/model/types.ts';
import {renderChecks, renderPlace, renderRadio, renderSelect, renderTick} from './render-choice.ts';
import {renderEmails, renderGuests, renderLine, renderLines, renderSplitName} from './render-text.ts';
import type {Field, QuestionsView} from './questions-view.ts';

function toField(question: Question, id: string, view: QuestionsView): Field {
  const {slug, type, required} = question;
  const locked = view.isLocked(question);
  const phone = type === 'phone' ? (view.phoneOf(slug) ?? view.t('question.phone_hint')) : undefined;
  const hint = locked ? view.t('question.locked') : phone;
  const problem = view.problemOf(slug);
  return {
    id,
    slug,
    label: labelOf(question, view.t),
    required,
    locked,
    ...(hint ? {hint} : {}),
    ...(problem ? {problem: problemText(type, problem, view.t)} : {}),
  };
}

/** Renders a question by its type; unknown types become a line of text. */
export function renderQuestion(question: Question, id: string, view: QuestionsView) {
  const field = toField(question, id, view);
  switch (question.type) {
    case 'splitName':
      return renderSplitName(field, view, question.parts);
    case 'location':
      return renderPlace(field, view);
    case 'notes':
    case 'textarea':
      return renderLines(field, view, question.placeholder);
    case 'guests':
      return renderGuests(field, view);
    case 'multiemail':
      return renderEmails(field, view);
    case 'select':
      return renderSelect(field, view, question);
    case 'radio':
      return renderRadio(field, view, question);
    case 'multiselect':
    case 'checkbox':
      return renderChecks(field, view, question);
    case 'boolean':
      return renderTick(field, view);
    default:
      return renderLine(field, view, question);
  }
}

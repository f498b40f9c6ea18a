import {nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {kindOf, longestInput, type InputKind} from '../../core/flow/input-kinds.ts';
import type {Answer, Question} from '../../core/model/types.ts';
import {html} from '../base/html.ts';
import {describedBy, invalid, renderField, renderGroup} from './render-field.ts';
import type {Field, QuestionsView} from './questions-view.ts';

const valueOf = (event: Event) => (event.target as HTMLInputElement).value;
const toText = (answer: Answer | undefined) =>
  typeof answer === 'string' ? answer : Array.isArray(answer) ? answer.join('\n') : '';

function renderInput(
  field: Field,
  view: QuestionsView,
  kind: InputKind,
  value: string,
  onInput: (value: string) => void,
  placeholder?: string,
) {
  return html`
    <input part="input" id=${field.id} type=${kind.type ?? 'text'} inputmode=${kind.mode ?? nothing}
      autocomplete=${kind.autofill ?? nothing}
      dir=${kind.type ? 'ltr' : nothing} autocapitalize=${kind.type ? 'none' : nothing} placeholder=${placeholder ?? nothing}
      maxlength=${longestInput} .value=${live(value)} ?readonly=${field.locked || view.busy}
      aria-required=${field.required ? 'true' : nothing} aria-invalid=${invalid(field)} aria-describedby=${describedBy(field)}
      @input=${(event: Event) => onInput(valueOf(event))}>
  `;
}

/** One line of text. */
export function renderLine(
  field: Field,
  view: QuestionsView,
  question: Pick<Question, 'type' | 'slug' | 'placeholder'>,
) {
  const text = toText(view.answers[field.slug]);
  const answer = (value: string) => view.answer(field.slug, value);
  return renderField(field, view.t, renderInput(field, view, kindOf(question), text, answer, question.placeholder));
}

/** Several lines of text. */
export function renderLines(field: Field, view: QuestionsView, placeholder?: string) {
  return renderField(
    field,
    view.t,
    html`
    <textarea part="input" id=${field.id} rows="3" autocomplete="off" placeholder=${placeholder ?? nothing}
      maxlength=${longestInput} .value=${live(toText(view.answers[field.slug]))} ?readonly=${field.locked || view.busy}
      aria-required=${field.required ? 'true' : nothing} aria-invalid=${invalid(field)} aria-describedby=${describedBy(field)}
      @input=${(event: Event) => view.answer(field.slug, valueOf(event))}></textarea>
  `,
  );
}

/** E-mail addresses of other people, one per line. */
export function renderEmails(field: Field, view: QuestionsView) {
  return renderLines({...field, hint: field.hint ?? view.t('question.list_hint')}, view);
}

/** The guests question; hidden behind a button until the visitor wants to add guests. */
export function renderGuests(field: Field, view: QuestionsView) {
  if (field.required || field.problem || view.isOpen(field.slug) || toText(view.answers[field.slug]))
    return renderEmails(field, view);
  return html`
    <div part="field" class="field" data-slug=${field.slug}>
      <button type="button" class="add" @click=${() => view.open(field.slug)}>${view.t('question.add_guests')}</button>
    </div>
  `;
}

/** First and last name side by side; the answer is `[first, last]`. */
export function renderSplitName(field: Field, view: QuestionsView, parts: Question['parts']) {
  const answer = view.answers[field.slug];
  const [first = '', last = ''] = Array.isArray(answer) ? answer : [toText(answer)];
  // The empty part shows the problem. If none is empty, the server refused the name, and both show it.
  const problemIf = (isEmpty: boolean) =>
    field.problem && (isEmpty || (first && last)) ? {problem: field.problem} : {};
  const renderPart = (
    id: string,
    label: string,
    autofill: string,
    required: boolean,
    value: string,
    set: (value: string) => Answer,
  ) => {
    const {problem: _, hint: __, ...rest} = field;
    const part: Field = {...rest, id, label, required, ...problemIf(required && !value.trim())};
    const control = renderInput(part, view, {autofill}, value, text => view.answer(field.slug, set(text)));
    return renderField(part, view.t, control);
  };
  const {problem: _, ...group} = field;
  return renderGroup(
    {...group, required: true},
    view.t,
    'group',
    html`
    <div class="columns">
      ${renderPart(`${field.id}-first`, parts?.firstLabel ?? view.t('question.first_name'), 'given-name', true, first, text => [text, last])}
      ${renderPart(`${field.id}-last`, parts?.lastLabel ?? view.t('question.last_name'), 'family-name', parts?.lastRequired ?? false, last, text => [first, text])}
    </div>
  `,
    true,
  );
}

import {answerField, detailField} from '../../../core/flow/answer-fields.ts';
import {asksPhone, locationDetailSlug, locationKey, shownQuestions} from '../../../core/flow/questions.ts';
import {kindOf} from '../../../core/flow/input-kinds.ts';
import {own} from '../../../core/model/own.ts';
import {attributes, html, type Markup} from '../../../core/page/html.ts';
import {labelOf, placeLabel, problemText} from '../../../core/words/question-words.ts';
import type {Answer, Location, Question} from '../../../core/model/types.ts';
import {hidden} from '../address.ts';
import {
  controlAttributes,
  renderField,
  renderGroup,
  renderInput,
  renderLines,
  renderTick,
  type Field,
} from './render-field.ts';
import type {PageView} from '../form-options.ts';

const toText = (answer: Answer | undefined) =>
  typeof answer === 'string' ? answer : Array.isArray(answer) ? answer.join('\n') : '';

/** The id of a question's first control, the target of links in the summary. */
export function idOf(index: number, {type}: Question): string {
  return type === 'splitName'
    ? `q${index}-first`
    : ['radio', 'multiselect', 'checkbox', 'location'].includes(type)
      ? `q${index}-0`
      : `q${index}`;
}

/** The id of the field for the detail the chosen location requires. */
export function detailId(ask: NonNullable<Location['ask']>): string {
  return `place-${ask}`;
}

function toField(question: Question, index: number, {t, problems = {}}: PageView): Field {
  const {slug, type, required} = question;
  const problem = own(problems, slug);
  const hint =
    type === 'phone'
      ? t('question.phone_hint')
      : type === 'guests' || type === 'multiemail'
        ? t('question.list_hint')
        : undefined;
  return {
    id: `q${index}`,
    name: answerField(slug),
    label: labelOf(question, t),
    required: required || problem === 'required',
    hint,
    problem: problem && problemText(type, problem, t),
  };
}

function renderLine(
  field: Field,
  view: PageView,
  question: Pick<Question, 'type' | 'slug' | 'placeholder'>,
  value: string,
): Markup {
  const {type = 'text', mode, autofill} = kindOf(question);
  const foreign = type === 'text' ? {} : {dir: 'ltr', autocapitalize: 'none'};
  return renderField(
    field,
    view,
    renderInput(field, value, {
      type,
      inputmode: mode,
      autocomplete: autofill,
      placeholder: question.placeholder,
      ...foreign,
    }),
  );
}

function renderNames(field: Field, view: PageView, {parts}: Question, answer: Answer | undefined): Markup {
  const [first = '', last = ''] = Array.isArray(answer) ? answer : [toText(answer)];
  const part = (id: string, label: string, autocomplete: string, required: boolean, value: string) => {
    const isWrong =
      field.problem !== undefined && ((required && !value.trim()) || Boolean(first.trim() && last.trim()));
    const own: Field = {
      ...field,
      id: `${field.id}-${id}`,
      label,
      required,
      problem: isWrong ? field.problem : undefined,
    };
    return renderField(own, view, renderInput(own, value, {autocomplete}));
  };
  return html`
    <div class="columns">
      ${part('first', parts?.firstLabel ?? view.t('question.first_name'), 'given-name', true, first)}
      ${part('last', parts?.lastLabel ?? view.t('question.last_name'), 'family-name', parts?.lastRequired ?? false, last)}
    </div>
  `;
}

function renderMenu(field: Field, view: PageView, {options = []}: Question, chosen: string): Markup {
  const option = (value: string, label: string) =>
    html`<option${attributes({value, selected: value === chosen})}>${label}</option>`;
  return renderField(
    field,
    view,
    html`<select part="input"${attributes(controlAttributes(field))}>${option('', view.t('question.choose'))}${options.map(each => option(each, each))}</select>`,
  );
}

function renderOptions(
  field: Field,
  view: PageView,
  type: 'radio' | 'checkbox',
  options: readonly string[],
  chosen: readonly string[],
): Markup {
  return renderGroup(
    field,
    view,
    type === 'radio' ? 'radiogroup' : 'group',
    options.map(
      (value, index) => html`
    <label class="choice"><input${attributes({type, name: field.name, id: `${field.id}-${index}`, value, checked: chosen.includes(value)})}> <span>${value}</span></label>
  `,
    ),
  );
}

function renderDetail(ask: NonNullable<Location['ask']>, view: PageView): Markup {
  const {t, answers = {}, problems = {}} = view;
  const problem = own(problems, locationDetailSlug);
  const field: Field = {
    id: detailId(ask),
    name: detailField(ask),
    label: t(`question.place.${ask}`),
    required: true,
    hint: ask === 'phone' ? t('question.phone_hint') : undefined,
    problem: problem && problemText(ask, problem, t),
  };
  return renderLine(field, view, {type: ask, slug: `location.${ask}`}, toText(own(answers, locationDetailSlug)));
}

/** A location's detail field stands below it, and counts only if the location is chosen. */
function renderPlaces(field: Field, view: PageView, chosen: string): Markup {
  const {locations} = view.eventType;
  const [only] = locations;
  const asks = ({ask}: Location) => (ask === 'phone' && asksPhone(view.eventType) ? undefined : ask);
  if (locations.length === 1) return only?.ask ? renderDetail(only.ask, view) : html``;
  return renderGroup(
    {...field, required: field.required || chosen !== ''},
    view,
    'radiogroup',
    locations.map((location, index) => {
      const value = locationKey(location);
      const isChosen = value === chosen;
      const ask = asks(location);
      const detailView = isChosen ? view : {...view, problems: {}, answers: {}};
      return html`
      <div class="place">
        <label class="choice"><input${attributes({type: 'radio', name: field.name, id: `${field.id}-${index}`, value, checked: isChosen})}> <span>${placeLabel(location, view.t)}</span></label>
        ${ask && html`<div class="detail">${renderDetail(ask, detailView)}</div>`}
      </div>
    `;
    }),
  );
}

/** Guests stay behind a button until the visitor adds some. */
function renderGuests(field: Field, view: PageView, value: string): Markup {
  const own = renderField(field, view, renderLines(field, value));
  return field.required || field.problem || value
    ? own
    : html`<details class="more"><summary class="button">${view.t('question.add_guests')}</summary>${own}</details>`;
}

function renderQuestion(question: Question, index: number, view: PageView): Markup {
  const field = toField(question, index, view);
  const answer = own(view.answers ?? {}, question.slug);
  const list = Array.isArray(answer) ? answer : [];
  switch (question.type) {
    case 'splitName':
      return renderNames(field, view, question, answer);
    case 'location':
      return renderPlaces(field, view, toText(answer));
    case 'notes':
    case 'textarea':
      return renderField(field, view, renderLines(field, toText(answer), {placeholder: question.placeholder}));
    case 'guests':
      return renderGuests(field, view, toText(answer));
    case 'multiemail':
      return renderField(field, view, renderLines(field, toText(answer)));
    case 'select':
      return renderMenu(field, view, question, toText(answer));
    case 'radio':
      return renderOptions(field, view, 'radio', question.options ?? [], [toText(answer)]);
    case 'multiselect':
    case 'checkbox':
      return renderOptions(field, view, 'checkbox', question.options ?? [], list);
    case 'boolean':
      return renderTick(field, view, answer === true);
    default:
      return renderLine(field, view, question, toText(answer));
  }
}

/** All visible questions, plus hidden fields for the answers the site provides. */
export function renderQuestions(view: PageView): Markup {
  const {eventType, answers = {}} = view;
  const shown = shownQuestions(eventType, answers);
  const unseen = eventType.questions.filter(
    ({hidden: isHidden, slug}) =>
      isHidden && own(answers, slug) !== undefined && !shown.some(each => each.slug === slug),
  );
  const entries = unseen.flatMap(({slug}) =>
    [answers[slug]!].flat().map((value): [string, string] => [answerField(slug), String(value)]),
  );
  return html`${hidden(entries)}${shown.map((question, index) => renderQuestion(question, index, view))}`;
}

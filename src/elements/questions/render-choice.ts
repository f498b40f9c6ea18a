import {nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {asksPhone, chosenLocation, locationDetailSlug, locationKey} from '../../core/flow/questions.ts';
import {placeLabel, problemText} from '../../core/words/question-words.ts';
import type {Question} from '../../core/model/types.ts';
import {html} from '../base/html.ts';
import {describedBy, invalid, renderBare, renderField, renderGroup, renderLabel} from './render-field.ts';
import {renderLine} from './render-text.ts';
import type {Field, QuestionsView} from './questions-view.ts';

/** A menu with one choice. */
export function renderSelect(field: Field, view: QuestionsView, {options = []}: Question) {
  const chosen = view.answers[field.slug];
  return renderField(
    field,
    view.t,
    html`
    <select part="input" id=${field.id} ?disabled=${field.locked}
      aria-required=${field.required ? 'true' : nothing} aria-invalid=${invalid(field)} aria-describedby=${describedBy(field)}
      @change=${(event: Event) => view.answer(field.slug, (event.target as HTMLSelectElement).value)}>
      <option value="" .selected=${!chosen}>${view.t('question.choose')}</option>
      ${options.map(option => html`<option value=${option} .selected=${option === chosen}>${option}</option>`)}
    </select>
  `,
  );
}

interface Choice {
  value: string;
  label: string;
}

function renderRadios(field: Field, view: QuestionsView, choices: readonly Choice[]) {
  const chosen = view.answers[field.slug];
  return renderGroup(
    field,
    view.t,
    'radiogroup',
    choices.map(
      ({value, label}) => html`
    <label class="choice">
      <input type="radio" name=${field.id} value=${value} .checked=${live(value === chosen)} ?disabled=${field.locked}
        @change=${() => view.answer(field.slug, value)}>
      ${label}
    </label>
  `,
    ),
  );
}

/** Radio buttons. */
export function renderRadio(field: Field, view: QuestionsView, {options = []}: Question) {
  return renderRadios(
    field,
    view,
    options.map(option => ({value: option, label: option})),
  );
}

/** Checkboxes for several choices. */
export function renderChecks(field: Field, view: QuestionsView, {options = []}: Question) {
  const answer = view.answers[field.slug];
  const chosen = Array.isArray(answer) ? answer : [];
  const toggle = (option: string) =>
    view.answer(
      field.slug,
      options.filter(each => chosen.includes(each) !== (each === option)),
    );
  return renderGroup(
    field,
    view.t,
    'group',
    options.map(
      option => html`
    <label class="choice">
      <input type="checkbox" value=${option} .checked=${live(chosen.includes(option))} ?disabled=${field.locked}
        aria-invalid=${invalid(field)}
        @change=${() => toggle(option)}>
      ${option}
    </label>
  `,
    ),
  );
}

/** A single checkbox. */
export function renderTick(field: Field, view: QuestionsView) {
  return renderBare(
    field,
    html`
    <label class="choice" part="label">
      <input type="checkbox" id=${field.id} .checked=${live(view.answers[field.slug] === true)}
        ?disabled=${field.locked}
        aria-required=${field.required ? 'true' : nothing} aria-invalid=${invalid(field)} aria-describedby=${describedBy(field)}
        @change=${(event: Event) => view.answer(field.slug, (event.target as HTMLInputElement).checked)}>
      <span>${renderLabel(field, view.t)}</span>
    </label>
  `,
  );
}

function renderDetail(field: Field, view: QuestionsView) {
  const ask = chosenLocation(view.eventType, view.answers)?.ask;
  if (!ask || (ask === 'phone' && asksPhone(view.eventType))) return nothing;
  const problem = view.problemOf(locationDetailSlug);
  const detail: Field = {
    id: `${field.id}-detail`,
    slug: locationDetailSlug,
    label: view.t(`question.place.${ask}`),
    required: true,
    locked: false,
    ...(ask === 'phone' ? {hint: view.phoneOf(locationDetailSlug) ?? view.t('question.phone_hint')} : {}),
    ...(problem ? {problem: problemText(ask, problem, view.t)} : {}),
  };
  return renderLine(detail, view, {type: ask, slug: `location.${ask}`});
}

/** Where to meet: a choice if there are several places, and the detail that the chosen one asks for. */
export function renderPlace(field: Field, view: QuestionsView) {
  const {locations} = view.eventType;
  const choices = locations.map(location => ({value: locationKey(location), label: placeLabel(location, view.t)}));
  // What is chosen already can be changed, not left out.
  const shown = {...field, required: field.required || view.answers[field.slug] !== undefined};
  return html`${choices.length > 1 ? renderRadios(shown, view, choices) : nothing}${renderDetail(field, view)}`;
}

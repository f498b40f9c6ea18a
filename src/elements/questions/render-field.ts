import {nothing, type TemplateResult} from 'lit';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';
import type {Field} from './questions-view.ts';

/** Ids of the texts that belong to a control, for `aria-describedby`. */
export function describedBy({id, hint, problem}: Field): string | typeof nothing {
  return [problem && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || nothing;
}

/** `true` for a control with a visible problem, else no attribute. */
export function invalid({problem}: Field): 'true' | typeof nothing {
  return problem ? 'true' : nothing;
}

/** The words of a label; answers that may be left out are marked. */
export function renderLabel({label, required}: Pick<Field, 'label' | 'required'>, t: Translate) {
  return html`<bdi>${label}</bdi>${required ? nothing : html` <span class="optional">${t('question.optional')}</span>`}`;
}

function renderNotes({id, hint, problem}: Field) {
  return html`
    ${hint ? html`<p part="hint" class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${problem ? html`<p part="error" class="error" id="${id}-error">${problem}</p>` : nothing}
  `;
}

/** A control under its label, with its hint and its problem. */
export function renderField(field: Field, t: Translate, control: TemplateResult) {
  return html`
    <div part="field" class="field" data-slug=${field.slug}>
      <label part="label" for=${field.id}>${renderLabel(field, t)}</label>
      ${control}${renderNotes(field)}
    </div>
  `;
}

/** Several controls under one legend. `role` is `radiogroup` or, for independent controls, `group`; `quiet` only names them. */
export function renderGroup(
  field: Field,
  t: Translate,
  role: 'radiogroup' | 'group',
  controls: unknown,
  quiet = false,
) {
  const isRadio = role === 'radiogroup';
  return html`
    <fieldset part="field" class="field" role=${role} id=${field.id} data-slug=${field.slug}
      aria-labelledby="${field.id}-label" aria-describedby=${describedBy(field)}
      aria-required=${isRadio && field.required ? 'true' : nothing} aria-invalid=${isRadio ? invalid(field) : nothing}>
      <legend part="label" class=${quiet ? 'visually-hidden' : nothing} id="${field.id}-label">${renderLabel(field, t)}</legend>
      ${controls}${renderNotes(field)}
    </fieldset>
  `;
}

/** A control without a label of its own kind above it (a single tick box). */
export function renderBare(field: Field, control: TemplateResult) {
  return html`<div part="field" class="field" data-slug=${field.slug}>${control}${renderNotes(field)}</div>`;
}

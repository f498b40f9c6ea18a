import {nothing, type TemplateResult} from 'lit';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';
import type {Field} from './questions-view.ts';

/** Ids of a control's hint and error, for `aria-describedby`. */
export function describedBy({id, hint, problem}: Field): string | typeof nothing {
  return [problem && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || nothing;
}

/** The value of `aria-invalid`; no attribute without a visible problem. */
export function invalid({problem}: Field): 'true' | typeof nothing {
  return problem ? 'true' : nothing;
}

/** The text of a label; optional questions are marked. */
export function renderLabel({label, required}: Pick<Field, 'label' | 'required'>, t: Translate) {
  return html`<bdi>${label}</bdi>${required ? nothing : html` <span class="optional">${t('question.optional')}</span>`}`;
}

function renderNotes({id, hint, problem}: Field) {
  return html`
    ${hint ? html`<p part="hint" class="hint" id="${id}-hint">${hint}</p>` : nothing}
    ${problem ? html`<p part="error" class="error" id="${id}-error">${problem}</p>` : nothing}
  `;
}

/** A control with its label, hint and error. */
export function renderField(field: Field, t: Translate, control: TemplateResult) {
  return html`
    <div part="field" class="field" data-slug=${field.slug}>
      <label part="label" for=${field.id}>${renderLabel(field, t)}</label>
      ${control}${renderNotes(field)}
    </div>
  `;
}

/** Several controls with a legend, which `quiet` hides visually. `role` is `group` for independent controls. */
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
      <legend part="label" class=${quiet ? 'visually-hidden' : nothing}
        id="${field.id}-label">${renderLabel(field, t)}</legend>
      ${controls}${renderNotes(field)}
    </fieldset>
  `;
}

/** A control that contains its own label (a single checkbox). */
export function renderBare(field: Field, control: TemplateResult) {
  return html`<div part="field" class="field" data-slug=${field.slug}>${control}${renderNotes(field)}</div>`;
}

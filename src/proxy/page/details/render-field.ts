import {attributes, html, type Markup, type Part} from '../../../core/page/html.ts';
import {longestInput} from '../../../core/flow/input-kinds.ts';
import type {PageView} from '../form-options.ts';

/** A rendered question. `id` is unique in the document. */
export interface Field {
  id: string;
  /** The name of the form control. */
  name: string;
  label: string;
  required: boolean;
  hint?: string | undefined;
  problem?: string | undefined;
}

/** The attributes of every control. */
export function controlAttributes({
  id,
  name,
  required,
  problem,
  hint,
}: Field): Record<string, string | boolean | undefined> {
  return {
    id,
    name,
    'aria-required': required ? 'true' : undefined,
    'aria-invalid': problem ? 'true' : undefined,
    'aria-describedby': [problem && `${id}-error`, hint && `${id}-hint`].filter(Boolean).join(' ') || undefined,
  };
}

function renderLabel({label, required}: Pick<Field, 'label' | 'required'>, {t}: PageView): Markup {
  return html`${label}${!required && html` <span class="optional">${t('question.optional')}</span>`}`;
}

function renderNotes({id, hint, problem}: Field): Markup {
  return html`
    ${hint && html`<p part="hint" class="hint" id="${id}-hint">${hint}</p>`}
    ${problem && html`<p part="error" class="error" id="${id}-error">${problem}</p>`}
  `;
}

/** A control with its label, hint and problem. */
export function renderField(field: Field, view: PageView, control: Part): Markup {
  return html`
    <div part="field" class="field">
      <label part="label" for="${field.id}">${renderLabel(field, view)}</label>
      ${control}${renderNotes(field)}
    </div>
  `;
}

/** Several controls under one legend. */
export function renderGroup(field: Field, view: PageView, role: 'radiogroup' | 'group', controls: Part): Markup {
  const {id, name: _, 'aria-required': required, 'aria-invalid': invalid, ...described} = controlAttributes(field);
  const more = role === 'radiogroup' ? {'aria-required': required, 'aria-invalid': invalid} : {};
  return html`
    <fieldset part="field" class="field"${attributes({role, 'aria-labelledby': `${field.id}-label`, ...described, ...more})}>
      <legend part="label" id="${field.id}-label">${renderLabel(field, view)}</legend>
      ${controls}${renderNotes(field)}
    </fieldset>
  `;
}

/** A checkbox with its label beside it. */
export function renderTick(field: Field, view: PageView, checked: boolean): Markup {
  return html`
    <div part="field" class="field">
      <label class="choice" part="label"><input type="checkbox" value="true"${attributes({...controlAttributes(field), checked})}> <span>${renderLabel(field, view)}</span></label>
      ${renderNotes(field)}
    </div>
  `;
}

/** A single-line text input; `more` are further attributes. */
export function renderInput(field: Field, value: string, more: Parameters<typeof attributes>[0] = {}): Markup {
  return html`<input part="input"${attributes({type: 'text', ...controlAttributes(field), ...more, maxlength: longestInput, value})}>`;
}

/** A multi-line text input. */
export function renderLines(field: Field, value: string, more: Parameters<typeof attributes>[0] = {}): Markup {
  // The parser drops a leading line break.
  return html`<textarea part="input" rows="3"${attributes({...controlAttributes(field), autocomplete: 'off', ...more, maxlength: longestInput})}>
${value}</textarea>`;
}

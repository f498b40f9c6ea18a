import {nothing} from 'lit';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

interface Options {
  busy: boolean;
  formless: boolean;
  submitless: boolean;
  submitLabel: string;
}

/** The submit button and the site's own actions. Without a `<form>` the button calls `submit` itself. */
export function renderActions(options: Options, t: Translate, submit: (event: Event) => void) {
  const {busy, formless, submitless, submitLabel} = options;
  const button = html`
    <button part="submit" class="primary" type=${formless ? 'button' : 'submit'} aria-disabled=${busy ? 'true' : nothing}
      @click=${formless ? submit : nothing}>${submitLabel.slice(0, 200) || t('question.submit')}</button>
  `;
  return html`<div class="actions"><slot name="actions"></slot>${submitless ? nothing : button}</div>`;
}

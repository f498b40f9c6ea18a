import {nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

/** The reason for cancelling or moving a booking, as typed so far. */
export interface Reason {
  text: string;
  isRequired: boolean;
  /** The visitor submitted without a required reason. */
  isMissing: boolean;
}

/** Nothing typed yet. */
export const blank: Reason = {text: '', isRequired: false, isMissing: false};

/** The reason with new text; typing clears the error. */
export function typed(reason: Reason, text: string): Reason {
  return {...reason, text, isMissing: reason.isMissing && !text.trim()};
}

/** Maximum length in characters. Cal.com has no limit of its own. */
const longest = 500;

/** A text box for the reason. */
export function renderReason(reason: Reason, t: Translate, isBusy: boolean, onInput: (text: string) => void) {
  return html`
    <div class="reason" part="field">
      <label part="label" for="reason">${t('after.reason')}${reason.isRequired ? nothing : html` <span class="muted">${t('question.optional')}</span>`}</label>
      <textarea part="input" id="reason" rows="2" maxlength=${longest} autocomplete="off" .value=${live(reason.text)}
        ?readonly=${isBusy}
        aria-required=${reason.isRequired ? 'true' : nothing} aria-invalid=${reason.isMissing ? 'true' : nothing}
        aria-describedby=${reason.isMissing ? 'reason-error' : nothing}
        @input=${(event: Event) => onInput((event.target as HTMLTextAreaElement).value)}></textarea>
      ${reason.isMissing ? html`<p part="error" class="problem" id="reason-error">${t('after.reason_missing')}</p>` : nothing}
    </div>
  `;
}

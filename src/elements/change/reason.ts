import {nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

/** Why a booking is cancelled or moved, as far as it is typed. */
export interface Reason {
  text: string;
  isRequired: boolean;
  /** It was needed and is not there. */
  isMissing: boolean;
}

/** Nothing typed yet. */
export const blank: Reason = {text: '', isRequired: false, isMissing: false};

/** The reason with what is typed now; a mended one is not complained about any more. */
export function typed(reason: Reason, text: string): Reason {
  return {...reason, text, isMissing: reason.isMissing && !text.trim()};
}

/** Cal.com cuts nothing off, but nobody reads more. */
const longest = 500;

/** A box for the reason. */
export function renderReason(reason: Reason, t: Translate, isBusy: boolean, onInput: (text: string) => void) {
  return html`
    <div class="reason" part="field">
      <label part="label" for="reason">${t('after.reason')}${reason.isRequired ? nothing : html` <span class="muted">${t('question.optional')}</span>`}</label>
      <textarea part="input" id="reason" rows="2" maxlength=${longest} autocomplete="off" .value=${live(reason.text)} ?readonly=${isBusy}
        aria-required=${reason.isRequired ? 'true' : nothing} aria-invalid=${reason.isMissing ? 'true' : nothing}
        aria-describedby=${reason.isMissing ? 'reason-error' : nothing}
        @input=${(event: Event) => onInput((event.target as HTMLTextAreaElement).value)}></textarea>
      ${reason.isMissing ? html`<p part="error" class="problem" id="reason-error">${t('after.reason_missing')}</p>` : nothing}
    </div>
  `;
}

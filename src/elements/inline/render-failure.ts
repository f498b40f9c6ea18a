import {css, type TemplateResult} from 'lit';
import type {BookingError} from '../../core/model/error.ts';
import {addWords, type MessageKey} from '../../core/words/messages.ts';
import {embedTroubleWords} from '../../core/words/en/embed.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';

addWords(embedTroubleWords);

/** Styles of the failure; loaded only when needed. */
export const styles = [
  tokens,
  buttons,
  css`
  a,
  ::slotted(a) {
    color: var(--_accent);
  }

  .error p {
    margin: 0;
    max-inline-size: 32em;
  }
`,
];

function textOf({code, status}: BookingError): MessageKey {
  return code === 'embed_failed' && status === 404 ? 'embed.missing' : `error.${code}`;
}

/** Why a booking page cannot be shown, and a button that tries again. */
export function renderFailure(error: BookingError, t: Translate, onRetry: () => void): TemplateResult {
  return html`
    <p>${t(textOf(error))}</p>
    <button class="primary" part="retry" type="button" @click=${onRetry}>${t('embed.retry')}</button>
  `;
}

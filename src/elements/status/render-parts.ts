import {nothing} from 'lit';
import type {BookingError} from '../../core/model/error.ts';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {errorKey} from '../inputs/error-key.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

/** Another try can help. */
const passing = new Set<ErrorCode>([
  'network',
  'timeout',
  'rate_limited',
  'upstream_down',
  'upstream_shape',
  'internal',
]);

/** The page may have a better token by now. */
const outdated = new Set<ErrorCode>(['token_expired', 'token_invalid']);

/** Why there is no news, and what can be done about it. */
export function renderError({code}: BookingError, t: Translate, onRetry: () => void) {
  return html`
    <div part="error" class="failure">
      <p>${t(code === 'not_found' ? 'status.not_found' : errorKey(code))}</p>
      ${passing.has(code) ? html`<button type="button" part="secondary" @click=${onRetry}>${t('status.retry')}</button>` : nothing}
      ${outdated.has(code) ? html`<button type="button" part="secondary" @click=${() => location.reload()}>${t('status.reload')}</button>` : nothing}
    </div>
  `;
}

/** The link into the meeting. One that is not http(s) is none, whoever sent it; and nobody joins what is over. */
export function renderJoin({state, joinUrl, end}: BookingView, t: Translate) {
  const isOver = end !== undefined && Date.parse(end) < Date.now();
  const link = state === 'accepted' && !isOver ? toLink(joinUrl) : undefined;
  return link
    ? html`<p><a part="join" class="join" href=${link} target="_blank" rel="noopener noreferrer">${t('status.join')}</a></p>`
    : nothing;
}

/** That the connection is lost, or back a moment ago. */
export function renderConnection(connection: 'fine' | 'lost' | 'back', t: Translate) {
  if (connection === 'fine') return nothing;
  return html`<p part="connection" class="connection ${connection}">${t(connection === 'lost' ? 'status.reconnecting' : 'status.reconnected')}</p>`;
}

import {nothing} from 'lit';
import type {BookingError} from '../../core/model/error.ts';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {errorKey} from '../inputs/error-key.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

/** Errors that a retry may resolve. */
const passing = new Set<ErrorCode>([
  'network',
  'timeout',
  'rate_limited',
  'upstream_down',
  'upstream_shape',
  'internal',
]);

/** Errors that a reload may resolve, because the page may then have a newer token. */
const outdated = new Set<ErrorCode>(['token_expired', 'token_invalid']);

/** Why updates stopped, with a button that retries or reloads. */
export function renderError({code}: BookingError, t: Translate, onRetry: () => void) {
  return html`
    <div part="error" class="failure">
      <p>${t(code === 'not_found' ? 'status.not_found' : errorKey(code))}</p>
      ${passing.has(code) ? html`<button type="button" part="secondary" @click=${onRetry}>${t('status.retry')}</button>` : nothing}
      ${outdated.has(code) ? html`<button type="button" part="secondary" @click=${() => location.reload()}>${t('status.reload')}</button>` : nothing}
    </div>
  `;
}

/** The link to join the meeting: only http(s), and only until the meeting is over. */
export function renderJoin({state, joinUrl, end}: BookingView, t: Translate) {
  const isOver = end !== undefined && Date.parse(end) < Date.now();
  const link = state === 'accepted' && !isOver ? toLink(joinUrl) : undefined;
  return link
    ? html`<p><a part="join" class="join" href=${link} target="_blank"
      rel="noopener noreferrer">${t('status.join')}</a></p>`
    : nothing;
}

/** A note that the connection is lost or was restored. */
export function renderConnection(connection: 'fine' | 'lost' | 'back', t: Translate) {
  if (connection === 'fine') return nothing;
  return html`<p part="connection" class="connection ${connection}">${t(connection === 'lost' ? 'status.reconnecting' : 'status.reconnected')}</p>`;
}

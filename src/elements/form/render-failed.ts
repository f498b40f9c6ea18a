import {html, nothing} from 'lit';
import type {ErrorCode} from '../../core/error.ts';
import {formatPrice} from '../../core/price.ts';
import type {EventType} from '../../core/types.ts';
import type {LaterView} from './view.ts';

/** Another try with the same settings cannot end better. */
const final = new Set<ErrorCode>(['not_found', 'not_allowed', 'invalid_request', 'upstream_version', 'auth_required']);

function renderLink({bookingUrl, t}: LaterView) {
  return html`
    <slot name="fallback">
      ${bookingUrl ? html`<a href=${bookingUrl} target="_blank" rel="noopener">${t('form.open_page')}</a>` : nothing}
    </slot>
  `;
}

/** Nothing can be booked here now: why, what to do, and another way to book. */
export function renderFailed(view: LaterView) {
  const {state, t, on} = view;
  const code = state.notice?.code ?? 'internal';
  return html`
    <div part="error" class="failed" role="alert">
      <p data-focus tabindex="-1">${t(`error.${code}`)}</p>
      <div class="choices">
        ${final.has(code) ? nothing : html`<button type="button" part="secondary" @click=${on.retry}>${t('form.retry')}</button>`}
        ${renderLink(view)}
      </div>
    </div>
  `;
}

/** Cal.com's API makes no payments: a paid event type is booked on Cal.com's own page. */
export function renderHandOver(view: LaterView, eventType: EventType) {
  const price = formatPrice(eventType.price!, view.locale);
  return html`<div class="failed"><p>${view.t('form.paid', {price})}</p>${renderLink(view)}</div>`;
}

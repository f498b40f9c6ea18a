import {nothing} from 'lit';
import type {ErrorCode} from '../../../core/model/error-codes.ts';
import type {MessageKey} from '../../../core/words/messages.ts';
import {toPagePrefill} from '../../../core/flow/booking-page-prefill.ts';
import {formatPrice} from '../../../core/words/price.ts';
import {toLink} from '../../../core/text/web-address.ts';
import type {EventType} from '../../../core/model/types.ts';
import {errorKey} from '../../inputs/error-key.ts';
import {html} from '../../base/html.ts';
import type {LaterView} from '../form-view.ts';

/** Errors that a retry with the same settings cannot resolve. */
const final = new Set<ErrorCode>([
  'not_found',
  'not_allowed',
  'invalid_request',
  'upstream_version',
  'auth_required',
  'already_cancelled',
  'token_expired',
  'token_invalid',
]);

/** The booking page of the event type, or the page that moves the booking. A cal-link may be a complete address. */
function addressOf({state: {eventType, moving}, host: {calLink, origin}}: LaterView): string | undefined {
  const page = /^https?:\/\//i.test(calLink)
    ? calLink
    : calLink && `${origin}/${calLink}`.replace(/([^:])\/{2,}/g, '$1/');
  const address = eventType?.bookingUrl ?? toLink(page);
  if (!moving) return address;
  return toLink(
    `${address ? /^\w+:\/\/[^/?#]+/.exec(address)![0] : origin}/reschedule/${encodeURIComponent(moving.seatUid ?? moving.uid)}`,
  );
}

/** A link to the booking page, or the site's fallback. */
export function renderLink(view: LaterView) {
  const {t} = view;
  const address = addressOf(view);
  return html`
    <slot name="fallback">
      ${address ? html`<a href=${address} target="_blank" rel="noopener">${t('form.open_page')}</a>` : nothing}
    </slot>
  `;
}

/** Why the form cannot book now, with a retry button and another way to book. */
export function renderFailed(view: LaterView) {
  const {state, t, on} = view;
  const code = state.notice?.code ?? 'internal';
  return html`
    <div part="error" class="failed" role="alert">
      <p data-focus tabindex="-1">${t(errorKey(code))}</p>
      <div class="choices">
        ${final.has(code) ? nothing : html`<button type="button" part="secondary" @click=${on.retry}>${t('form.retry')}</button>`}
        ${renderLink(view)}
      </div>
    </div>
  `;
}

/** Why the visitor has to use the booking page. */
export type HandOver = NonNullable<EventType['handOver']> | 'group' | 'verify';

const reasons: Record<Exclude<HandOver, 'paid'>, MessageKey> = {
  question: 'handover.question',
  hidden: 'handover.question',
  series: 'handover.elsewhere',
  account: 'error.auth_required',
  group: 'handover.group',
  verify: 'handover.verify',
};

/** The cal-link and the origin of a booking page. */
function pageOf(view: LaterView): {calLink: string; origin: string} | undefined {
  const {host} = view;
  const address = addressOf(view);
  if (!address || !URL.canParse(address)) return undefined;
  const {origin, pathname} = new URL(address);
  // The element's own settings win if it has a cal-link.
  return host.calLink ? {calLink: host.calLink, origin: host.origin} : {calLink: pathname.replace(/^\/+/, ''), origin};
}

/**
 * A button that opens the booking page with the visitor's answers in `<booking-popup>`; a link if that is not defined.
 */
export function renderPopup(view: LaterView, label: MessageKey = 'handover.open') {
  const {host, state, locale, t} = view;
  const page = customElements.get('booking-popup') && pageOf(view);
  if (!page) return renderLink(view);
  return html`
    <booking-popup
      .calLink=${page.calLink} .origin=${page.origin} .theme=${host.theme} .locale=${locale} .timeZone=${state.timeZone}
      .prefill=${{...host.prefill, ...(state.eventType ? toPagePrefill(state.eventType, state.answers) : state.answers)}} .metadata=${host.metadata}
    >
      <button slot="trigger" type="button" class="primary" part="submit">${t(label)}</button>
      ${renderLink(view)}
    </booking-popup>
  `;
}

/** Hands over to the booking page what Cal.com's API cannot book. */
export function renderHandOver(view: LaterView, reason: HandOver) {
  const {t, state, locale} = view;
  const {price} = state.eventType ?? {};
  const text =
    reason === 'paid' && price
      ? t('form.paid', {price: formatPrice(price, locale)})
      : t(reasons[reason as Exclude<HandOver, 'paid'>]);
  return html`<div class="handover"><p data-focus tabindex="-1">${text}</p><div
    class="choices">${renderPopup(view, reason === 'paid' ? 'handover.pay' : undefined)}</div></div>`;
}

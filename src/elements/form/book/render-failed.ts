import {nothing} from 'lit';
import {toPagePrefill} from '../../../core/flow/booking-page-prefill.ts';
import {isFinal} from '../../../core/flow/rules/refusals.ts';
import type {MessageKey} from '../../../core/words/messages.ts';
import {handOverLabel, handOverText, type HandOver} from '../../../core/words/hand-over.ts';
import {toLink} from '../../../core/text/web-address.ts';
import {errorKey} from '../../inputs/error-key.ts';
import {html} from '../../base/html.ts';
import type {LaterView} from '../form-view.ts';

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
        ${isFinal(code) ? nothing : html`<button type="button" part="secondary" @click=${on.retry}>${t('form.retry')}</button>`}
        ${renderLink(view)}
      </div>
    </div>
  `;
}

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
  const text = handOverText(reason, state.eventType ?? {}, locale, t);
  return html`<div class="handover"><p data-focus tabindex="-1">${text}</p><div
    class="choices">${renderPopup(view, handOverLabel(reason))}</div></div>`;
}

import {formatPrice} from '../../core/price.ts';
import {attributes, html, trusted, type Markup} from './html.ts';
import {renderDetails} from './render-details.ts';
import {renderDone} from './render-done.ts';
import {renderHeader} from './render-header.ts';
import {renderNotice} from './render-notice.ts';
import {renderPick} from './render-pick.ts';
import {hostStyles, shadowStyles} from './styles.ts';
import {toView, type BookingFormOptions, type PageView} from './view.ts';

const parts = ('base header title calendar calendar-header calendar-title nav prev next grid weekday day day-available day-unavailable day-selected day-today '
  + 'zone slots slots-title slot summary form field label input hint error error-summary submit secondary confirmation status steps step').replaceAll(' ', ', ');

/** What Cal.com's API cannot finish is booked on Cal.com's own page. */
function renderElsewhere({eventType: {price, bookingUrl}, locale, t}: PageView): Markup {
  return html`
    <div class="failed">
      ${price && html`<p>${t('form.paid', {price: formatPrice(price, locale)})}</p>`}
      ${bookingUrl && html`<p><a href="${bookingUrl}">${t('form.open_page')}</a></p>`}
    </div>
  `;
}

/** The step the visitor is at. */
export function renderStep(view: PageView): Markup {
  const {eventType: {price, requiresEmailVerification}, booked, slot} = view;
  const step = booked ? 'done' : price || requiresEmailVerification ? 'elsewhere' : slot === undefined ? 'pick' : 'details';
  const render = {done: renderDone, elsewhere: renderElsewhere, pick: renderPick, details: renderDetails}[step];
  return html`
    <div part="base" class="base" data-step="${step}">
      ${renderHeader(view)}
      ${renderNotice(view)}
      ${render(view)}
    </div>
  `;
}

/**
 * `<booking-form>` with real times in a declarative shadow root: a plain form that books through the proxy without a
 * script, and that the element takes over when its script arrives. HTML to be written into a page as it is.
 */
export function renderBookingForm(options: BookingFormOptions): string {
  const view = toView({...options, inShadow: true});
  const {calLink, eventType, proxy, locale, theme, nonce} = view;
  const own = {
    'cal-link': calLink, 'event-type-id': calLink ? undefined : eventType.id, proxy, locale: options.locale, lang: locale, theme,
    metadata: view.metadata && JSON.stringify(view.metadata),
  };
  const style = (text: string) => html`<style${attributes({nonce})}>${trusted(text)}</style>`;
  // A shadow root within the shadow root: neither the element's style sheets nor these can reach the other's boxes.
  const server = html`<div data-server${attributes({exportparts: parts})}>${style(hostStyles)}<template shadowrootmode="open">${style(shadowStyles)}${renderStep(view)}</template></div>`;
  // What the element renders goes before the comment, which stays when the rest is removed.
  return html`<booking-form${attributes(own)}><template shadowrootmode="open" shadowrootdelegatesfocus><!---->${server}</template></booking-form>`.html;
}

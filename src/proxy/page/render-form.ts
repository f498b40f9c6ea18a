import {directionOf} from '../../core/time/locale.ts';
import {writeState} from '../../core/page/first-view.ts';
import {attributes, html, trusted, type Markup} from '../../core/page/html.ts';
import {renderHeader} from '../../core/page/render-header.ts';
import {handOverLabel, handOverText} from '../../core/words/hand-over.ts';
import {exportedParts, hostStyles} from '../../core/page/styles.ts';
import {renderDetails} from './details/render-details.ts';
import {renderDone} from './render-done.ts';
import {renderNotice} from './render-notice.ts';
import {renderPick} from './render-pick.ts';
import {shadowStyles} from './styles.ts';
import {toView} from './page-view.ts';
import type {BookingFormOptions, PageView} from './form-options.ts';

/** Leads to the booking page for what cannot be finished here. */
function renderElsewhere({eventType, locale, t}: PageView): Markup {
  const {handOver, bookingUrl} = eventType;
  const reason = handOver ?? 'verify';
  const text = handOverText(reason, eventType, locale, t);
  return html`
    <div class="failed">
      <p>${text}</p>
      ${bookingUrl && html`<p><a class="button" href="${bookingUrl}">${t(handOverLabel(reason))}</a></p>`}
    </div>
  `;
}

/** The visitor's current step. */
export function renderStep(view: PageView): Markup {
  const {
    eventType: {handOver, requiresEmailVerification},
    booked,
    slot,
    timeZone,
    zoneChosen,
    month,
    day,
  } = view;
  const step = booked
    ? 'done'
    : handOver || requiresEmailVerification
      ? 'elsewhere'
      : slot === undefined
        ? 'pick'
        : 'details';
  const render = {done: renderDone, elsewhere: renderElsewhere, pick: renderPick, details: renderDetails}[step];
  const state = writeState({
    step,
    zone: timeZone,
    isZoneChosen: zoneChosen,
    month,
    day,
    slot: step === 'details' ? slot : undefined,
  });
  return html`
    <div part="base" class="base"${state}>
      ${renderHeader(view, slot === undefined && !booked)}
      ${renderNotice(view)}
      ${render(view)}
    </div>
  `;
}

type Shared = 'calLink' | 'proxy' | 'locale' | 'theme' | 'phoneCountry' | 'metadata';

type ElementOptions = Pick<BookingFormOptions, Shared> & {eventTypeId?: number | undefined};

/** The element's attributes: its event type and appearance. */
export function elementAttributes(options: ElementOptions): Markup {
  const {calLink, eventTypeId, proxy, locale, theme, phoneCountry, metadata} = options;
  return attributes({
    'cal-link': calLink,
    'event-type-id': calLink ? undefined : eventTypeId,
    proxy,
    locale,
    lang: locale,
    theme,
    'phone-country': phoneCountry,
    metadata: metadata && JSON.stringify(metadata),
  });
}

/**
 * `<booking-form>` with real times in a declarative shadow root: a plain form that books through the proxy without a
 * script, and that the element takes over when its script arrives. Returns HTML to be inserted unchanged.
 */
export function renderBookingForm(options: BookingFormOptions): string {
  const view = toView({...options, inShadow: true});
  const {nonce} = view;
  const style = (text: string) => html`<style${attributes({nonce})}>${trusted(text)}</style>`;
  // A nested shadow root: the element's style sheets and these cannot affect each other's boxes.
  const {locale} = options;
  const own = {lang: locale, dir: locale && directionOf(locale), exportparts: exportedParts};
  const server = html`<div data-server${attributes(own)}>${style(hostStyles)}<template shadowrootmode="open">${style(shadowStyles)}${renderStep(view)}</template></div>`;
  // The element renders before the comment, which stays when the rest is removed.
  return html`<booking-form${elementAttributes({...options, eventTypeId: view.eventType.id})}><template shadowrootmode="open" shadowrootdelegatesfocus><!---->${server}</template></booking-form>`
    .html;
}

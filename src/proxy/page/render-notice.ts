import {isUnsure} from '../../core/flow/rules/refusals.ts';
import {elsewhereKeys} from '../../core/words/hand-over.ts';
import {html, type Markup} from '../../core/page/html.ts';
import {dayOf, formatMoment, formatTime} from '../../core/time/time.ts';
import type {Slot} from '../../core/model/types.ts';
import {hidden, hiddenFields, postForm} from './address.ts';
import type {PageView} from './form-options.ts';

function renderInstead(view: PageView, slots: readonly Slot[]): Markup {
  const {t, timeZone, locale, notice} = view;
  const lostDay = notice?.start && dayOf(notice.start, timeZone);
  const label = ({start}: Slot) =>
    (dayOf(start, timeZone) === lostDay ? formatTime : formatMoment)(start, timeZone, locale);
  const times = html`
    <p id="instead">${t('form.instead')}</p>
    <div class="choices" role="group" aria-labelledby="instead">
      ${slots.map(slot => view.choose({slot: slot.start}, label(slot), {class: 'button', part: 'slot'}))}
    </div>
  `;
  return view.typed ? postForm(view, 'instead', html`${hiddenFields(view)}${hidden(view.typed)}${times}`) : times;
}

/** The problem, and what to do next. */
export function renderNotice(view: PageView): Markup | undefined {
  const {notice, t, timeZone, locale} = view;
  if (!notice) return undefined;
  const {code, start, instead = [], href, isElsewhere, isLikely} = notice;
  const {bookingUrl} = view.eventType;
  const text = isLikely
    ? t('form.likely_booked')
    : code === 'slot_taken' && start
      ? t('form.taken', {time: formatTime(start, timeZone, locale)})
      : t(isUnsure(code) ? 'page.unsure' : (isElsewhere && elsewhereKeys[code]) || `error.${code}`);
  return html`
    <div part="error" class="notice" role="alert">
      <p>${text}</p>
      ${instead.length > 0 && renderInstead(view, instead)}
      ${isElsewhere && bookingUrl && html`<p><a class="button" href="${bookingUrl}">${t('handover.open')}</a></p>`}
      ${href && html`<p><a href="${href}">${t('page.state')}</a></p>`}
    </div>
  `;
}

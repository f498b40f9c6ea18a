import {nothing} from 'lit';
import {isTimeLost, needsBookingPage} from '../../../core/flow/rules/refusals.ts';
import {elsewhereKeys} from '../../../core/words/hand-over.ts';
import {dayOf, formatMoment, formatTime} from '../../../core/time/time.ts';
import type {Slot} from '../../../core/model/types.ts';
import type {BookingView} from '../../../core/model/wire.ts';
import {errorKey} from '../../inputs/error-key.ts';
import {html} from '../../base/html.ts';
import {renderLink, renderPopup} from './render-failed.ts';
import type {LaterView} from '../form-view.ts';

function renderInstead(slots: readonly Slot[], {state, locale, t, act}: LaterView) {
  if (!slots.length) return nothing;
  const label = (slot: Slot) => {
    const lost = state.notice?.start;
    const isSameDay = lost !== undefined && dayOf(lost, state.timeZone) === dayOf(slot.start, state.timeZone);
    return (isSameDay ? formatTime : formatMoment)(slot.start, state.timeZone, locale);
  };
  return html`
    <p id="instead">${t('form.instead')}</p>
    <div class="choices" role="group" aria-labelledby="instead">
      ${slots.map(slot => html`<button type="button" part="slot" @click=${() => act.takeInstead(slot)}>${label(slot)}</button>`)}
    </div>
  `;
}

/** A booking that may exist; its uid is unknown. */
const wanted: BookingView = {uid: '', state: 'unknown', steps: []};

/** Whether only the booking page can go on, e.g. because Cal.com requires an answer that the form cannot ask for. */
function isStuck({state: {notice, problems, eventType, answers, moving}}: LaterView): boolean {
  // A manage link does not say which e-mail address has to be verified.
  return !!notice && needsBookingPage(notice.code, problems, eventType, {answers, canVerify: !moving});
}

/** A button that moves the visitor's earlier booking, if that is what prevents another one. */
function renderMoveOwn({state: {notice, earlier}, formless, t, act}: LaterView) {
  if (notice?.code !== 'booker_limit' || formless || !(notice.uid || earlier)) return nothing;
  return html`<button type="button" part="secondary" @click=${act.moveOwn}>${t('after.move_title')}</button>`;
}

/** What went wrong on the way, said where the visitor looks, with what to do next. */
export function renderNotice(view: LaterView) {
  const {state, t, locale, on, act} = view;
  const {notice} = state;
  if (!notice) return nothing;
  const text = notice.isLikely
    ? t('form.likely_booked')
    : notice.start && notice.code === 'slot_taken'
      ? t('form.taken', {time: formatTime(notice.start, state.timeZone, locale)})
      : t((isStuck(view) && elsewhereKeys[notice.code]) || errorKey(notice.code));
  const retry = state.phase === 'pick' && !isTimeLost(notice.code) && notice.code !== 'invalid_answers';
  return html`
    <div part="error" class="notice" role="alert">
      <p data-focus tabindex="-1">${text}</p>
      ${notice.instead ? renderInstead(notice.instead, view) : nothing}
      ${notice.live ? html`<booking-status .view=${wanted} .live=${notice.live} .locale=${locale} .timeZone=${state.timeZone} @booking-state-change=${act.found}></booking-status>` : nothing}
      ${!isStuck(view) ? nothing : notice.code === 'invalid_answers' ? renderPopup(view) : html`<p>${renderLink(view)}</p>`}
      ${renderMoveOwn(view)}
      ${retry ? html`<button type="button" part="secondary" @click=${on.refresh}>${t('form.retry')}</button>` : nothing}
    </div>
  `;
}

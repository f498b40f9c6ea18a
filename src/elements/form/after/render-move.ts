import {nothing} from 'lit';
import {addMinutes, dayOf, formatDay, formatMoment} from '../../../core/time/time.ts';
import {formatTimes} from '../../../core/time/time-range.ts';
import type {Booking} from '../../../core/model/types.ts';
import {html} from '../../base/html.ts';
import {renderWhen} from '../../change/when.ts';
import type {LaterView} from '../form-view.ts';
import {renderReason, type Reason} from '../../change/reason.ts';

function renderOld({start, end}: Booking, {state, locale, t}: LaterView) {
  const {timeZone} = state;
  const day = formatDay(dayOf(start, timeZone), locale, 'long');
  return html`
    <p class="old"><span class="visually-hidden">${t('after.moved_from')} </span><s>${day}, ${formatTimes(start, end, timeZone, locale)}</s></p>
  `;
}

/** Shown above the calendar while another time is chosen: the booking, and a button that keeps its time. */
export function renderMoving(view: LaterView, keep: () => void) {
  const {t, state} = view;
  return html`
    <section class="summary moving" aria-labelledby="moving">
      <div>
        <p id="moving" data-focus tabindex="-1">${t('after.moving')}</p>
        ${renderOld(state.moving!, view)}
      </div>
      <button type="button" part="secondary" @click=${keep}>${t('after.keep_time')}</button>
    </section>
  `;
}

/** The old and the new time, and the reason. */
export function renderMove(view: LaterView, reason: Reason, on: {type(text: string): void; confirm(): void}) {
  const {t, state, locale, act, patience} = view;
  const {slot, moving, timeZone} = state;
  if (!slot || !moving) return nothing;
  const busy = state.phase === 'booking';
  const minutes = (Date.parse(moving.end) - Date.parse(moving.start)) / 60_000;
  const when = formatMoment(slot.start, timeZone, locale);
  return html`
    <section class="details" aria-labelledby="move-title">
      <h3 id="move-title" data-focus tabindex="-1">${t('after.move_title')}</h3>
      <div part="summary" class="summary">
        <div>
          ${renderOld(moving, view)}
          ${renderWhen(slot.start, addMinutes(slot.start, minutes), timeZone, locale)}
        </div>
        ${busy ? nothing : html`<button type="button" part="secondary" @click=${act.back}>${t('form.change_time')}</button>`}
      </div>
      ${moving.seatUid ? nothing : renderReason(reason, t, busy, on.type)}
      <div class="choices end">
        <button type="button" part="submit" class="primary" aria-disabled=${busy ? 'true' : nothing}
          @click=${on.confirm}>
          ${busy ? t('after.moving_now') : t('after.move_submit', {when})}
        </button>
      </div>
      ${busy && patience > 0 ? html`<p class="muted">${t(patience === 1 ? 'form.slow' : 'form.very_slow')}</p>` : nothing}
    </section>
  `;
}

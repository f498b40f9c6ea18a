import {nothing} from 'lit';
import {blockOf, countsByDay, slotsByDay} from '../../../core/time/schedule.ts';
import {formatMoment, formatMonth} from '../../../core/time/time.ts';
import {html} from '../../base/html.ts';
import type {FormView} from '../form-view.ts';

const calendarParts =
  'calendar, header: calendar-header, title: calendar-title, nav, prev, next, grid, weekday, ' +
  'day, day-available, day-unavailable, day-selected, day-today';

function isPending({state, firstMonth}: FormView): boolean {
  if (state.phase === 'loading') return true;
  return state.blocks[blockOf(state.month, firstMonth)] === 'pending';
}

function renderDurations({state, t, on}: FormView) {
  const durations = state.eventType?.durations ?? [];
  if (durations.length < 2 || state.moving) return nothing;
  return html`
    <div class="choices" role="group" aria-label=${t('form.duration')}>
      ${durations.map(
        minutes => html`
        <button type="button" aria-pressed=${state.duration === minutes}
          @click=${() => on.pickDuration(minutes)}>${t('form.minutes', {count: minutes})}</button>
      `,
      )}
    </div>
  `;
}

function renderEmpty({state, t, locale, on}: FormView) {
  const {searchedUntil, month} = state;
  if (searchedUntil) {
    const text = t('form.none_until', {month: formatMonth(searchedUntil, locale)});
    return html`<p role="status">${text}</p><slot name="fallback"></slot>`;
  }
  return html`
    <div class="empty">
      <p>${t('form.empty', {month: formatMonth(month, locale)})}</p>
      <button type="button" part="secondary" @click=${on.findNext}>${t('form.find_next')}</button>
    </div>
  `;
}

function renderTimes(view: FormView) {
  const {state, locale, on} = view;
  const slots = (state.day && slotsByDay(state.slots, state.timeZone).get(state.day)) || [];
  if (slots.length) {
    return html`
      <booking-slots
        exportparts="slots, slots-title, slot, slot-selected"
        .slots=${slots} .day=${state.day!} .timeZone=${state.timeZone} .locale=${locale}
        .selected=${state.slot?.start} .durationMinutes=${state.duration ?? state.eventType?.durations[0]}
        @booking-slot-select=${on.slotSelect}
      ></booking-slots>
    `;
  }
  if (isPending(view)) return html`<booking-slots busy></booking-slots>`;
  return state.notice ? nothing : renderEmpty(view);
}

/** The request to choose a time, after an attempt to submit without one. */
function renderMissing({state, t}: FormView) {
  return state.isTimeMissed && !state.slot
    ? html`<p part="error" class="notice" role="alert">${t('form.choose_time')}</p>`
    : nothing;
}

function renderContinue({state, t, locale, on}: FormView) {
  if (!state.slot) return nothing;
  const {start} = state.slot;
  const label = t('form.continue', {time: formatMoment(start, state.timeZone, locale)});
  return html`<div class="continue"><button type="button" part="submit" class="primary"
    @click=${on.proceed}>${label}</button></div>`;
}

function renderZone({state, locale, on}: FormView) {
  const at = state.slot?.start ?? slotsByDay(state.slots, state.timeZone).get(state.day ?? '')?.[0]?.start;
  return html`
    <booking-zone exportparts="zone"
      .timeZone=${state.timeZone} .at=${at} .locale=${locale} .locked=${state.eventType?.locksTimeZone === true}
      @booking-zone-change=${on.zoneChange} @booking-clock-change=${on.clockChange}
    ></booking-zone>
  `;
}

/** The calendar, the times of a day and the button that goes on. Times are shown before anything is clicked. */
export function renderPick(view: FormView) {
  const {state, locale, today, columns, on} = view;
  const above = [renderDurations(view), renderZone(view), renderMissing(view)];
  const isBusy = isPending(view) || Object.keys(state.blocks).length === 0;
  if (view.layout && view.layout !== 'month_view' && (isBusy || state.slots.length > 0)) {
    if (!columns || isBusy) return html`<booking-slots busy></booking-slots>`;
    const days = columns.renderColumns(view, view.layout === 'week_view');
    return html`${above}${days}${renderContinue(view)}`;
  }
  return html`
    <div class="pick">
      <booking-calendar
        exportparts=${calendarParts}
        .month=${state.month} .selected=${state.day} .today=${today} .min=${today} .locale=${locale}
        .counts=${countsByDay(state.slots, state.timeZone)} .busy=${isBusy}
        @booking-day-select=${on.daySelect} @booking-month-change=${on.monthChange} @booking-month-near=${on.lookAhead}
      ></booking-calendar>
      <div class="times">
        ${above} ${renderTimes(view)} ${renderContinue(view)}
      </div>
    </div>
  `;
}

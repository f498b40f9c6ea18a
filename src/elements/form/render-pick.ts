import {html, nothing} from 'lit';
import {blockOf, countsByDay, slotsByDay} from '../../core/schedule.ts';
import {addMonths, formatMonth, formatTime} from '../../core/time.ts';
import type {FormView} from './view.ts';

const calendarParts = 'calendar, header: calendar-header, title: calendar-title, nav, prev, next, grid, weekday, day, day-available, day-unavailable, day-selected, day-today';

function isPending({state, firstMonth}: FormView): boolean {
  if (state.phase === 'loading') return true;
  return state.blocks[blockOf(state.month < firstMonth ? firstMonth : state.month, firstMonth)] === 'pending';
}

function renderDurations({state, t, on}: FormView) {
  const durations = state.eventType?.durations ?? [];
  if (durations.length < 2) return nothing;
  return html`
    <div class="choices" role="group" aria-label=${t('form.duration')}>
      ${durations.map(minutes => html`
        <button type="button" aria-pressed=${state.duration === minutes} @click=${() => on.pickDuration(minutes)}>${t('form.minutes', {count: minutes})}</button>
      `)}
    </div>
  `;
}

function renderEmpty({state, t, locale, on}: FormView) {
  const next = addMonths(state.month, 1);
  return html`
    <div class="empty">
      <p>${t('form.empty', {month: formatMonth(state.month, locale)})}</p>
      <button type="button" part="secondary" @click=${() => on.showMonth(next)}>${t('form.look_in', {month: formatMonth(next, locale)})}</button>
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
  if (isPending(view)) return html`<div class="skeleton times-skeleton" aria-hidden="true">${[1, 2, 3, 4, 5, 6].map(() => html`<span></span>`)}</div>`;
  return state.notice ? nothing : renderEmpty(view);
}

function renderContinue({state, t, locale, on}: FormView) {
  if (!state.slot) return nothing;
  const time = formatTime(state.slot.start, state.timeZone, locale);
  return html`<div class="continue"><button type="button" part="submit" class="primary" @click=${on.proceed}>${t('form.continue', {time})}</button></div>`;
}

/** The month, the times of a day, and the way on. Times are on show before anything is clicked. */
export function renderPick(view: FormView) {
  const {state, locale, today, on} = view;
  const firstAsked = Object.keys(state.blocks).length > 0;
  return html`
    <div class="pick">
      <booking-calendar
        exportparts=${calendarParts}
        .month=${state.month} .selected=${state.day} .today=${today} .min=${today} .locale=${locale}
        .counts=${countsByDay(state.slots, state.timeZone)} .busy=${isPending(view) || !firstAsked}
        @booking-day-select=${on.daySelect} @booking-month-change=${on.monthChange}
      ></booking-calendar>
      <div class="times">
        ${renderDurations(view)}
        <booking-zone exportparts="zone"
          .timeZone=${state.timeZone} .locale=${locale} .locked=${state.eventType?.lockedTimeZone !== undefined}
          @booking-zone-change=${on.zoneChange}
        ></booking-zone>
        ${renderTimes(view)}
        ${renderContinue(view)}
      </div>
    </div>
  `;
}

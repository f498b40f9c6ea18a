import {partOfDay, type PartOfDay} from '../time/part-of-day.ts';
import {addMinutes, addMonths, formatDay, formatMonth, formatTime, timeLabels, zoneName} from '../time/time.ts';
import type {Slot} from '../model/types.ts';
import {attributes, html, type Markup} from './html.ts';
import type {PickView} from './pick-view.ts';

/** Up to this many times the element does not divide the day. */
const undivided = 10;

function renderTime(view: PickView, slot: Slot, label: string): Markup {
  const {t, timeZone, locale, durationMinutes} = view;
  const end = formatTime(slot.end ?? addMinutes(slot.start, durationMinutes), timeZone, locale);
  return view.choose(
    {slot: slot.start},
    html`
    ${label} <span class="visually-hidden">${t('slots.until', {end})}</span>
    ${slot.seatsRemaining !== undefined && html`<span class="seats">${t('slots.seats', {count: slot.seatsRemaining})}</span>`}
  `,
    {part: 'slot', class: 'slot'},
  );
}

function renderParts(view: PickView, rows: readonly {slot: Slot; time: Markup}[]): Markup[] {
  const parts = new Map<PartOfDay, Markup[]>();
  for (const {slot, time} of rows) {
    const part = partOfDay(slot.start, view.timeZone);
    parts.set(part, [...(parts.get(part) ?? []), time]);
  }
  return [...parts].map(
    ([part, times]) => html`
    <div role="group" aria-labelledby="${part}">
      <p class="part" id="${part}">${view.t(`slots.${part}`)}</p>
      <div class="list">${times}</div>
    </div>
  `,
  );
}

function renderEmpty(view: PickView): Markup {
  const {t, month, locale} = view;
  const next = addMonths(month, 1);
  return html`
    <div class="empty">
      <p>${t('form.empty', {month: formatMonth(month, locale)})}</p>
      ${view.choose({month: next}, t('calendar.next', {month: formatMonth(next, locale)}), {class: 'button', part: 'secondary'})}
    </div>
  `;
}

/** Renders the times of the chosen day, or a link to the next month if the shown month has none. */
export function renderTimes(view: PickView): Markup {
  const {day, days, timeZone, locale, t} = view;
  if (day === undefined) return renderEmpty(view);
  const own = days.get(day)!;
  const labels = timeLabels(own, timeZone, locale);
  const rows = own.map((slot, index) => ({slot, time: renderTime(view, slot, labels[index]!)}));
  const title = formatDay(day, locale, 'weekday');
  const zone = zoneName(timeZone, locale, own[0]!.start, view.zoneStyle);
  return html`
    <section class="day-times">
      ${view.heading(1, attributes({class: 'day-title', part: 'slots-title'}), title)}
      <div role="group" part="slots" class="slots" aria-label="${t('slots.label', {day: title, zone})}">
        ${rows.length > undivided ? renderParts(view, rows) : html`<div class="list">${rows.map(({time}) => time)}</div>`}
      </div>
    </section>
  `;
}

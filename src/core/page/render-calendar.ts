import {monthGrid, weekdayNames, weekStartOf} from '../time/month.ts';
import {addMonths, formatDay, formatMonth, monthOf} from '../time/time.ts';
import type {Day} from '../model/types.ts';
import {attributes, html, type Markup} from './html.ts';
import type {CalendarView} from './pick-view.ts';

const arrow = html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7"/></svg>`;

function renderNav(view: CalendarView, step: -1 | 1): Markup {
  const {month, today, t, locale} = view;
  const target = addMonths(month, step);
  const [name, key] = step < 0 ? (['prev', 'calendar.previous'] as const) : (['next', 'calendar.next'] as const);
  const base = {part: `nav ${name}`, class: `nav ${name}`};
  if (target < monthOf(today)) return html`<span${attributes({...base, class: `${base.class} off`})}>${arrow}</span>`;
  return view.choose({month: target}, arrow, {...base, 'aria-label': t(key, {month: formatMonth(target, locale)})});
}

function renderDay(view: CalendarView, day: Day, count: number): Markup {
  const {locale, t, today, day: selected} = view;
  const names = [
    count > 0 ? 'available' : 'unavailable',
    day === selected && 'selected',
    day === today && 'today',
  ].filter(name => name !== false);
  const base = {part: ['day', ...names.map(name => `day-${name}`)].join(' '), class: ['day', ...names].join(' ')};
  const number = formatDay(day, locale, 'number');
  if (count === 0) return html`<span${attributes({...base, 'aria-current': day === today && 'date'})}>${number}</span>`;
  const label = html`${number} <span class="marks" aria-hidden="true">${'•'.repeat(Math.min(count, 3))}</span>`;
  return view.choose({day}, label, {
    ...base,
    'aria-label': t('calendar.available', {day: formatDay(day, locale, 'long'), count}),
    'aria-current': day === selected ? 'true' : day === today && 'date',
  });
}

/** Renders the month shown as a table with buttons or links for its free days. */
export function renderCalendar(view: CalendarView): Markup {
  const {locale, month, today, days} = view;
  const weekStart = weekStartOf(locale);
  const [long, short, narrow] = (['long', 'short', 'narrow'] as const).map(style =>
    weekdayNames(locale, weekStart, style),
  ) as [string[], string[], string[]];
  const dayOfGrid = (day: Day) =>
    monthOf(day) === month ? renderDay(view, day, day < today ? 0 : (days.get(day)?.length ?? 0)) : '';
  return html`
    <div part="calendar" class="calendar">
      <div class="bar" part="calendar-header">
        ${view.heading(1, attributes({id: 'month', class: 'month', part: 'calendar-title'}), formatMonth(month, locale))}
        ${renderNav(view, -1)} ${renderNav(view, 1)}
      </div>
      <div class="weeks">
        <table part="grid" aria-labelledby="month">
          <thead><tr>${long.map((name, index) => html`<th scope="col" part="weekday"><span class="visually-hidden">${name}</span><span class="short" aria-hidden="true">${short[index]}</span><span class="narrow" aria-hidden="true">${narrow[index]}</span></th>`)}</tr></thead>
          <tbody>${monthGrid(month, weekStart).map(week => html`<tr>${week.map(day => html`<td>${dayOfGrid(day)}</td>`)}</tr>`)}</tbody>
        </table>
      </div>
    </div>
  `;
}

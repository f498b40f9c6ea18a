import {nothing} from 'lit';
import {addWords} from '../../../core/words/messages.ts';
import {weekStartOf} from '../../../core/time/month.ts';
import {slotsByDay} from '../../../core/time/schedule.ts';
import {addDays, formatDay, weekdayOf} from '../../../core/time/time.ts';
import type {Day} from '../../../core/model/types.ts';
import {columnsWords} from '../../../core/words/en/columns.ts';
import {html} from '../../base/html.ts';
import type {FormView} from '../form-view.ts';

export {styles} from './columns.styles.ts';

addWords(columnsWords);

/** Number of days side by side in `column_view`, which skips days without times. */
const columns = 5;

/** The shown days, and the days that the two buttons go to. */
interface Page {
  days: Day[];
  before?: Day | undefined;
  after?: Day | undefined;
}

function weekPage({state, today, locale}: FormView): Page {
  const anchor = state.day ?? today;
  const first = addDays(anchor, -((weekdayOf(anchor) - weekStartOf(locale) + 7) % 7));
  const days = Array.from({length: 7}, (_, index) => addDays(first, index));
  return {days, before: first > today ? addDays(first, -7) : undefined, after: addDays(first, 7)};
}

function columnPage({state, today}: FormView): Page {
  const known = [...slotsByDay(state.slots, state.timeZone).keys()];
  const index = Math.max(
    known.findIndex(day => day >= (state.day ?? today)),
    0,
  );
  const first = index - (index % columns);
  const days = known.slice(first, first + columns);
  const last = days.at(-1);
  return {days, before: known[first - columns], after: known[first + columns] ?? (last && addDays(last, 1))};
}

/** The days of a week, or the next days with times, each with its times below it. */
export function renderColumns(view: FormView, isWeek: boolean) {
  const {state, t, locale, on} = view;
  const {days, before, after} = (isWeek ? weekPage : columnPage)(view);
  const [first, last] = [days[0], days.at(-1)];
  if (!first || !last) return nothing;
  const byDay = slotsByDay(state.slots, state.timeZone);
  const renderNav = (day: Day | undefined, name: 'earlier' | 'later') => html`
    <button type="button" class="nav ${name}" part="nav" aria-disabled=${day ? 'false' : 'true'}
      aria-label=${t(`columns.${name}`)} @click=${() => day && on.showDay(day)}>
      <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7" /></svg>
    </button>
  `;
  const range = {from: formatDay(first, locale, 'medium'), to: formatDay(last, locale, 'medium')};
  return html`
    <section class="columns-view" aria-labelledby="columns-title">
      <div class="columns-header">
        <h3 id="columns-title" aria-live="polite">${t('columns.range', range)}</h3>
        ${renderNav(before, 'earlier')} ${renderNav(after, 'later')}
      </div>
      <div class="columns">
        ${days.map(
          day => html`
          <booking-slots exportparts="slots, slots-title, slot, slot-selected"
            .slots=${byDay.get(day) ?? []} .day=${day} .timeZone=${state.timeZone} .locale=${locale}
            .selected=${state.slot?.start} .durationMinutes=${state.duration ?? state.eventType?.durations[0]}
            @booking-slot-select=${on.slotSelect}
          ></booking-slots>
        `,
        )}
      </div>
    </section>
  `;
}

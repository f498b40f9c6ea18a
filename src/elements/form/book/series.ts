import {nothing} from 'lit';
import {addWords, type MessageKey} from '../../../core/words/messages.ts';
import {own} from '../../../core/model/own.ts';
import {repeatStarts} from '../../../core/time/repeat.ts';
import {blockOf} from '../../../core/time/schedule.ts';
import {dayOf, formatDay, formatTime, monthOf} from '../../../core/time/time.ts';
import type {Instant} from '../../../core/model/types.ts';
import {afterWords} from '../../../core/words/en/after.ts';
import {html} from '../../base/html.ts';
import type {FlowController} from '../flow-controller.ts';
import type {LaterView} from '../form-view.ts';

addWords(afterWords);

const rhythms: Record<string, MessageKey> = {
  weekly: 'series.weekly',
  monthly: 'series.monthly',
  yearly: 'series.yearly',
};

/** Number of months whose free times are loaded for a series; Cal.com itself checks all dates when booking. */
const longestLook = 12;

/** The dates of the chosen series. */
function datesOf({eventType, slot, count, timeZone}: LaterView['state']): Instant[] {
  const {recurrence} = eventType ?? {};
  return recurrence && slot ? repeatStarts(slot.start, recurrence, count ?? recurrence.count, timeZone) : [];
}

/** Loads the free times of the months that the series covers. */
export function lookAtSeries(flow: FlowController): void {
  const months = [...new Set(datesOf(flow.state).map(start => monthOf(dayOf(start, flow.state.timeZone))))];
  for (const month of months.slice(0, longestLook)) void flow.loadMonth(month, true);
}

/** The number of dates and the dates themselves. Marks dates that are taken before anything is sent. */
export function renderSeries(view: LaterView) {
  const {state, t, locale, act} = view;
  const {recurrence} = state.eventType ?? {};
  if (!recurrence) return nothing;
  const count = state.count ?? recurrence.count;
  const dates = datesOf(state);
  const isTaken = takenTest(view);
  const taken = dates.slice(1).filter(isTaken);
  const rhythm = own(rhythms, recurrence.frequency);
  return html`
    <section class="series" aria-labelledby="series-title">
      <div class="choices">
        <label for="count">${t('series.count')}</label>
        <select id="count" @change=${(event: Event) => act.pickCount(Number((event.target as HTMLSelectElement).value))}>
          ${Array.from({length: recurrence.count}, (_, index) => index + 1).map(
            times => html`
            <option value=${times} .selected=${times === count}>${t('series.times', {count: times})}</option>
          `,
          )}
        </select>
        ${rhythm ? html`<span class="muted">${t(rhythm, {count: recurrence.interval})}</span>` : nothing}
      </div>
      <h4 id="series-title">${t('series.dates')}</h4>
      <ol>
        ${dates.map(
          start => html`
          <li>
            <time datetime=${start}>${formatDay(dayOf(start, state.timeZone), locale, 'long')}, ${formatTime(start, state.timeZone, locale)}</time>
            ${taken.includes(start) ? html`<strong class="problem">${t('series.taken')}</strong>` : nothing}
          </li>
        `,
        )}
      </ol>
      <div role="status">${taken.length > 0 ? html`<p class="problem">${t('series.some_taken', {count: taken.length})}</p>` : nothing}</div>
    </section>
  `;
}

/** Returns a test whether a date is known to be taken; in months that are not loaded, none is. */
function takenTest({state, firstMonth}: LaterView): (start: Instant) => boolean {
  const free = new Set(state.slots.map(({start}) => start));
  const ready = Object.keys(state.blocks).filter(block => state.blocks[block] === 'ready');
  return start => {
    const month = monthOf(dayOf(start, state.timeZone));
    return ready.includes(blockOf(month, firstMonth)) && !free.has(start);
  };
}

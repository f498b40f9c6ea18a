import type {MessageKey} from '../../../core/words/messages.ts';
import {own} from '../../../core/model/own.ts';
import {attributes, html, type Markup} from '../../../core/page/html.ts';
import {repeatStarts} from '../../../core/time/repeat.ts';
import {dayOf, formatDay, formatTime} from '../../../core/time/time.ts';
import {fieldNames} from '../address.ts';
import type {PageView} from '../form-options.ts';

const rhythms: Record<string, MessageKey> = {
  weekly: 'series.weekly',
  monthly: 'series.monthly',
  yearly: 'series.yearly',
};

/** How often to book, and all possible dates; a smaller number books the first ones. */
export function renderSeries(view: PageView): Markup | undefined {
  const {
    eventType: {recurrence},
    slot,
    count,
    timeZone,
    locale,
    t,
  } = view;
  if (!recurrence || slot === undefined) return undefined;
  const rhythm = own(rhythms, recurrence.frequency);
  const option = (times: number) =>
    html`<option${attributes({value: times, selected: times === (count ?? recurrence.count)})}>${t('series.times', {count: times})}</option>`;
  return html`
    <div class="field">
      <label for="count">${t('series.count')}</label>
      <select id="count" name="${fieldNames.count}" aria-describedby="rhythm">${Array.from({length: recurrence.count}, (_, index) => option(index + 1))}</select>
      ${rhythm && html`<p class="hint" id="rhythm">${t(rhythm, {count: recurrence.interval})}</p>`}
    </div>
    <div>
      ${view.heading(2, attributes({class: 'summary-title', id: 'dates'}), t('series.dates'))}
      <ol aria-labelledby="dates">${repeatStarts(slot, recurrence, recurrence.count, timeZone).map(
        start => html`
        <li><time datetime="${start}">${formatDay(dayOf(start, timeZone), locale, 'long')}, ${formatTime(start, timeZone, locale)}</time></li>
      `,
      )}</ol>
    </div>
  `;
}

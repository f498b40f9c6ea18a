import {nothing, type PropertyDeclarations, type PropertyValues} from 'lit';
import {canShow, tabStop, timesOn} from '../../core/time/calendar.ts';
import {monthGrid, moveDay, weekdayNames, weekStartOf, type GridKey} from '../../core/time/month.ts';
import {addMonths, formatDay, formatMonth, monthOf} from '../../core/time/time.ts';
import type {Day, Month} from '../../core/model/types.ts';
import {pickWords} from '../../core/words/en/pick.ts';
import {BookingDaySelectEvent, BookingMonthChangeEvent} from '../events/events.ts';
import {html} from '../base/html.ts';
import {checkInputs, upTo, type Inputs} from '../inputs/inputs.ts';
import {toNumber} from '../inputs/to-number.ts';
import {keepKeys} from '../base/keys.ts';
import {KitElement} from '../base/kit-element.ts';
import {isRtl, LocaleController} from '../base/locale.ts';
import {isDay, isMonth} from '../inputs/time-inputs.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-calendar.styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-calendar': BookingCalendar;
  }
}

const monthNear = 'booking-month-near';

const moveKeys = /^(Arrow|Page|Home|End)/;

const inputs: Inputs = {
  month: [isMonth, ''],
  selected: [isDay],
  today: [isDay],
  min: [isDay],
  max: [isDay],
  weekStart: [upTo(6, 0)],
  counts: [value => value instanceof Map, new Map()],
};

/**
 * A month calendar that shows how many times each day has.
 *
 * @customElement booking-calendar
 * @fires {BookingDaySelectEvent} booking-day-select - A day with times was chosen.
 * @fires {BookingMonthChangeEvent} booking-month-change - Another month is shown.
 * @csspart calendar - Everything.
 * @csspart header - The month's name and the buttons beside it.
 * @csspart title - The month's name.
 * @csspart nav - Both buttons that change the month.
 * @csspart prev - The button to the previous month.
 * @csspart next - The button to the next month.
 * @csspart grid - The table of days.
 * @csspart weekday - The name of a weekday.
 * @csspart day - Any day.
 * @csspart day-available - A day with times.
 * @csspart day-unavailable - A day without times.
 * @csspart day-selected - The chosen day.
 * @csspart day-today - Today.
 */
export class BookingCalendar extends KitElement {
  static override styles = [tokens, buttons, styles];

  static override properties: PropertyDeclarations = {
    month: {},
    selected: {},
    today: {},
    min: {},
    max: {},
    counts: {attribute: false},
    busy: {type: Boolean},
    locale: {},
    weekStart: {converter: toNumber, attribute: 'week-start'},
    focused: {state: true},
  };

  constructor() {
    super();
    keepKeys(this);
  }

  /** The shown month, `YYYY-MM`. Defaults to the month of the chosen day, or of today. */
  month: Month = '';

  /** The chosen day, `YYYY-MM-DD`. */
  selected?: Day;

  /** Today for the visitor, `YYYY-MM-DD`. If missing, no day is marked as today. */
  today?: Day;

  /** The first day that can have times; earlier months cannot be shown. */
  min?: Day;

  /** The last day that can have times; later months cannot be shown. */
  max?: Day;

  /** Number of times by day; missing days have none. */
  counts: ReadonlyMap<Day, number> = new Map();

  /** Times are loading: days without known times are neither shown nor announced as unavailable. */
  busy = false;

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  /** First day of the week, 0 (Sunday) to 6. Defaults to the locale's. */
  weekStart?: number;

  /** Focuses the day that is in the tab order. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('selected')) this.focused = undefined;
    this.month ||= monthOf(this.selected ?? this.today ?? this.min ?? new Date().toISOString());
  }

  protected override checkInputs(): void {
    checkInputs(this, inputs);
  }

  override render() {
    const {locale} = this.#locale;
    const weekStart = this.#weekStart;
    const narrow = weekdayNames(locale, weekStart, 'narrow');
    const short = weekdayNames(locale, weekStart, 'short');
    return html`
      <div part="calendar" class="calendar">
        <div part="header" class="header">
          <h2 part="title" id="title" aria-live="polite">${formatMonth(this.month, locale)}</h2>
          ${this.#renderNav(-1)} ${this.#renderNav(1)}
        </div>
        <div class="body">
          <table role="grid" part="grid" aria-labelledby="title" aria-busy=${this.busy ? 'true' : 'false'}>
            <thead>
              <tr>${weekdayNames(locale, weekStart, 'long').map(
                (name, index) => html`
                <th scope="col" part="weekday" aria-label=${name}>
                  <span class="short">${short[index]}</span><span class="narrow">${narrow[index]}</span>
                </th>`,
              )}
              </tr>
            </thead>
            <tbody class=${this.busy && this.counts.size === 0 ? 'skeleton' : ''} @click=${this.#onClick}
              @keydown=${this.#onKeydown}>
              ${this.#renderWeeks(locale)}
            </tbody>
          </table>
        </div>
      </div>
    `;
  }

  #renderNav(step: -1 | 1) {
    const month = addMonths(this.month, step);
    const words = formatMonth(month, this.#locale.locale);
    const [name, key] = step < 0 ? (['prev', 'calendar.previous'] as const) : (['next', 'calendar.next'] as const);
    return html`
      <button type="button" part="nav ${name}" class="nav ${name}"
        aria-disabled=${canShow(month, this) ? 'false' : 'true'}
        aria-label=${this.#locale.t(key, {month: words}) || words} @click=${() => this.#show(month)}
        @pointerenter=${this.#onNear} @focus=${this.#onNear}>
        <svg viewBox="0 0 24 24" aria-hidden="true"><path d="m9 5 7 7-7 7" /></svg>
      </button>
    `;
  }

  #renderWeeks(locale: string) {
    const tabDay = tabStop(this.month, this, this.focused);
    return monthGrid(this.month, this.#weekStart).map(
      week => html`
      <tr>${week.map(day => (monthOf(day) === this.month ? this.#renderDay(day, day === tabDay, locale) : html`<td></td>`))}</tr>
    `,
    );
  }

  #renderDay(day: Day, isTabStop: boolean, locale: string) {
    const times = timesOn(day, this);
    const isSelected = day === this.selected;
    const names = [times ? 'available' : 'unavailable', isSelected && 'selected', day === this.today && 'today'].filter(
      Boolean,
    ) as string[];
    const isUnknown = this.busy && times === undefined;
    return html`
      <td role="gridcell" aria-selected=${isSelected ? 'true' : 'false'}>
        <button type="button" value=${day} part="day ${names.map(name => `day-${name}`).join(' ')}"
          class="day ${names.join(' ')}"
          tabindex=${isTabStop ? 0 : -1} aria-label=${this.#nameOf(day, times, isUnknown)}
          aria-disabled=${times ? 'false' : 'true'} aria-current=${day === this.today ? 'date' : nothing}>
          ${formatDay(day, locale, 'number')}
          <span class="marks" aria-hidden="true">${'•'.repeat(Math.min(times ?? 0, 3))}</span>
        </button>
      </td>
    `;
  }

  #nameOf(day: Day, times = 0, isUnknown: boolean): string {
    const date = formatDay(day, this.#locale.locale, 'long');
    if (isUnknown) return date;
    return times
      ? this.#locale.t('calendar.available', {day: date, count: times})
      : this.#locale.t('calendar.unavailable', {day: date});
  }

  get #weekStart(): number {
    return this.weekStart ?? weekStartOf(this.#locale.locale);
  }

  private focused?: Day;

  #locale = new LocaleController(this, pickWords);

  #show(month: Month) {
    if (month === this.month || !canShow(month, this)) return;
    this.month = month;
    const event = new BookingMonthChangeEvent(month);
    this.dispatchEvent(event);
  }

  /** Lets the form load the times of a month before it is opened. The event is internal, so it does not bubble. */
  #onNear() {
    const event = new Event(monthNear);
    this.dispatchEvent(event);
  }

  #onClick(event: Event) {
    const day = dayUnder(event);
    if (!day) return;
    this.focused = day;
    if (!timesOn(day, this)) return;
    this.selected = day;
    const select = new BookingDaySelectEvent(day);
    this.dispatchEvent(select);
  }

  async #onKeydown(event: KeyboardEvent) {
    const key = event.key as GridKey;
    const from = dayUnder(event);
    if (!moveKeys.test(key) || !from || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const day = moveDay(from, key, {
      rtl: isRtl(event.target as Element),
      weekStart: this.#weekStart,
      shift: event.shiftKey,
    });
    if (!canShow(monthOf(day), this)) return;
    this.focused = day;
    this.#show(monthOf(day));
    await this.updateComplete;
    this.focus();
  }
}

function dayUnder(event: Event): Day | undefined {
  return (event.target as Element).closest('button')?.value;
}

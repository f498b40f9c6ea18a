import {nothing, type PropertyDeclarations} from 'lit';
import {partOfDay, type PartOfDay} from '../../core/time/part-of-day.ts';
import {addMinutes, formatDay, formatTime, timeLabels, zoneName} from '../../core/time/time.ts';
import type {Day, Instant, Slot} from '../../core/model/types.ts';
import {pickWords} from '../../core/words/en/pick.ts';
import {BookingSlotSelectEvent} from '../events/events.ts';
import {html} from '../base/html.ts';
import {checkInputs, upTo, type Inputs} from '../inputs/inputs.ts';
import {toNumber} from '../inputs/to-number.ts';
import {keepKeys} from '../base/keys.ts';
import {KitElement} from '../base/kit-element.ts';
import {isRtl, LocaleController} from '../base/locale.ts';
import {isDay, isInstant, isSlots, isZone} from '../inputs/time-inputs.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-slots.styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-slots': BookingSlots;
  }
}

interface Row {
  slot: Slot;
  label: string;
}

/** Longer lists are divided into parts of the day. */
const undivided = 10;

const inputs: Inputs = {
  slots: [isSlots, []],
  day: [isDay],
  timeZone: [isZone, 'UTC'],
  selected: [isInstant],
  durationMinutes: [upTo(1440)],
};

/**
 * The start times of one day to choose from.
 *
 * @customElement booking-slots
 * @fires {BookingSlotSelectEvent} booking-slot-select - A time was chosen. Cancel the event to keep the previous
 *   choice.
 * @csspart slots - The list of times.
 * @csspart slots-title - The day above the list.
 * @csspart slot - Any time.
 * @csspart slot-selected - The chosen time.
 */
export class BookingSlots extends KitElement {
  static override styles = [tokens, buttons, styles];

  static override properties: PropertyDeclarations = {
    slots: {attribute: false},
    day: {},
    timeZone: {attribute: 'time-zone'},
    selected: {},
    durationMinutes: {converter: toNumber, attribute: 'duration-minutes'},
    hour12: {type: Boolean},
    locale: {},
    busy: {type: Boolean},
  };

  constructor() {
    super();
    keepKeys(this);
  }

  /** The times of `day`, in order. */
  slots: readonly Slot[] = [];

  /** The day in `timeZone`, `YYYY-MM-DD`. */
  day?: Day;

  /** IANA time zone for showing times. */
  timeZone = 'UTC';

  /** Start of the chosen time. */
  selected?: Instant;

  /** Duration in minutes, used to announce the end of slots that have none. */
  durationMinutes?: number;

  /** 12-hour clock with AM and PM, or 24-hour clock. Defaults to the locale's. */
  hour12?: boolean;

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  /** Times are loading. */
  busy = false;

  /** Focuses the time that is in the tab order. */
  override focus(options?: FocusOptions): void {
    this.renderRoot.querySelector<HTMLElement>('[tabindex="0"]')?.focus(options);
  }

  protected override checkInputs(): void {
    checkInputs(this, inputs);
  }

  override render() {
    if (!this.day) return this.busy ? this.#renderNoTimes() : nothing;
    const day = formatDay(this.day, this.#locale.locale, 'weekday');
    const count = this.slots.length;
    return html`
      <h3 part="slots-title" aria-live="polite">
        ${day}${count ? html`<span class="visually-hidden">, ${this.#locale.t('slots.count', {count})}</span>` : nothing}
      </h3>
      ${count ? this.#renderTimes(day) : this.#renderNoTimes()}
    `;
  }

  #renderTimes(day: string) {
    const labels = timeLabels(this.slots, this.timeZone, this.#locale.locale, this.hour12);
    const rows = this.slots.map((slot, index) => ({slot, label: labels[index]!}));
    const zone = zoneName(this.timeZone, this.#locale.locale, this.slots[0]!.start, 'longGeneric');
    return html`
      <div role="radiogroup" part="slots" class="slots" aria-label=${this.#locale.t('slots.label', {day, zone})}
        aria-busy=${this.busy ? 'true' : 'false'} @click=${this.#onClick} @keydown=${this.#onKeydown}>
        ${this.slots.length > undivided ? this.#renderParts(rows) : this.#renderList(rows)}
      </div>
    `;
  }

  #renderParts(rows: readonly Row[]) {
    const parts = new Map<PartOfDay, Row[]>();
    for (const row of rows) {
      const part = partOfDay(row.slot.start, this.timeZone);
      parts.set(part, [...(parts.get(part) ?? []), row]);
    }
    return [...parts].map(
      ([part, ofPart]) => html`
      <div role="group" aria-labelledby=${part}>
        <p class="part" id=${part}>${this.#locale.t(`slots.${part}`)}</p>
        ${this.#renderList(ofPart)}
      </div>
    `,
    );
  }

  #renderList(rows: readonly Row[]) {
    return html`<div class="list">${rows.map(row => this.#renderSlot(row))}</div>`;
  }

  #renderSlot({slot, label}: Row) {
    const isSelected = slot.start === this.selected;
    const isTabStop = slot.start === this.#tabStop;
    const seats = slot.seatsRemaining;
    return html`
      <button type="button" role="radio" value=${slot.start} part="slot ${isSelected ? 'slot-selected' : ''}"
        class=${isSelected ? 'selected' : ''} aria-checked=${isSelected ? 'true' : 'false'} tabindex=${isTabStop ? 0 : -1}>
        ${label} <span class="visually-hidden">${this.#untilOf(slot)}</span>
        ${seats === undefined ? nothing : html`<span class="seats">${this.#locale.t('slots.seats', {count: seats})}</span>`}
      </button>
    `;
  }

  #untilOf({start, end = this.durationMinutes ? addMinutes(start, this.durationMinutes) : undefined}: Slot) {
    const {locale, t} = this.#locale;
    return end ? t('slots.until', {end: formatTime(end, this.timeZone, locale, this.hour12)}) : nothing;
  }

  #renderNoTimes() {
    if (!this.busy) return html`<p class="none">${this.#locale.t('slots.none')}</p>`;
    return html`<div class="slots list" aria-hidden="true">${[1, 2, 3, 4, 5, 6].map(() => html`<span class="bar"></span>`)}</div>`;
  }

  #locale = new LocaleController(this, pickWords);

  get #tabStop(): Instant | undefined {
    const chosen = this.slots.find(slot => slot.start === this.selected);
    return (chosen ?? this.slots[0])?.start;
  }

  #select(start: Instant) {
    const slot = this.slots.find(each => each.start === start);
    if (!slot || start === this.selected) return;
    const event = new BookingSlotSelectEvent(slot);
    if (!this.dispatchEvent(event)) return;
    this.selected = start;
    // After the form's "continue" button appeared, which may cover a time at the bottom of the window.
    requestAnimationFrame(() => this.renderRoot.querySelector('.selected')?.scrollIntoView({block: 'nearest'}));
  }

  #onClick(event: Event) {
    const start = buttonUnder(event)?.value;
    if (start) this.#select(start);
  }

  #onKeydown(event: KeyboardEvent) {
    const from = buttonUnder(event);
    const step = from && stepOf(event.key, isRtl(from));
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const buttons = [...this.renderRoot.querySelectorAll<HTMLButtonElement>('[role="radio"]')];
    const next = buttons.at((buttons.indexOf(from) + step) % buttons.length)!;
    next.focus();
    this.#select(next.value);
  }
}

function buttonUnder(event: Event): HTMLButtonElement | null {
  return (event.target as Element).closest('button');
}

function stepOf(key: string, rtl: boolean): -1 | 0 | 1 {
  if (key === 'ArrowDown' || key === (rtl ? 'ArrowLeft' : 'ArrowRight')) return 1;
  return key === 'ArrowUp' || key === (rtl ? 'ArrowRight' : 'ArrowLeft') ? -1 : 0;
}

import type {PropertyDeclarations} from 'lit';
import {addWords} from '../../core/words/messages.ts';
import {own} from '../../core/model/own.ts';
import type {Instant} from '../../core/model/types.ts';
import {zoneWords} from '../../core/words/en/zone.ts';
import {zoneCity} from '../../core/time/zone-labels.ts';
import {searchZones} from '../../core/time/zone-search.ts';
import {listZones} from '../../core/time/zone-list.ts';
import {modernZone} from '../../core/time/zones.ts';
import {BookingZoneChangeEvent} from '../events/events.ts';
import {fields} from '../base/fields.styles.ts';
import {html} from '../base/html.ts';
import {KitElement} from '../base/kit-element.ts';
import {LocaleController} from '../base/locale.ts';
import {tokens} from '../base/tokens.styles.ts';
import {ClockChangeEvent} from './clock-event.ts';
import {deviceZone} from '../base/device-zone.ts';
import {zoneOffsets} from './zone-offsets.ts';
import {styles} from './zone-picker.styles.ts';

addWords(zoneWords);

/** Maximum number of results: what fits without scrolling. */
const longest = 6;

/**
 * A searchable list of time zones. A part of `<booking-zone>`.
 *
 * @internal
 */
export class ZonePicker extends KitElement {
  static override styles = [tokens, fields, styles];

  static override properties: PropertyDeclarations = {
    chosen: {},
    at: {attribute: false},
    locale: {},
    typed: {state: true},
    active: {state: true},
    offsets: {state: true},
  };

  /** The current IANA time zone. */
  chosen = 'UTC';

  /** The instant for which offsets are shown. */
  at!: Instant;

  /** BCP 47 tag. */
  locale?: string;

  override focus(options?: FocusOptions): void {
    this.#input.focus(options);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#top = [...new Set([this.chosen, deviceZone()].map(modernZone))];
    void zoneOffsets(this.#locale.locale, this.at).then(offsets => (this.offsets = offsets));
  }

  override render() {
    const {t} = this.#locale;
    const found = this.#found;
    const active = Math.min(this.active, found.length - 1);
    return html`
      <input role="combobox" type="text" autocomplete="off" spellcheck="false" aria-label=${t('zone.label')} aria-autocomplete="list"
        aria-expanded="true" aria-controls="zones" aria-activedescendant=${active >= 0 ? `zone-${active}` : ''} placeholder=${t('zone.search')}
        @input=${this.#onInput} @keydown=${this.#onKeydown}>
      <ul role="listbox" id="zones" aria-label=${t('zone.label')} @click=${this.#onClick}>
        ${found.map(
          (zone, index) => html`
          <li role="option" id="zone-${index}" data-zone=${zone} class=${index === active ? 'active' : ''}
            aria-selected=${zone === this.chosen ? 'true' : 'false'}>
            <span>${zoneCity(zone)}</span> <span class="offset">${this.offsets.get(zone)}</span>
          </li>
        `,
        )}
      </ul>
      <label><input type="checkbox" .checked=${this.#is24} @change=${this.#onClock}> ${t('zone.clock')}</label>
      <p role="status">${found.length === 0 ? t('zone.none') : ''}</p>
    `;
  }

  private typed = '';

  /** Index of the option that Enter chooses. */
  private active = 0;

  private offsets: ReadonlyMap<string, string> = new Map();

  /** Options shown before anything is typed: the current zone and the device's. */
  #top: string[] = [];

  #locale = new LocaleController(this, zoneWords);

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector('[role="combobox"]')!;
  }

  get #found(): string[] {
    if (!this.typed.trim()) return this.#top;
    return searchZones(listZones(), this.typed, this.offsets).slice(0, longest);
  }

  /** Whether times are currently shown with a 24-hour clock. */
  get #is24(): boolean {
    const {hourCycle} = new Intl.DateTimeFormat(this.#locale.locale, {hour: 'numeric'}).resolvedOptions();
    return hourCycle === 'h23' || hourCycle === 'h24';
  }

  #onClock(inner: Event) {
    inner.stopPropagation();
    const event = new ClockChangeEvent((inner.target as HTMLInputElement).checked ? 'h23' : 'h12');
    this.dispatchEvent(event);
  }

  #choose(zone: string | undefined) {
    if (!zone) return;
    this.chosen = zone;
    const event = new BookingZoneChangeEvent(zone);
    this.dispatchEvent(event);
  }

  #onInput() {
    this.typed = this.#input.value;
    this.active = 0;
  }

  #onClick(event: Event) {
    this.#choose((event.target as Element).closest<HTMLElement>('[data-zone]')?.dataset['zone']);
  }

  #onKeydown(event: KeyboardEvent) {
    const last = this.#found.length - 1;
    const moves: Record<string, number> = {
      ArrowDown: Math.min(this.active + 1, last),
      ArrowUp: Math.max(this.active - 1, 0),
    };
    const next = own(moves, event.key);
    if (next !== undefined) this.active = next;
    else if (event.key === 'Enter') this.#choose(this.#found[this.active]);
    else return;
    // Otherwise Enter would submit a surrounding form of the site.
    event.preventDefault();
  }
}

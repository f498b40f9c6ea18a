import type {PropertyDeclarations, PropertyValues} from 'lit';
import {addWords} from '../../core/words/messages.ts';
import {own} from '../../core/model/own.ts';
import type {Instant} from '../../core/model/types.ts';
import {zoneWords} from '../../core/words/en/zone.ts';
import {loadCities} from '../../core/places/load-cities.ts';
import {readPlaces, type Place} from '../../core/places/read-places.ts';
import {zoneSearch, type FoundZone, type ZoneFacts} from '../../core/places/search-zones.ts';
import {zoneCity} from '../../core/time/zone-labels.ts';
import {formatTime} from '../../core/time/time.ts';
import {modernZone} from '../../core/time/zones.ts';
import {BookingZoneChangeEvent} from '../events/events.ts';
import {fields} from '../base/fields.styles.ts';
import {html} from '../base/html.ts';
import {KitElement} from '../base/kit-element.ts';
import {LocaleController} from '../base/locale.ts';
import {tokens} from '../base/tokens.styles.ts';
import {ClockChangeEvent} from './clock-event.ts';
import {deviceZone} from '../base/device-zone.ts';
import {zoneFacts} from './zone-offsets.ts';
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
    places: {state: true},
    facts: {state: true},
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
  }

  protected override willUpdate(changed: PropertyValues): void {
    // The choice of the clock, a part of the locale, changes no name.
    const locale = this.#locale.locale.replace(/-u-.*/, '');
    if (locale !== this.#named) {
      this.#named = locale;
      void this.#load(locale);
    } else if (!changed.has('places') && !changed.has('facts')) return;
    this.#search = zoneSearch(this.places, locale, this.facts);
  }

  /** Zones are found by English names and by what has been loaded until all is there. */
  async #load(locale: string) {
    this.places = readPlaces(await loadCities(locale.split('-')[0]!));
    this.facts = await zoneFacts(this.places, locale, this.at);
  }

  override render() {
    const {locale, t} = this.#locale;
    const now = new Date().toISOString();
    const found = this.#found;
    const active = Math.min(this.active, found.length - 1);
    return html`
      <input role="combobox" type="text" autocomplete="off" spellcheck="false" aria-label=${t('zone.label')}
        aria-autocomplete="list"
        aria-expanded="true" aria-controls="zones" aria-activedescendant=${active >= 0 ? `zone-${active}` : ''} placeholder=${t('zone.search')}
        @input=${this.#onInput} @keydown=${this.#onKeydown}>
      <ul role="listbox" id="zones" aria-label=${t('zone.label')} @click=${this.#onClick}>
        ${found.map(
          ({zone, city, country}, index) => html`
          <li role="option" id="zone-${index}" data-zone=${zone} class=${index === active ? 'active' : ''}
            aria-selected=${zone === this.chosen ? 'true' : 'false'}>
            <span class="place"><span class="city">${city}</span> <span class="country">${country}</span></span>
            <span class="offset"><span>${formatTime(now, zone, locale)}</span> <span>${this.facts.offsets.get(zone)}</span></span>
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

  private places: readonly Place[] = readPlaces(new Map());

  private facts: ZoneFacts = {offsets: new Map(), names: new Map()};

  /** The locale of names that are loaded or on their way. */
  #named = '';

  #search?: (typed: string) => FoundZone[];

  /** Options shown before anything is typed: the current zone and the device's. */
  #top: string[] = [];

  #locale = new LocaleController(this, zoneWords);

  get #input(): HTMLInputElement {
    return this.renderRoot.querySelector('[role="combobox"]')!;
  }

  get #found(): FoundZone[] {
    if (this.typed.trim()) return this.#search!(this.typed).slice(0, longest);
    const all = this.#search!('');
    return this.#top.map(zone => all.find(found => found.zone === zone) ?? {zone, city: zoneCity(zone)});
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
    else if (event.key === 'Enter') this.#choose(this.#found[this.active]?.zone);
    else return;
    // Otherwise Enter would submit a surrounding form of the site.
    event.preventDefault();
  }
}

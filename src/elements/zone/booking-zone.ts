import {nothing, type PropertyDeclarations} from 'lit';
import {zoneName} from '../../core/time/time.ts';
import type {Instant} from '../../core/model/types.ts';
import {zoneCity} from '../../core/time/zone-labels.ts';
import {modernZone} from '../../core/time/zones.ts';
import {pickWords} from '../../core/words/en/pick.ts';
import {define} from '../base/define.ts';
import type {BookingZoneChangeEvent} from '../events/events.ts';
import {html} from '../base/html.ts';
import {checkInputs, type Inputs} from '../inputs/inputs.ts';
import {keepKeys} from '../base/keys.ts';
import {KitElement} from '../base/kit-element.ts';
import {LocaleController} from '../base/locale.ts';
import {lazyPart} from '../loading/lazy-part.ts';
import {renderReload} from '../loading/reload.ts';
import {isInstant, isZone} from '../inputs/time-inputs.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-zone.styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-zone': BookingZone;
  }
}

const inputs: Inputs = {timeZone: [isZone, 'UTC'], at: [isInstant]};

/**
 * The time zone used for showing times, and a picker for another one. A part of `<booking-form>`.
 *
 * @customElement booking-zone
 * @fires {BookingZoneChangeEvent} booking-zone-change - Another zone was chosen.
 * @csspart zone - The line and the picker.
 */
export class BookingZone extends KitElement {
  static override styles = [tokens, buttons, styles];

  static override properties: PropertyDeclarations = {
    timeZone: {attribute: 'time-zone'},
    at: {attribute: false},
    locked: {type: Boolean},
    locale: {},
    open: {state: true},
    isStale: {state: true},
  };

  constructor() {
    super();
    keepKeys(this);
  }

  /** The current IANA time zone. */
  timeZone = 'UTC';

  /** The instant for which offsets are shown. Defaults to now. */
  at?: Instant;

  /** Shows the zone without a way to change it. */
  locked = false;

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  protected override checkInputs(): void {
    checkInputs(this, inputs);
  }

  override render() {
    const {locale, t} = this.#locale;
    const change = t('zone.change');
    const offset = zoneName(this.timeZone, locale, this.#at, 'shortOffset');
    return html`
      <div part="zone" class="zone">
        <span id="line">${t('zone.line', {city: zoneCity(modernZone(this.timeZone)), offset})}</span>${
          this.locked || !change
            ? nothing
            : html`&nbsp;<span
          aria-hidden="true">·</span>
          <button type="button" class="link" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="picker"
            aria-describedby="line" @click=${this.#onToggle}>${change}</button>
        `
        }
        ${this.isStale ? renderReload(t) : nothing}
        <div id="picker" class="picker" ?hidden=${!this.open || this.locked} @keydown=${this.#onKeydown}>
          ${this.open ? html`<booking-zone-picker .chosen=${modernZone(this.timeZone)} .at=${this.#at} .locale=${locale} @booking-zone-change=${this.#onChange}></booking-zone-picker>` : nothing}
        </div>
      </div>
    `;
  }

  private open = false;

  /** The picker could not be loaded. */
  private isStale = false;

  #locale = new LocaleController(this, pickWords);
  #picker = lazyPart(this, async () => {
    const {ZonePicker} = await import('./zone-picker.ts');
    define('booking-zone-picker', ZonePicker);
    return ZonePicker;
  });

  get #at(): Instant {
    return this.at ?? new Date().toISOString();
  }

  async #onToggle() {
    if (this.open) {
      this.open = false;
      return;
    }
    // Loaded on demand: most visitors keep their zone.
    this.isStale = !(await this.#picker.load().catch(() => undefined));
    if (this.isStale) return;
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector<HTMLElement>('booking-zone-picker')?.focus();
  }

  #onChange = (event: BookingZoneChangeEvent) => {
    this.timeZone = event.zone;
    this.#close();
  };

  #onKeydown(event: KeyboardEvent) {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    this.#close();
  }

  #close() {
    this.open = false;
    this.renderRoot.querySelector('button')?.focus();
  }
}

import {html, LitElement, nothing} from 'lit';
import {property, state} from 'lit/decorators.js';
import {zoneName} from '../../core/time.ts';
import type {Instant} from '../../core/types.ts';
import {zoneCity} from '../../core/zone-labels.ts';
import {modernZone} from '../../core/zones.ts';
import {pickWords} from '../../core/words/pick.ts';
import {BookingZoneChangeEvent} from '../events.ts';
import {LocaleController} from '../locale.ts';
import {fields} from '../fields.styles.ts';
import {buttons, tokens} from '../tokens.styles.ts';
import {styles} from './booking-zone.styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-zone': BookingZone;
  }
}

/**
 * The zone times are written in, and a picker for another one. A part of `<booking-form>`.
 *
 * @customElement booking-zone
 * @fires {BookingZoneChangeEvent} booking-zone-change - Another zone was chosen.
 * @csspart zone - The line and the picker.
 */
export class BookingZone extends LitElement {
  static override styles = [tokens, buttons, fields, styles];

  /** The IANA zone on show. */
  @property({attribute: 'time-zone'}) timeZone = 'UTC';

  /** The instant offsets are given for; now without it. */
  @property({attribute: false}) at?: Instant;

  /** Shows the zone without a way to change it. */
  @property({type: Boolean}) locked = false;

  /** BCP 47 tag; the nearest `lang` without it. */
  @property() locale?: string;

  override render() {
    const {locale, t} = this.#locale;
    const offset = zoneName(this.timeZone, locale, this.#at, 'shortOffset');
    return html`
      <div part="zone" class="zone">
        <span id="line">${t('zone.line', {city: zoneCity(modernZone(this.timeZone)), offset})}</span>${this.locked ? nothing : html`&nbsp;<span
          aria-hidden="true">·</span>
          <button type="button" class="link" aria-expanded=${this.open ? 'true' : 'false'} aria-controls="picker"
            aria-describedby="line" @click=${this.#onToggle}>${t('zone.change')}</button>
        `}
        <div id="picker" class="picker" ?hidden=${!this.open || this.locked}>
          ${this.picker?.renderPicker({
            top: this.#top, chosen: modernZone(this.timeZone), offsets: this.offsets, label: t('zone.label'), change: this.#onChange,
          })}
        </div>
      </div>
    `;
  }

  @state() private open = false;

  /** Loaded when it is first asked for: most visitors keep their zone. */
  @state() private picker?: typeof import('./zone-picker.ts');

  @state() private offsets: ReadonlyMap<string, string> = new Map();

  /** The zones above the list; they stay where they are while the picker is open. */
  #top: string[] = [];

  #locale = new LocaleController(this, pickWords);

  get #at(): Instant {
    return this.at ?? new Date().toISOString();
  }

  async #onToggle() {
    if (this.open) {
      this.open = false;
      return;
    }
    this.picker ??= await import('./zone-picker.ts').catch(() => undefined);
    if (!this.picker) return;
    this.#top = this.picker.topZones(this.timeZone);
    this.open = true;
    await this.updateComplete;
    this.renderRoot.querySelector('select')?.focus();
    this.offsets = await this.picker.zoneOffsets(this.#locale.locale, this.#at);
  }

  #onChange = (event: Event) => {
    this.timeZone = (event.target as HTMLSelectElement).value;
    const change = new BookingZoneChangeEvent(this.timeZone);
    this.dispatchEvent(change);
  };
}

import type {PropertyDeclarations, PropertyValues} from 'lit';
import type {LiveGrant} from '../../core/model/wire.ts';
import {colorSchemeOf} from './color-scheme.ts';
import {spellings} from './early-settings.ts';
import {KitElement} from './kit-element.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';

/** Answers to fill in for the visitor, by question slug or by plain name (`name`, `email`, `phone`, …). */
export type Prefill = Record<string, string | boolean | string[]>;

const record = {
  fromAttribute(value: string | null): Record<string, string> {
    if (value === null) return {};
    try {
      if (value.trim().startsWith('{')) return JSON.parse(value) as Record<string, string>;
    } catch {
      // Reported below.
    }
    tellMistake('tellMetadata', value);
    return {};
  },
};

/**
 * Base of inline, popup and form: which event type to book, where to load it from, and its appearance.
 *
 * @cssprop [--booking-color-accent=light-dark(#1d4ed8, #8ab4ff)] - Selected days and times, the main button. Setting
 *   this one colour is enough for most themes: others are derived from it.
 * @cssprop [--booking-color-on-accent] - Text on the accent. Defaults to black or white, whichever is readable.
 * @cssprop [--booking-color-accent-soft] - Background of days with times and of pressed choices. Defaults to 12 % of
 *   the accent on the surface.
 * @cssprop [--booking-color-surface=light-dark(#fff, #16181d)] - Background of the element.
 * @cssprop [--booking-color-surface-raised=light-dark(#f6f7f9, #1f2229)] - Background of summaries, read-only fields
 *   and loading placeholders.
 * @cssprop [--booking-color-surface-hover] - Background of hovered buttons. Defaults to 20 % of the accent on the
 *   surface.
 * @cssprop [--booking-color-text=light-dark(#14171f, #eceef2)] - Text.
 * @cssprop [--booking-color-text-muted=light-dark(#545b69, #a9b0bd)] - Secondary text: hints, weekdays, the time zone.
 * @cssprop [--booking-color-border=light-dark(#dcdfe5, #343944)] - Decorative borders.
 * @cssprop [--booking-color-border-strong=light-dark(#7b8291, #7d8594)] - Borders of fields and buttons.
 * @cssprop [--booking-color-danger=light-dark(#b42318, #ff9c92)] - Errors.
 * @cssprop [--booking-color-danger-soft] - Background of errors. Defaults to 10 % of the danger colour on the surface.
 * @cssprop [--booking-color-success=light-dark(#0f6b3a, #6bd49a)] - Confirmed bookings.
 * @cssprop [--booking-color-focus] - Focus ring. Defaults to the accent, darkened or lightened to contrast with the
 *   surface.
 * @cssprop [--booking-font=inherit] - Font family.
 * @cssprop [--booking-font-size=max(1rem, 16px)] - Text size; all sizes scale with it. Fields are never below 16px.
 * @cssprop [--booking-font-weight-strong=600] - Font weight of headings and selected items.
 * @cssprop [--booking-line-height=1.5] - Line height.
 * @cssprop [--booking-radius=0.75em] - Corner radius of the frame.
 * @cssprop [--booking-radius-s=0.5em] - Corner radius of buttons and fields.
 * @cssprop [--booking-space=0.25em] - Spacing unit; all spacing is a multiple of it.
 * @cssprop [--booking-control-size=44px] - Minimum height of buttons and fields.
 * @cssprop [--booking-border-width=1px] - Border width.
 * @cssprop [--booking-focus-width=2px] - Width of the focus ring.
 * @cssprop [--booking-focus-offset=2px] - Offset of the focus ring.
 * @cssprop [--booking-shadow=0 1px 2px rgb(0 0 0 / 0.06)] - Shadow of the frame.
 * @cssprop [--booking-duration=150ms] - Duration of colour transitions.
 */
export abstract class BookingElement extends KitElement {
  static override properties: PropertyDeclarations = {
    calLink: {attribute: 'cal-link'},
    origin: {},
    api: {},
    proxy: {},
    theme: {reflect: true},
    layout: {},
    locale: {},
    timeZone: {attribute: 'time-zone'},
    hideEventTypeDetails: {type: Boolean, attribute: 'hide-event-type-details'},
    prefill: {attribute: false},
    metadata: {converter: record},
    config: {attribute: false},
  };

  /** The event type to book: "user/slug" or "team/team-slug/slug". */
  calLink = '';

  /** Base address of Cal.com's booking pages. */
  origin = 'https://cal.com';

  /** Base address of Cal.com's API; used without a proxy. */
  api = 'https://api.cal.com';

  /** Base address of the companion proxy. */
  proxy?: string;

  /** `light`, `dark` or `auto` (the visitor's setting). Defaults to the `color-scheme` inherited from the page. */
  theme?: 'light' | 'dark' | 'auto';

  /** How times are laid out. Defaults to `month_view`. */
  layout?: 'month_view' | 'week_view' | 'column_view';

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  /** IANA time zone for showing times. Defaults to the visitor's. */
  timeZone?: string;

  /** Hides title, duration, place and host. */
  hideEventTypeDetails = false;

  /** Answers to fill in for the visitor. */
  prefill: Prefill = {};

  /** Custom data stored with the booking; string values only. As an attribute: JSON. */
  metadata: Record<string, string> = {};

  /** Cal.com's embed config, for sites that migrate from its React component. */
  config: Record<string, unknown> = {};

  /**
   * Grants access to the booking's live stream. Set in proxy mode once a booking exists; read by `<booking-status
   * for>`.
   */
  live?: LiveGrant;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(spellings)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(spellings[name] ?? name, old, value);
  }

  protected override update(changed: PropertyValues<this>): void {
    if (changed.has('theme')) {
      this.style.colorScheme = colorSchemeOf(this.theme);
    }
    super.update(changed);
  }

  protected override checkInputs(): void {
    // Frameworks assign the attribute's JSON string to the property.
    if (typeof this.metadata === 'string') this.metadata = record.fromAttribute(this.metadata);
  }

  /** Publishes a live grant and notifies the elements that follow this one by `for`. */
  protected offerLive(live: LiveGrant): void {
    this.live = live;
    const event = new Event(liveChange);
    this.dispatchEvent(event);
  }
}

/** Name of the event dispatched, without bubbling, when an element's `live` property changes. */
export const liveChange = 'booking-live-change';

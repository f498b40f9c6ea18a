import type {PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {LiveGrant} from '../../core/model/wire.ts';
import {colorSchemeOf} from './color-scheme.ts';
import {KitElement} from './kit-element.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';

/** Values the visitor should not have to type. Keys beside the named ones are question slugs. */
export type Prefill = Record<string, string | boolean | string[]>;

/** Lets markup from Cal.com's guides work: HTML lower-cases `calLink` to `callink`. */
const spellings: Record<string, string> = {
  callink: 'cal-link',
  timezone: 'time-zone',
  hideeventtypedetails: 'hide-event-type-details',
};

const record = {
  fromAttribute(value: string | null): Record<string, string> {
    if (value === null) return {};
    try {
      if (value.trim().startsWith('{')) return JSON.parse(value) as Record<string, string>;
    } catch {
      // The sentence below names the value.
    }
    tellMistake('tellMetadata', value);
    return {};
  },
};

/**
 * What inline, popup and form have in common: which event type, from where, and how it looks.
 *
 * @cssprop [--booking-color-accent=light-dark(#1d4ed8, #8ab4ff)] - The one colour that is enough: chosen days and times, the main button, and what is derived from it.
 * @cssprop [--booking-color-on-accent] - What is written on the accent. Default: black or white, whichever is readable.
 * @cssprop [--booking-color-accent-soft] - Days with times and pressed choices. Default: 12 % of the accent on the surface.
 * @cssprop [--booking-color-surface=light-dark(#fff, #16181d)] - Behind everything.
 * @cssprop [--booking-color-surface-raised=light-dark(#f6f7f9, #1f2229)] - Summaries, read-only fields, what is still loading.
 * @cssprop [--booking-color-surface-hover] - Buttons that are pointed at. Default: 20 % of the accent on the surface.
 * @cssprop [--booking-color-text=light-dark(#14171f, #eceef2)] - Text.
 * @cssprop [--booking-color-text-muted=light-dark(#545b69, #a9b0bd)] - Text of less weight: hints, weekdays, the time zone.
 * @cssprop [--booking-color-border=light-dark(#dcdfe5, #343944)] - Frames that only divide.
 * @cssprop [--booking-color-border-strong=light-dark(#7b8291, #7d8594)] - Edges of fields and buttons.
 * @cssprop [--booking-color-danger=light-dark(#b42318, #ff9c92)] - Errors.
 * @cssprop [--booking-color-danger-soft] - Behind errors. Default: 10 % of the danger colour on the surface.
 * @cssprop [--booking-color-success=light-dark(#0f6b3a, #6bd49a)] - A booking that is confirmed.
 * @cssprop [--booking-color-focus] - The ring around what has the focus. Default: the accent, as dark or light as the surface needs.
 * @cssprop [--booking-font=inherit] - Font family.
 * @cssprop [--booking-font-size=max(1rem, 16px)] - Size of the text; everything else follows it. Fields are never below 16px.
 * @cssprop [--booking-font-weight-strong=600] - Weight of headings and chosen things.
 * @cssprop [--booking-line-height=1.5] - Line height.
 * @cssprop [--booking-radius=0.75em] - Corners of the frame.
 * @cssprop [--booking-radius-s=0.5em] - Corners of buttons and fields.
 * @cssprop [--booking-space=0.25em] - One unit of distance; all others are multiples.
 * @cssprop [--booking-control-size=44px] - Least height of buttons and fields.
 * @cssprop [--booking-border-width=1px] - Width of edges.
 * @cssprop [--booking-focus-width=2px] - Width of the focus ring.
 * @cssprop [--booking-focus-offset=2px] - Distance of the focus ring.
 * @cssprop [--booking-shadow=0 1px 2px rgb(0 0 0 / 0.06)] - Shadow of the frame.
 * @cssprop [--booking-duration=150ms] - Time that changes of colour take.
 */
export abstract class BookingElement extends KitElement {
  /** "user/slug" or "team/team-slug/slug". */
  @property({attribute: 'cal-link'}) calLink = '';

  /** Where Cal.com's booking pages are. */
  @property() origin = 'https://cal.com';

  /** Base address of Cal.com's API; used when there is no proxy. */
  @property() api = 'https://api.cal.com';

  /** Base address of the companion proxy. */
  @property() proxy?: string;

  /** `light`, `dark` or `auto` (the visitor's setting); without it the page's `color-scheme` counts. */
  @property({reflect: true}) theme?: 'light' | 'dark' | 'auto';

  @property() layout?: 'month_view' | 'week_view' | 'column_view';

  /** BCP 47 tag; the nearest `lang` without it. */
  @property() locale?: string;

  /** IANA zone times are shown in; the visitor's without it. */
  @property({attribute: 'time-zone'}) timeZone?: string;

  @property({type: Boolean, attribute: 'hide-event-type-details'}) hideEventTypeDetails = false;

  @property({attribute: false}) prefill: Prefill = {};

  /** The page's own facts, stored with the booking. Strings only; also a JSON attribute. */
  @property({converter: record}) metadata: Record<string, string> = {};

  /** Cal.com's embed config, for those who come from its React component. */
  @property({attribute: false}) config: Record<string, unknown> = {};

  /** Opens the live stream of the booking; there in proxy mode once one is known. Read by `<booking-status for>`. */
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
    // Frameworks set a property where there is one, also to the JSON of an attribute.
    if (typeof this.metadata === 'string') this.metadata = record.fromAttribute(this.metadata);
  }

  /** Hands out a live grant and tells whoever follows this element by `for`. */
  protected offerLive(live: LiveGrant): void {
    this.live = live;
    const event = new Event(liveChange);
    this.dispatchEvent(event);
  }
}

/** Dispatched (not bubbling) when `live` of an element changed. */
export const liveChange = 'booking-live-change';

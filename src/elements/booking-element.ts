import {LitElement, type PropertyValues} from 'lit';
import {property} from 'lit/decorators.js';
import type {LiveGrant} from '../core/wire.ts';

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
      const parsed: unknown = JSON.parse(value);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return parsed as Record<string, string>;
    } catch {
      // The warning below names the value.
    }
    console.warn(`booking-elements: metadata="${value}" is not a JSON object and is left out.`);
    return {};
  },
};

/** What inline, popup and form have in common: which event type, from where, and how it looks. */
export abstract class BookingElement extends LitElement {
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
      this.style.colorScheme = this.theme === 'auto' ? 'light dark' : (this.theme ?? '');
    }
    super.update(changed);
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

import {html, type TemplateResult} from 'lit';
import type {Instant} from '../../core/types.ts';
import {zoneCity, zonesByRegion} from '../../core/zone-labels.ts';
import {listZones, modernZone} from '../../core/zones.ts';

/** What the picker shows: zones above the list, the chosen one, and offsets as far as they are known. */
interface ZonePicker {
  top: readonly string[];
  chosen: string;
  offsets: ReadonlyMap<string, string>;
  label: string;
  change(event: Event): void;
}

/** The zones a visitor most likely wants: the one on show and the device's. */
export function topZones(timeZone: string): string[] {
  return [...new Set([timeZone, Intl.DateTimeFormat().resolvedOptions().timeZone].map(modernZone))];
}

/** All zones by region; letters typed find a city. */
export function renderPicker({top, chosen, offsets, label, change}: ZonePicker): TemplateResult {
  const renderOption = (zone: string) => {
    const offset = offsets.get(zone);
    return html`<option value=${zone} .selected=${zone === chosen}>${zoneCity(zone)}${offset ? ` (${offset})` : ''}</option>`;
  };
  const others = listZones().filter(zone => !top.includes(zone));
  return html`
    <select aria-label=${label} @change=${change}>
      ${top.map(renderOption)}
      ${[...zonesByRegion(others)].map(([region, zones]) => html`<optgroup label=${region}>${zones.map(renderOption)}</optgroup>`)}
    </select>
  `;
}

/** Longest stretch of work between two chances for the page to react, in milliseconds. */
const slice = 8;

function offsetOf(zone: string, locale: string, ms: number): string {
  // Not from the cache of formatters: one for each zone would stay in memory, 20 MB of them.
  const format = new Intl.DateTimeFormat(locale, {timeZone: zone, timeZoneName: 'shortOffset'});
  return format.formatToParts(ms).find(({type}) => type === 'timeZoneName')?.value ?? '';
}

/** The offset of every zone at an instant, e.g. `GMT+1`. Takes a third of a second in which the page can react. */
export async function zoneOffsets(locale: string, instant: Instant): Promise<Map<string, string>> {
  const offsets = new Map<string, string>();
  let pause = performance.now() + slice;
  for (const zone of listZones()) {
    if (performance.now() > pause) {
      await new Promise(resolve => setTimeout(resolve));
      pause = performance.now() + slice;
    }
    offsets.set(zone, offsetOf(zone, locale, Date.parse(instant)));
  }
  return offsets;
}

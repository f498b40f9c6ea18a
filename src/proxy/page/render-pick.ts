import {attributes, html, type Markup} from '../../core/page/html.ts';
import {renderCalendar} from '../../core/page/render-calendar.ts';
import {renderDurations} from '../../core/page/render-durations.ts';
import {renderTimes} from '../../core/page/render-times.ts';
import {zoneName} from '../../core/time/time.ts';
import {zoneCity} from '../../core/time/zone-labels.ts';
import {listZones} from '../../core/time/zone-list.ts';
import {modernZone} from '../../core/time/zones.ts';
import {addressOf, fieldNames, hidden, hiddenFields, postForm} from './address.ts';
import type {PageView} from './form-options.ts';

function renderZones(chosen: string): Markup[] {
  const option = (zone: string) =>
    html`<option${attributes({value: zone, selected: zone === chosen})}>${zoneCity(zone)}</option>`;
  const regions = new Map<string, string[]>();
  for (const zone of listZones()) {
    const [region] = zone.split('/') as [string];
    regions.set(region, [...(regions.get(region) ?? []), zone]);
  }
  return [...regions].map(([region, zones]) => html`<optgroup label="${region}">${zones.map(option)}</optgroup>`);
}

/** The time zone of the times, with a list to choose another: without a script the visitor's zone is unknown. */
function renderZone(view: PageView): Markup {
  const {t, locale, timeZone, now, eventType, typed, page, action, day, month} = view;
  const line = t('zone.line', {
    city: zoneCity(modernZone(timeZone)),
    offset: zoneName(timeZone, locale, now, 'shortOffset'),
  });
  if (eventType.locksTimeZone) return html`<div part="zone" class="zone"><p>${line}</p></div>`;
  const picker = html`
    <div class="picker">
      <select${attributes({name: fieldNames.timeZone, 'aria-label': t('zone.label')})}>${renderZones(modernZone(timeZone))}</select>
      <button type="submit">${t('zone.change')}</button>
    </div>
  `;
  // A GET form replaces the query of its action with its fields.
  const {searchParams} = new URL(
    addressOf({...view, zoneChosen: false}, day === undefined ? {[fieldNames.month]: month} : {[fieldNames.day]: day}),
    'http://page.invalid',
  );
  const form = typed
    ? picker
    : html`<form method="get"${attributes({action: page ?? action})}>${hidden(searchParams)}${picker}</form>`;
  return html`
    <details part="zone" class="zone">
      <summary>${line} <span aria-hidden="true">·</span> <span class="link">${t('zone.change')}</span></summary>
      ${form}
    </details>
  `;
}

/** The month, the times of a day, and their time zone. */
export function renderPick(view: PageView): Markup {
  const {typed, month, day} = view;
  const body = html`
    ${renderCalendar(view)}
    <div class="times">${renderDurations(view)}${renderZone(view)}${renderTimes(view)}</div>
  `;
  if (!typed) return html`<div class="pick">${body}</div>`;
  return postForm(
    view,
    'pick',
    html`${hiddenFields(view, {[fieldNames.month]: month, [fieldNames.day]: day})}${hidden(typed)}${body}`,
  );
}

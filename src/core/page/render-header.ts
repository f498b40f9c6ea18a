import {placeKey} from '../words/place.ts';
import {attributes, html, type Markup} from './html.ts';
import type {PickView} from './pick-view.ts';

/** Renders text as it is, with its line breaks. */
const renderPlain = (text: string) => html`<p class="description plain">${text}</p>`;

/**
 * Renders title, duration, location and hosts; with `isFirst`, while the visitor chooses a time, also the description.
 */
export function renderHeader(view: PickView, isFirst: boolean): Markup {
  const {
    eventType: {title, description, locations, hosts},
    durationMinutes,
    t,
  } = view;
  const place = locations.length === 1 ? placeKey(locations[0]!) : undefined;
  const facts = [
    t('form.minutes', {count: durationMinutes}),
    place && t(place),
    hosts.length > 0 && t('form.with', {names: hosts.map(({name}) => name).join(', ')}),
  ].filter(fact => typeof fact === 'string');
  return html`
    <header part="header" class="header">
      ${view.heading(0, attributes({part: 'title', class: 'title'}), title)}
      <ul class="meta">${facts.map(fact => html`<li>${fact}</li>`)}</ul>
      ${isFirst && description && (view.describe?.(description) ?? renderPlain(description))}
    </header>
  `;
}

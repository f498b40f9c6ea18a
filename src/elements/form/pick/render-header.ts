import {nothing} from 'lit';
import {placeKey} from '../../../core/words/place.ts';
import type {EventType} from '../../../core/model/types.ts';
import {html} from '../../base/html.ts';
import {renderDescription} from './description.ts';
import type {FormView} from '../form-view.ts';

function renderMeta(eventType: EventType, {t, state}: FormView) {
  const place = eventType.locations.length === 1 ? placeKey(eventType.locations[0]!) : undefined;
  const facts = [
    t('form.minutes', {count: state.duration ?? eventType.durations[0] ?? 0}),
    place && t(place),
    eventType.hosts.length ? t('form.with', {names: eventType.hosts.map(host => host.name).join(', ')}) : undefined,
  ].filter(fact => fact !== undefined);
  return html`<ul class="meta">${facts.map(fact => html`<li>${fact}</li>`)}</ul>`;
}

/** Title, duration, place and host; a skeleton of the same height while they load. */
export function renderHeader(view: FormView) {
  const {eventType} = view.state;
  if (!eventType)
    return view.state.phase === 'failed'
      ? nothing
      : html`<header part="header" class="header skeleton" aria-hidden="true"><span></span><span></span></header>`;
  return html`
    <header part="header" class="header">
      <h2 part="title"><bdi>${eventType.title}</bdi></h2>
      ${renderMeta(eventType, view)}
      ${eventType.description && view.state.phase === 'pick' ? renderDescription(eventType.description) : nothing}
    </header>
  `;
}

import {html, type Markup, type Part} from '../../core/page/html.ts';
import type {RunRow} from '../engine/rows.ts';
import type {LoggedView, StoredBooking} from '../store/store.ts';
import {renderEvents} from './render-runs.ts';
import {renderTime, type Base} from './render-shell.ts';

/** A booking's story: what was learned about it and what followed, without personal data. */
export function renderBooking(
  base: Base,
  {view}: StoredBooking,
  log: readonly LoggedView[],
  runs: readonly RunRow[],
): Markup {
  const moments: {at: number; text: Part}[] = [
    ...log.map(({at, cause, view: {state}}) => ({
      at: Date.parse(at),
      text: html`<strong>${state}</strong> <span class="muted">by ${cause}</span>`,
    })),
    ...runs.map(run => ({
      at: run.created_at,
      text: html`<a href="${base}/runs/${run.id}">${run.effect}</a> <span class="state ${run.state}">${run.state}</span>${
        run.reason !== null && ` – ${run.reason}`
      }${renderEvents(run.events)}`,
    })),
  ];
  moments.sort((a, b) => a.at - b.at);
  return html`<section data-live="booking">
<dl class="facts small">
<div><dt>State</dt><dd>${view.state}</dd></div>
<div><dt>Begins (UTC)</dt><dd>${view.start === undefined ? '–' : renderTime(Date.parse(view.start))}</dd></div>
</dl>
</section>
<section>
<h2>What happened (UTC)</h2>
<div data-live="story"><ol class="story">${moments.map(({at, text}) => html`<li>${renderTime(at)}<span>${text}</span></li>`)}</ol></div>
</section>`;
}

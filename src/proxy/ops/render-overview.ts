import {html, type Markup} from '../../core/page/html.ts';
import type {Overview} from './read-overview.ts';
import {runStates, runsAddress} from './render-runs.ts';
import {formatAge, type Base} from './render-shell.ts';

function renderEffects(base: Base, effects: Overview['effects']): Markup {
  if (effects.length === 0)
    return html`<p>The proxy has no effects. Write them into <code>booking.config.ts</code>.</p>`;
  return html`<table>
<thead><tr><th>Effect</th><th>Kind</th>${runStates.map(state => html`<th>${state}</th>`)}</tr></thead>
<tbody>${effects.map(
    ({name, kind, runs}) => html`<tr>
<td data-label="Effect"><a href="${runsAddress(base, {effect: name})}">${name}</a></td><td data-label="Kind">${kind}</td>
${runStates.map(state => html`<td data-label="${state}">${runs[state] === undefined ? '0' : html`<a href="${runsAddress(base, {effect: name, state})}">${runs[state].toLocaleString('en')}</a>`}</td>`)}
</tr>`,
  )}</tbody>
</table>`;
}

function renderFailures(base: Base, failures: Overview['failures']): Markup {
  if (failures.length === 0) return html`<p>Nothing failed for good.</p>`;
  return html`<table>
<thead><tr><th>Runs</th><th>Effect</th><th>Last failure</th></tr></thead>
<tbody>${failures.map(
    ({effect, reason, status, count}) => html`<tr>
<td data-label="Runs"><a href="${runsAddress(base, {effect, state: 'failed', reason, ...(status === null ? {} : {status: String(status)})})}">${count.toLocaleString('en')}</a></td>
<td data-label="Effect">${effect}</td>
<td data-label="Last failure">${status === null ? '' : `${status}: `}${reason}</td>
</tr>`,
  )}</tbody>
</table>`;
}

/** The first page: how things are, and where to look. */
export function renderOverview(base: Base, {numbers, effects, failures, oldestMs}: Overview): Markup {
  return html`<section>
<form class="filter" action="${base}/find" role="search">
<label>Booking or run <input name="id" required maxlength="128" size="30" spellcheck="false" autocomplete="off"></label>
<button class="primary">Find</button>
</form>
</section>
<section data-live="numbers">
<h2>Now</h2>
<dl class="facts">
${numbers.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
<div><dt>Oldest run that is due</dt><dd>${oldestMs === undefined ? 'none' : formatAge(oldestMs)}</dd></div>
</dl>
</section>
<section data-live="effects"><h2>Effects</h2>${renderEffects(base, effects)}</section>
<section data-live="failures"><h2>Failed for good</h2>${renderFailures(base, failures)}</section>`;
}

import {attributes, html, type Markup, type Part} from '../../core/page/html.ts';
import type {RunState} from '../engine/model.ts';
import type {RunRow} from '../engine/rows.ts';
import {renderTime, type Base} from './render-shell.ts';

export const runStates: readonly RunState[] = ['waiting', 'active', 'done', 'failed', 'cancelled'];

/** What a list of runs is restricted to, as it stands in the address. */
export type RunQuery = Readonly<Partial<Record<'effect' | 'state' | 'uid' | 'reason' | 'status' | 'before', string>>>;

/** The address of a list of runs. */
export function runsAddress(base: Base, query: RunQuery): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(given).toString();
  return `${base}/runs${search && `?${search}`}`;
}

/** "1,000 webhooks → 1 run": how many events a run stands for. */
export function renderEvents(events: number): Part {
  return events > 1 && html`<br><span class="muted">${events.toLocaleString('en')} webhooks → 1 run</span>`;
}

export const renderState = (state: RunState): Markup => html`<span class="state ${state}">${state}</span>`;

function renderRow(base: Base, run: RunRow): Markup {
  const {id, effect, uid, trigger, state, events, attempt, reason, status, created_at: createdAt} = run;
  return html`<tr>
<td><label class="check"><input type="checkbox" name="id" value="${id}"><span class="visually-hidden">Select run ${id}</span></label></td>
<td data-label="State">${renderState(state)}</td>
<td data-label="Effect"><span><a href="${base}/runs/${id}">${effect}</a>${renderEvents(events)}</span></td>
<td data-label="Booking">${uid === null ? '–' : html`<a href="${base}/bookings/${uid}">${uid}</a>`}</td>
<td data-label="Event">${trigger}</td>
<td data-label="Made (UTC)">${renderTime(createdAt)}</td>
<td data-label="Attempts">${attempt}</td>
<td data-label="Last failure">${reason === null ? '–' : `${status === null ? '' : `${status}: `}${reason}`}</td>
</tr>`;
}

function renderFilter(base: Base, query: RunQuery, effects: readonly string[]): Markup {
  const option = (value: string, chosen: string | undefined, text = value) =>
    html`<option${attributes({value, selected: value === (chosen ?? '')})}>${text}</option>`;
  return html`<form class="filter" action="${base}/runs">
<label>State <select name="state">${option('', query.state, 'any')}${runStates.map(state => option(state, query.state))}</select></label>
<label>Effect <select name="effect">${option('', query.effect, 'any')}${effects.map(name => option(name, query.effect))}</select></label>
<label>Booking <input name="uid" value="${query.uid ?? ''}" maxlength="128" spellcheck="false"></label>
<label>HTTP status <input name="status" value="${query.status ?? ''}" inputmode="numeric" size="5" maxlength="3"></label>
${query.reason !== undefined && html`<input type="hidden" name="reason" value="${query.reason}">`}
<button class="primary">Show</button>
<a href="${base}/runs">Clear</a>
</form>`;
}

/** A list of runs, what it is restricted to, and what can be done with them. */
export function renderRuns({
  base,
  query,
  effects,
  runs,
  isMore,
}: {
  base: Base;
  query: RunQuery;
  effects: readonly string[];
  runs: readonly RunRow[];
  isMore: boolean;
}): Markup {
  const last = runs.at(-1);
  const older = isMore && last && {...query, before: new Date(last.created_at).toISOString()};
  const hidden = Object.entries(query).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<section>
${renderFilter(base, query, effects)}
${query.reason !== undefined && html`<p>Only those whose last failure was: ${query.reason}</p>`}
</section>
<section>
<form method="post" action="${base}/runs">
${hidden}
<div data-live="runs">${
    runs.length === 0
      ? html`<p>No runs.</p>`
      : html`<table>
<thead><tr><th><span class="visually-hidden">Select</span></th><th>State</th><th>Effect</th><th>Booking</th><th>Event</th>
<th>Made (UTC)</th><th>Attempts</th><th>Last failure</th></tr></thead>
<tbody>${runs.map(run => renderRow(base, run))}</tbody>
</table>`
  }</div>
${
  runs.length > 0 &&
  html`<div class="actions">
<button name="do" value="replay" class="primary">Replay selected</button>
<button name="do" value="now">Run selected now</button>
<button name="do" value="cancel">Cancel selected</button>
<button name="do" value="plan">Replay all of this list…</button>
<label class="check"><input type="checkbox" name="fresh" value="true"> Repeat finished steps too</label>
</div>`
}
</form>
${older && html`<p><a href="${runsAddress(base, older)}">Older runs</a></p>`}
</section>`;
}

/** Asks before many runs are replayed. */
export function renderPlan(base: Base, query: RunQuery, count: number, isFresh: boolean): Markup {
  const hidden = Object.entries({...query, ...(isFresh ? {fresh: 'true'} : {})}).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`<section class="notice">
<p>${count.toLocaleString('en')} finished ${count === 1 ? 'run matches' : 'runs match'}. Replayed runs wait their turn inside the quotas of their targets,
with today’s data${isFresh ? ', and repeat all their steps' : '; their finished steps are not repeated'}. You can cancel those that still wait.</p>
<form class="actions" method="post" action="${base}/runs">
${hidden}
${count > 0 && html`<button name="do" value="replay-all" class="primary">Replay ${count.toLocaleString('en')} ${count === 1 ? 'run' : 'runs'}</button>`}
<a href="${runsAddress(base, query)}">Back</a>
</form>
</section>`;
}

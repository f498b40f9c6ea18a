import {html, type Markup, type Part} from '../../core/page/html.ts';
import type {RunStory} from '../engine/history.ts';
import {renderEvents, renderState} from './render-runs.ts';
import {renderTime, type Base} from './render-shell.ts';

interface Moment {
  at: number;
  text: Part;
}

function momentsOf({run, steps, attempts}: RunStory): Moment[] {
  const moments: Moment[] = [
    {at: run.created_at, text: `Made by ${run.trigger}`},
    ...steps.map(({name, at}) => ({at, text: `Step “${name}” finished`})),
    ...attempts.map(({round, attempt, ended_at: at, outcome, reason, status}) => ({
      at,
      text: html`${round > 0 && `Replay ${round}, `}${round > 0 ? 'attempt' : 'Attempt'} ${attempt}: <span class="${outcome}">${outcome}</span>${
        reason !== null && ` – ${status === null ? '' : `${status}: `}${reason}`
      }`,
    })),
  ];
  return moments.sort((a, b) => a.at - b.at);
}

/** One run: why it waits, what it did, and what can be done with it. */
export function renderRun(base: Base, story: RunStory): Markup {
  const {run, why} = story;
  const {id, effect, uid, state, progress, note, events} = run;
  const isOpen = state === 'waiting' || state === 'active';
  return html`<section data-live="run">
<p class="why">${renderState(state)} – ${why}</p>
${progress !== null && html`<p><progress max="1" value="${progress}" aria-label="Progress"></progress> ${Math.round(progress * 100)} % ${note ?? ''}</p>`}
<dl class="facts small">
<div><dt>Effect</dt><dd><a href="${base}/runs?effect=${effect}">${effect}</a>${renderEvents(events)}</dd></div>
<div><dt>Booking</dt><dd>${uid === null ? '–' : html`<a href="${base}/bookings/${uid}">${uid}</a>`}</dd></div>
<div><dt>Order key</dt><dd>${run.key}</dd></div>
<div><dt>Made (UTC)</dt><dd>${renderTime(run.created_at)}</dd></div>
<div><dt>Attempts</dt><dd>${run.attempt}${run.round > 0 && `, replayed ${run.round} times`}</dd></div>
</dl>
</section>
<section>
<form class="actions" method="post" action="${base}/runs">
<input type="hidden" name="id" value="${id}"><input type="hidden" name="back" value="run">
${
  isOpen
    ? html`${state === 'waiting' && html`<button name="do" value="now" class="primary">Run now</button>`}
<button name="do" value="cancel">Cancel</button>`
    : html`<button name="do" value="replay" class="primary">Replay</button>
<label class="check"><input type="checkbox" name="fresh" value="true"> Repeat finished steps too</label>`
}
</form>
</section>
<section>
<h2>What happened (UTC)</h2>
<div data-live="story"><ol class="story">${momentsOf(story).map(({at, text}) => html`<li>${renderTime(at)}<span>${text}</span></li>`)}</ol></div>
</section>`;
}

import {nothing} from 'lit';
import {hasWords} from '../../core/words/messages.ts';
import {formatMoment} from '../../core/time/time.ts';
import type {Step} from '../../core/model/wire.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

/** Steps whose names already express the failure. */
const telling = new Set(['cancelled', 'rejected']);

/** The label of a step. A proxy's owner may define steps without a translation: these show their name. */
function labelOf(name: string, t: Translate): string {
  const key = `step.${name}`;
  if (hasWords(key)) return t(key);
  const words = name.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function wordOf({name, status}: Step, t: Translate): string {
  return status === 'failed' && telling.has(name) ? '' : t(`status.step_${status}`);
}

/** A step in one line, for screen readers. */
export function stepNews(step: Step, t: Translate): string {
  return [labelOf(step.name, t), wordOf(step, t)].filter(text => text).join(': ');
}

function renderStep(step: Step, t: Translate, locale: string, timeZone: string) {
  const {name, status, at} = step;
  const word = wordOf(step, t);
  const when = at && html`<time datetime=${at}>${formatMoment(at, timeZone, locale)}</time>`;
  return html`
    <li part="step step-${status}" class="step ${status}">
      <span class="mark" aria-hidden="true"></span>
      <span>${labelOf(name, t)}</span>
      <span class="detail">${word}${word && when ? ' · ' : ''}${when ?? nothing}</span>
    </li>
  `;
}

/** One line per step, in order: label, status and time. */
export function renderSteps(steps: readonly Step[], t: Translate, locale: string, timeZone: string) {
  if (steps.length === 0) return nothing;
  return html`<ol part="steps" class="steps" aria-label=${t('status.steps')}>${steps.map(step => renderStep(step, t, locale, timeZone))}</ol>`;
}

import {hasWords, type MessageKey} from '../../core/words/messages.ts';
import {own} from '../../core/model/own.ts';
import {attributes, html, type Markup} from '../../core/page/html.ts';
import {formatDateTime} from '../../core/time/date-time.ts';
import {formatDay} from '../../core/time/time.ts';
import {toLink} from '../../core/text/web-address.ts';
import type {Day} from '../../core/model/types.ts';
import type {BookingState, Step} from '../../core/model/wire.ts';
import {addressOf} from './address.ts';
import {renderWhen} from './details/render-details.ts';
import type {PageView} from './form-options.ts';

const titles: Partial<Record<BookingState, MessageKey>> = {
  accepted: 'form.booked',
  rejected: 'form.rejected',
  cancelled: 'form.cancelled',
  rescheduled: 'form.rescheduled',
};

function renderStep({name, status, at}: Step, {t, locale, timeZone}: PageView): Markup {
  const key = `step.${name}`;
  return html`
    <li part="step" class="step ${status}">
      <span>${hasWords(key) ? t(key) : name}</span>
      <span class="muted">${t(`status.step_${status}`)}${at && html`, <time datetime="${at}">${formatDateTime(at, timeZone, locale)}</time>`}</span>
    </li>
  `;
}

/** The dates of a series that could not be booked. */
function renderMissed(days: readonly Day[], {t, locale}: PageView): Markup | undefined {
  if (days.length === 0) return undefined;
  const items = days.map(day => html`<li><time datetime="${day}">${formatDay(day, locale, 'long')}</time></li>`);
  return html`<p class="problem">${t('form.missed', {count: days.length})}</p><ul>${items}</ul>`;
}

/** The booking and its current state. Never says "booked" before the host has confirmed. */
export function renderDone(view: PageView): Markup {
  const {
    view: {state, start, end, steps, joinUrl},
    href,
    missed = [],
  } = view.booked!;
  const {t} = view;
  return html`
    <section part="confirmation" class="done ${state}">
      ${view.heading(1, attributes({class: 'section'}), t(own(titles as Record<string, MessageKey>, state) ?? (state === 'unknown' ? 'status.unknown' : 'form.requested')))}
      ${start && end && renderWhen(view, start, end)}
      ${renderMissed(missed, view)}
      ${state !== 'unknown' && html`<p part="status">${t(`status.${state}`)}</p>`}
      ${toLink(joinUrl) && html`<p><a href="${joinUrl}">${joinUrl}</a></p>`}
      ${steps.length > 0 && html`<ul class="steps" part="steps" aria-label="${t('status.steps')}">${steps.map(step => renderStep(step, view))}</ul>`}
      <p class="muted">${t('page.keep')}</p>
      <div class="choices">
        <a class="button" part="secondary" href="${href}">${t('page.again')}</a>
        <a class="button" part="secondary" href="${addressOf(view, {})}">${t('page.another')}</a>
      </div>
    </section>
  `;
}

import {nothing} from 'lit';
import {addMinutes, formatMoment} from '../../../core/time/time.ts';
import {html} from '../../base/html.ts';
import {hintsOf} from '../../inputs/phone-hints.ts';
import {renderWhen} from '../../change/when.ts';
import type {LaterView} from '../form-view.ts';

/** The submit button's label; for a series it includes the number of dates. */
function sendLabel(
  {eventType, count = eventType?.recurrence?.count ?? 1}: LaterView['state'],
  t: LaterView['t'],
  when: string,
): string {
  const what = eventType?.confirmation === 'always' ? 'form.request' : 'form.book';
  return eventType?.recurrence && count > 1 ? t(`${what}_series`, {count, when}) : t(what, {when});
}

const parts = 'form, field, label, input, hint, error, error-summary, submit';

/** The chosen time and the questions. Stays on screen while the request is pending. */
export function renderDetails(view: LaterView) {
  const {state, t, locale, formless, submitless, prefilled, patience, act, series, host} = view;
  const {slot, eventType, timeZone} = state;
  if (!slot || !eventType) return nothing;
  const busy = state.phase === 'booking';
  const end = slot.end ?? addMinutes(slot.start, state.duration ?? eventType.durations[0] ?? 0);
  const label = busy ? t('form.booking') : sendLabel(state, t, formatMoment(slot.start, timeZone, locale));
  return html`
    <section class="details" aria-label=${t('form.details')}>
      <div part="summary" class="summary">
        ${renderWhen(slot.start, end, timeZone, locale)}
        ${busy ? nothing : html`<button type="button" part="secondary" @click=${act.back}>${t('form.change_time')}</button>`}
      </div>
      <h3 data-focus tabindex="-1">${t('form.details')}</h3>
      ${series?.renderSeries(view)}
      <booking-questions
        exportparts=${parts}
        .eventType=${eventType} .answers=${state.answers} .problems=${state.problems} .prefilled=${prefilled}
        .phoneHints=${hintsOf(host, state)}
        .busy=${busy} .submitLabel=${label} .locale=${locale} .formless=${formless} .submitless=${submitless}
        @booking-answers-change=${act.answersChange} @booking-submit=${act.submit}
      ><slot name="fields"></slot></booking-questions>
      ${busy && patience > 0 ? html`<p class="muted">${t(patience === 1 ? 'form.slow' : 'form.very_slow')}</p>` : nothing}
    </section>
  `;
}

import {isUnsure} from '../../../core/flow/rules/refusals.ts';
import {chosenLocation, locationDetailSlug, shownQuestions} from '../../../core/flow/questions.ts';
import {attributes, html, type Markup} from '../../../core/page/html.ts';
import {labelOf, problemText} from '../../../core/words/question-words.ts';
import {addMinutes, dayOf, formatDay, formatMoment, zoneName} from '../../../core/time/time.ts';
import {formatTimes} from '../../../core/time/time-range.ts';
import type {Instant} from '../../../core/model/types.ts';
import {fieldNames, hiddenFields, postForm} from '../address.ts';
import {detailId, idOf, renderQuestions} from './render-questions.ts';
import {renderSeries} from './render-series.ts';
import type {PageView} from '../form-options.ts';

/** When the meeting takes place: day, start, end and time zone. */
export function renderWhen({timeZone, locale}: PageView, start: Instant, end: Instant): Markup {
  return html`
    <p class="when">
      <time datetime="${start}"><strong>${formatDay(dayOf(start, timeZone), locale, 'long')}</strong><br>${formatTimes(start, end, timeZone, locale)}</time>
      <span class="muted">${zoneName(timeZone, locale, start, 'longGeneric')}</span>
    </p>
  `;
}

/** The summary of invalid fields above the questions, with a link to each. */
function renderSummary(view: PageView): Markup | undefined {
  const {eventType, answers = {}, problems = {}, inShadow, t} = view;
  const questions = shownQuestions(eventType);
  const entries = Object.entries(problems);
  if (entries.length === 0) return undefined;
  return html`
    <div part="error-summary" class="error-summary" role="alert" tabindex="-1">
      ${view.heading(1, attributes({class: 'summary-title'}), t('problem.summary', {count: entries.length}))}
      <ul>${entries.map(([slug, problem]) => {
        const index = questions.findIndex(each => each.slug === slug);
        const question = questions[index];
        const ask = slug === locationDetailSlug ? (chosenLocation(eventType, answers)?.ask ?? 'text') : undefined;
        const label = question ? labelOf(question, t) : ask ? t(`question.place.${ask}`) : slug;
        const id = question ? idOf(index, question) : ask && detailId(ask);
        const link = !id
          ? label
          : inShadow
            ? html`<label for="${id}">${label}</label>`
            : html`<a href="#${id}">${label}</a>`;
        return html`<li>${link}: ${problemText(question?.type, problem, t)}</li>`;
      })}</ul>
    </div>
  `;
}

/** The questions, below the chosen time. */
export function renderDetails(view: PageView): Markup {
  const {slot, slots, eventType, timeZone, locale, durationMinutes, t} = view;
  const start = slot!;
  const end = slots.find(each => each.start === start)?.end ?? addMinutes(start, durationMinutes);
  const when = formatMoment(start, timeZone, locale);
  const isAskedAgain = view.notice !== undefined && isUnsure(view.notice.code);
  const what = eventType.confirmation === 'always' ? 'request' : 'book';
  // The visitor chooses the number of dates next to the button, whose label cannot change without a script.
  const send = isAskedAgain
    ? t('page.ask_again')
    : t(eventType.recurrence ? `page.${what}_series` : `form.${what}`, {when});
  return postForm(
    view,
    'details',
    html`
    ${hiddenFields({...view, zoneChosen: true}, {[fieldNames.slot]: start})}
    <button type="submit" class="visually-hidden" tabindex="-1" aria-hidden="true" name="${fieldNames.step}" value="book">${send}</button>
    <div part="summary" class="summary">
      ${renderWhen(view, start, end)}
      <button type="submit" part="secondary" name="${fieldNames.step}" value="pick">${t('form.change_time')}</button>
    </div>
    ${view.heading(1, attributes({class: 'section'}), t('form.details'))}
    <div class="form" part="form">
      ${renderSummary(view)}
      ${renderSeries(view)}
      ${renderQuestions(view)}
      <div class="actions"><button type="submit" class="primary" part="submit" name="${fieldNames.step}" value="book">${send}</button></div>
    </div>
  `,
  );
}

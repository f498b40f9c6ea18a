import {nothing} from 'lit';
import {chosenLocation, locationDetailSlug} from '../../core/flow/questions.ts';
import {labelOf, problemText} from '../../core/words/question-words.ts';
import type {Question} from '../../core/model/types.ts';
import {html} from '../base/html.ts';
import type {QuestionsView} from './questions-view.ts';

/** The list of problems at the top: a focusable heading and a link to each field. */
export function renderSummary(
  problems: Readonly<Record<string, string>>,
  view: QuestionsView,
  questions: readonly Question[],
  focusField: (slug: string) => void,
) {
  const {t, eventType, answers} = view;
  const entries = Object.entries(problems);
  if (entries.length === 0) return nothing;
  const go = (event: Event, slug: string) => {
    event.preventDefault();
    focusField(slug);
  };
  return html`
    <div part="error-summary" class="error-summary">
      <h4 tabindex="-1">${t('problem.summary', {count: entries.length})}</h4>
      <ul>${entries.map(([slug, problem]) => {
        const ask = slug === locationDetailSlug ? chosenLocation(eventType, answers)?.ask : undefined;
        const question = questions.find(each => each.slug === slug);
        const own = view.siteLabel(slug);
        const label = own ?? (question ? labelOf(question, t) : t(`question.place.${ask ?? 'text'}`));
        // The browser's messages for the site's own controls are complete sentences.
        const text = own !== undefined && !question ? problem : problemText(question?.type, problem, t);
        return html`<li><a href="#${slug}" @click=${(event: Event) => go(event, slug)}><bdi>${label}</bdi></a>: ${text}</li>`;
      })}</ul>
    </div>
  `;
}

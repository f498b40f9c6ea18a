import {initialAnswers, prefilled, validateAnswers} from './questions.ts';
import {own} from '../model/own.ts';
import type {Answer, Answers, EventType, PhoneHints} from '../model/types.ts';

const isBlank = (part: string | boolean) => part === false || (typeof part === 'string' && part.trim() === '');
const isEmpty = (answer: Answer | undefined) => [answer ?? ''].flat().every(isBlank);

/** Slugs of the questions whose prefill is accepted completely. */
function takenPrefill(eventType: EventType, prefill: Answers): string[] {
  const answers = initialAnswers(eventType, prefill);
  return eventType.questions
    .filter(question => {
      const value = prefilled(question, prefill);
      const answer = answers[question.slug];
      if (value === undefined || question.type === 'location') return value !== undefined && value === answer;
      return !['multiselect', 'checkbox'].includes(question.type) || [value].flat().length === [answer].flat().length;
    })
    .map(({slug}) => slug);
}

/**
 * Returns the prefilled questions the visitor cannot change: those the host locks (`lockedOnPrefill`), except those
 * whose answer is not valid. `filled` is their slugs or the site's prefill.
 */
export function lockedSlugs(
  eventType: EventType,
  answers: Answers,
  filled: readonly string[] | Answers,
  hints: PhoneHints,
): Set<string> {
  const names = Array.isArray(filled) ? (filled as string[]) : takenPrefill(eventType, filled as Answers);
  const given = Object.fromEntries(names.map(name => [name, true]));
  const problems = validateAnswers(eventType, answers, hints);
  const slugs = eventType.questions
    .filter(question => question.lockedOnPrefill && prefilled(question, given) !== undefined)
    .map(({slug}) => slug);
  return new Set(slugs.filter(slug => !own(problems, slug) && !isEmpty(own(answers, slug))));
}

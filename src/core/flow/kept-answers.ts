import {emailListTypes, listTypes, locationDetailSlug, locationKey} from './questions.ts';
import {bare, own} from '../model/own.ts';
import type {Answer, Answers, EventType, Question} from '../model/types.ts';

const isText = (value: unknown): value is string => typeof value === 'string';
const isList = (value: unknown): value is string[] => Array.isArray(value) && value.every(isText);

/** The part of a kept answer that the question still accepts; undefined if none. */
function fitting({type, options}: Question, value: unknown): Answer | undefined {
  if (type === 'boolean') return typeof value === 'boolean' ? value : undefined;
  if (type === 'splitName') return isList(value) && value.length === 2 ? value : undefined;
  if (listTypes.includes(type)) {
    const offered = isList(value) ? value.filter(each => !options || options.includes(each)) : [];
    return offered.length > 0 ? offered : undefined;
  }
  if (!isText(value)) return undefined;
  return !options || emailListTypes.includes(type) || options.includes(value) ? value : undefined;
}

/**
 * Filters kept answers to those the event type still asks for. Its owner may have changed a question or its options,
 * and the visitor could not correct an answer that is not shown.
 */
export function keptAnswers(eventType: EventType, kept: unknown): Answers {
  const answers: Answers = bare();
  if (typeof kept !== 'object' || kept === null) return answers;
  const given = kept as Answers;
  for (const question of eventType.questions) {
    const value =
      question.hidden || question.type === 'location' ? undefined : fitting(question, own(given, question.slug));
    if (value !== undefined) answers[question.slug] = value;
  }
  const places = eventType.questions.filter(({type}) => type === 'location').map(({slug}) => slug);
  const slug = places[0] ?? 'location';
  const place = own(given, slug);
  const isOffered = eventType.locations.some(location => locationKey(location) === place);
  if (isText(place) && isOffered) answers[slug] = place;
  const detail = own(given, locationDetailSlug);
  if (isText(detail) && (isOffered || place === undefined)) answers[locationDetailSlug] = detail;
  return answers;
}

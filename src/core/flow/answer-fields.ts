import {chosenLocation, initialAnswers, locationDetailSlug} from './questions.ts';
import {bare} from '../model/own.ts';
import type {Answer, Answers, EventType, Location, Question} from '../model/types.ts';

/** The field name of an answer in a plain HTML form. */
export function answerField(slug: string): string {
  return `answer.${slug}`;
}

/**
 * The field name of a location's detail. Each kind has its own field, because only the chosen location decides which
 * one counts.
 */
export function detailField(ask: NonNullable<Location['ask']>): string {
  return `${answerField(locationDetailSlug)}.${ask}`;
}

const listTypes = ['multiselect', 'checkbox', 'splitName'];

/** Forms send line breaks as CR LF. */
const plain = (text: string) => text.replace(/\r\n?/g, '\n');

function toAnswer({type, options}: Question, values: readonly string[]): Answer {
  if (type === 'boolean') return values.includes('true');
  const texts = values.map(value => options?.find(option => plain(option) === plain(value)) ?? plain(value));
  return listTypes.includes(type) ? texts : (texts[0] ?? '');
}

/**
 * Reads the answers from a plain HTML form. `valuesOf` returns the values of a field by name. Missing answers get the
 * defaults of `initialAnswers`.
 */
export function readAnswers(eventType: EventType, valuesOf: (name: string) => readonly string[]): Answers {
  const given: Answers = bare();
  const slugs = eventType.questions.some(({type}) => type === 'location')
    ? []
    : [{slug: 'location', type: 'location', required: true} as const];
  for (const question of [...eventType.questions, ...slugs]) {
    const values = valuesOf(answerField(question.slug));
    if (values.length > 0) given[question.slug] = toAnswer(question, values);
  }
  const ask = chosenLocation(eventType, initialAnswers(eventType, given))?.ask;
  const [detail] = ask ? valuesOf(detailField(ask)) : [];
  return initialAnswers(eventType, {...given, ...(detail === undefined ? {} : {[locationDetailSlug]: detail})});
}

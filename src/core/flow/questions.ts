import {isEmail, toEmail, toEmails, toList, toNumber, toPhone, toText, toUrl} from './answers.ts';
import {bare, own} from '../model/own.ts';
import type {Answer, Answers, EventType, Location, Question, QuestionType, PhoneHints} from '../model/types.ts';

/** What is wrong with an answer; the words are the messages `problem.<name>`. */
export type Problem = 'required' | 'email' | 'phone' | 'number' | 'url' | 'option' | 'guests' | 'too_many' | 'too_long';

/**
 * Cal.com's slug of the visitor's own phone number. Its answer is sent with the attendee, not with the booking fields.
 */
export const phoneSlug = 'attendeePhoneNumber';

/** The key of a location's detail (a phone number, an address, a text), next to the answer to the location question. */
export const locationDetailSlug = 'location.detail';

/** Cal.com's limit. */
const mostGuests = 10;
export const listTypes: readonly QuestionType[] = ['multiselect', 'checkbox'];
export const emailListTypes: readonly QuestionType[] = ['guests', 'multiemail'];
/** Maximum characters of an answer to a question that is made for long texts; others have 500. */
export const longestAnswer = 5_000;
const longTypes: readonly QuestionType[] = ['textarea', 'notes', ...emailListTypes];
const choiceTypes: readonly QuestionType[] = ['select', 'radio'];

/** The value of a location in the answer to the location question. */
export function locationKey(location: Location): string {
  return location.integration ? `${location.type}:${location.integration}` : location.type;
}

/** The location the visitor chose, or the only one. */
export function chosenLocation(eventType: EventType, answers: Answers): Location | undefined {
  const {locations} = eventType;
  if (locations.length < 2) return locations[0];
  return locations.find(location => locationKey(location) === own(answers, locationSlug(eventType)));
}

function locationSlug(eventType: EventType): string {
  return eventType.questions.find(question => question.type === 'location')?.slug ?? 'location';
}

/** Whether a question asks for the visitor's phone number: a location that needs it does not ask again. */
export function asksPhone({questions}: EventType): boolean {
  return questions.some(({slug, hidden}) => slug === phoneSlug && !hidden);
}

/** Whether the chosen location's detail is the answer to the phone number question. */
function needsPhone(eventType: EventType, answers: Answers): boolean {
  return asksPhone(eventType) && chosenLocation(eventType, answers)?.ask === 'phone';
}

/** The detail of the chosen location, as typed. */
export function placeDetail(eventType: EventType, answers: Answers): string {
  return toText(own(answers, needsPhone(eventType, answers) ? phoneSlug : locationDetailSlug));
}

/**
 * The questions to show, in order. Includes the location only if the visitor has a choice or must provide a detail. A
 * phone number is required if the location in `answers` needs it.
 */
export function shownQuestions(eventType: EventType, answers: Answers = {}): Question[] {
  const {locations, questions} = eventType;
  const isNeeded = needsPhone(eventType, answers);
  const asksPlace = locations.length > 1 || (locations[0]?.ask !== undefined && !isNeeded);
  const shown = questions
    .filter(({hidden, type, required}) => {
      if (type === 'location') return asksPlace;
      return !hidden && (type !== 'unknown' || required);
    })
    .map(question => (isNeeded && question.slug === phoneSlug ? {...question, required: true} : question));
  if (asksPlace && !shown.some(({type}) => type === 'location')) {
    shown.push({slug: locationSlug(eventType), type: 'location', required: true});
  }
  return shown;
}

/** The prefilled value of a question, by slug or by the plain name of a default question. */
export function prefilled(question: Question, prefill: Answers): Answer | undefined {
  const {slug, type} = question;
  const names: Partial<Record<QuestionType, string>> = {
    name: 'name',
    splitName: 'name',
    email: 'email',
    guests: 'guests',
    notes: 'notes',
  };
  return own(prefill, slug) ?? own(prefill, slug === phoneSlug ? 'phone' : (names[type] ?? slug));
}

function initialAnswer({type, options}: Question, value: Answer | undefined): Answer {
  // Options match as offered even if a link or a site removed the surrounding spaces.
  const offered = (text: string) => {
    const same = (option: string) => option.trim() === text.trim();
    return !options || options.includes(text) ? text : (options.find(same) ?? '');
  };
  if (type === 'boolean') return value === true || value === 'true' || value === '1';
  if (listTypes.includes(type))
    return [value ?? []]
      .flat()
      .map(each => offered(String(each)))
      .filter(Boolean);
  if (emailListTypes.includes(type)) return toEmails(value).join('\n');
  if (type === 'splitName') {
    const [first = '', ...last] = Array.isArray(value) ? value : toText(value).split(/\s+/);
    return [first, last.join(' ')];
  }
  const text = Array.isArray(value) ? value.join(', ') : String(value ?? '');
  return offered(text);
}

/**
 * The initial answers of a form: prefilled, or empty in the type of their question (text, list, `false`; `[first,
 * last]` for a split name). A hidden question has an answer only if the site prefills it.
 */
export function initialAnswers(eventType: EventType, prefill: Answers = {}): Answers {
  const answers: Answers = bare();
  const {locations} = eventType;
  const added = shownQuestions(eventType).filter(
    ({slug}) => !eventType.questions.some(question => question.slug === slug),
  );
  for (const question of [...eventType.questions, ...added]) {
    const value = prefilled(question, prefill);
    if (question.type === 'location') {
      const chosen = locations.find(location => locationKey(location) === value) ?? locations[0];
      if (chosen) answers[question.slug] = locationKey(chosen);
      if (locations.some(({ask}) => ask)) answers[locationDetailSlug] = toText(own(prefill, locationDetailSlug));
    } else if (!question.hidden || value !== undefined) {
      answers[question.slug] = initialAnswer(question, value);
    }
  }
  return answers;
}

/**
 * The answers to a site's own questions, sent as metadata: names that are not questions of the event type, with text
 * values.
 */
export function siteAnswers(eventType: EventType, answers: Answers): Record<string, string> {
  const own = new Set([...eventType.questions.map(({slug}) => slug), locationSlug(eventType), locationDetailSlug]);
  const entries = Object.entries(answers)
    .filter(([name]) => !own.has(name))
    .map(
      ([name, answer]) =>
        [name.slice(0, 40), (Array.isArray(answer) ? answer.join(', ') : String(answer)).slice(0, 500)] as const,
    );
  return Object.fromEntries(entries.filter(([, text]) => text !== '' && text !== 'false'));
}

function problemOfText(question: Question, text: string, hints: PhoneHints): Problem | undefined {
  switch (question.type) {
    case 'email':
      return isEmail(toEmail(text)) ? undefined : 'email';
    case 'phone':
      return toPhone(text, hints) ? undefined : 'phone';
    case 'number':
      return toNumber(text) === undefined ? 'number' : undefined;
    case 'url':
      return toUrl(text) ? undefined : 'url';
    default:
      return undefined;
  }
}

function problemOf(question: Question, answer: Answer | undefined, hints: PhoneHints): Problem | undefined {
  const {type, required, options, parts} = question;
  if (type === 'boolean') return required && answer !== true ? 'required' : undefined;
  if (emailListTypes.includes(type)) {
    const emails = toEmails(answer);
    if (emails.length === 0) return required ? 'required' : undefined;
    if (!emails.every(isEmail)) return 'guests';
    return type === 'guests' && emails.length > mostGuests ? 'too_many' : undefined;
  }
  if (listTypes.includes(type) || choiceTypes.includes(type)) {
    const list = toList(answer);
    if (list.length === 0) return required ? 'required' : undefined;
    return list.every(value => !options || options.includes(value)) ? undefined : 'option';
  }
  const text = toText(answer);
  if (text === '') return required ? 'required' : undefined;
  if (
    type === 'splitName' &&
    Array.isArray(answer) &&
    (!answer[0]?.trim() || (parts?.lastRequired && !answer[1]?.trim()))
  )
    return 'required';
  return text.length > (longTypes.includes(type) ? longestAnswer : 500)
    ? 'too_long'
    : problemOfText(question, text, hints);
}

function checkLocation(
  eventType: EventType,
  slug: string,
  answers: Answers,
  problems: Record<string, Problem>,
  hints: PhoneHints,
): void {
  const location = chosenLocation(eventType, answers);
  if (!location) problems[slug] = answers[slug] ? 'option' : 'required';
  if (!location?.ask || needsPhone(eventType, answers)) return;
  const detail = placeDetail(eventType, answers);
  if (!detail) problems[locationDetailSlug] = 'required';
  else if (location.ask === 'phone' && !toPhone(detail, hints)) problems[locationDetailSlug] = 'phone';
}

/**
 * Returns what is wrong with the answers, by question slug; empty if they are valid. `hints` suggest the country of
 * phone numbers without a country code.
 */
export function validateAnswers(eventType: EventType, given: Answers, hints: PhoneHints = {}): Record<string, Problem> {
  const answers = bare(given);
  const problems = bare<Problem>();
  const shown = shownQuestions(eventType, answers);
  for (const question of shown) {
    if (question.type === 'location') {
      checkLocation(eventType, question.slug, answers, problems, hints);
      continue;
    }
    const problem = problemOf(question, answers[question.slug], hints);
    if (problem) problems[question.slug] = problem;
  }
  // Cal.com needs at least one way to reach the attendee, even if both questions are optional.
  const contacts = eventType.questions.filter(({type, slug}) => type === 'email' || slug === phoneSlug);
  const first = contacts.find(({slug}) => shown.some(question => question.slug === slug));
  if (first && contacts.every(({slug}) => !toText(answers[slug]))) problems[first.slug] ??= 'required';
  return problems;
}

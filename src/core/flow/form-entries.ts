import {toEmail, toEmails, toPhone, toText} from './answers.ts';
import type {FlowState} from './flow-state.ts';
import {locationDetailSlug, chosenLocation} from './questions.ts';
import type {Answer, Answers, EventType, PhoneHints} from '../model/types.ts';

/** The control's own names. Answers never use one of them, whatever the slug of a question. */
const ownNames = new Set(['start', 'end', 'timeZone', 'eventTypeId', 'duration', 'attempt', 'uid', 'status']);

/**
 * The name of an answer: its slug, or `answer.<slug>` if the slug is one of the control's own names or starts with
 * `answer.`.
 */
const nameOf = (slug: string) => (ownNames.has(slug) || slug.startsWith('answer.') ? `answer.${slug}` : slug);

/** Phone numbers and addresses are normalised for sites that book on their own server; other answers stay unchanged. */
function asSent(eventType: EventType, answers: Answers, slug: string, hints: PhoneHints): Answer {
  const answer = answers[slug]!;
  const detail = slug === locationDetailSlug ? chosenLocation(eventType, answers)?.ask : undefined;
  switch (detail ?? eventType.questions.find(question => question.slug === slug)?.type) {
    case 'phone':
      return toPhone(toText(answer), hints) ?? answer;
    case 'email':
      return toEmail(answer);
    case 'guests':
    case 'multiemail':
      return toEmails(answer).join('\n');
    default:
      return answer;
  }
}

/** The entries for the site's own form, as names and text values. Answer names never collide with the control's own. */
export function formEntries(state: FlowState, hints: PhoneHints = {}): [name: string, value: string][] {
  const {slot, eventType, timeZone, duration, answers, attempt, bookings} = state;
  const [booking] = bookings ?? [];
  const start = booking?.start ?? slot?.start;
  if (!start || !eventType) return [];
  const entries: [string, string | undefined][] = [
    ['start', start],
    ['end', booking?.end ?? slot?.end],
    ['timeZone', timeZone],
    ['eventTypeId', String(eventType.id)],
    ['duration', duration === undefined ? undefined : String(duration)],
    ['attempt', attempt?.id],
    ['uid', booking?.uid],
    ['status', booking?.status],
    ...Object.keys(answers).flatMap(slug =>
      [asSent(eventType, answers, slug, hints)].flat().map((value): [string, string] => [nameOf(slug), String(value)]),
    ),
  ];
  return entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
}

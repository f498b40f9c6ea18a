import {toEmail, toEmails, toPhone, toText} from './answers.ts';
import type {FlowState} from './flow.ts';
import {locationDetailSlug, chosenLocation} from './questions.ts';
import type {Answer, Answers, EventType, PhoneHints} from '../model/types.ts';

/** The control's own names. An answer never stands under one of them, whatever slug a question has. */
const ownNames = new Set(['start', 'end', 'timeZone', 'eventTypeId', 'duration', 'attempt', 'uid', 'status']);

/** The name of an answer: its slug, or `answer.<slug>` where that would be one of our own names, or look like this one. */
const nameOf = (slug: string) => (ownNames.has(slug) || slug.startsWith('answer.') ? `answer.${slug}` : slug);

/** Phone numbers and addresses as Cal.com would get them, for a shop that books by itself; all else as it was answered. */
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

/** What a choice is worth to the page's own form: names without the control's own, and values as text. */
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

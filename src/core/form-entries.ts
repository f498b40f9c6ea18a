import type {FlowState} from './flow.ts';

/** The control's own names. An answer never stands under one of them, whatever slug a question has. */
const ownNames = new Set(['start', 'end', 'timeZone', 'eventTypeId', 'duration', 'attempt', 'uid', 'status']);

/** The name of an answer: its slug, or `answer.<slug>` where that would be one of our own names, or look like this one. */
const nameOf = (slug: string) => (ownNames.has(slug) || slug.startsWith('answer.') ? `answer.${slug}` : slug);

/** What a choice is worth to the page's own form: names without the control's own, and values as text. */
export function formEntries(state: FlowState): [name: string, value: string][] {
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
    ...Object.entries(answers).flatMap(([slug, answer]) => [answer].flat().map((value): [string, string] => [nameOf(slug), String(value)])),
  ];
  return entries.filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== '');
}

import type {EventType, Question} from '../../model/types.ts';

/**
 * Removes `handOver` from an event type whose hidden required questions are all answered by the site, so that it can be
 * booked without the booking page.
 */
export function withoutObstacle(eventType: EventType, isAnswered: (question: Question) => boolean): EventType {
  const {handOver, ...bookable} = eventType;
  const isMissing = eventType.questions.some(question => question.required && question.hidden && !isAnswered(question));
  return handOver === 'hidden' && !isMissing ? bookable : eventType;
}

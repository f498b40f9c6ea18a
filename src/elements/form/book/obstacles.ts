import {prefilled} from '../../../core/flow/questions.ts';
import type {Answers, Booking, EventType} from '../../../core/model/types.ts';
import {tellMistake} from '../../inputs/tell-mistake.ts';

/**
 * The event type as it can be booked or moved here. What it hides and wants answered, the page may answer by `prefill`
 * or by a control of its own; to move a booking no answer is wanted. Otherwise it stays Cal.com's page's to book.
 */
export function judge(
  eventType: EventType,
  host: Element & {prefill: Answers},
  moving: Booking | undefined,
): EventType {
  const {handOver, ...bookable} = eventType;
  const controls = [...host.querySelectorAll('[name]')].map(control => control.getAttribute('name'));
  const isMissing = eventType.questions.some(
    question =>
      question.required &&
      question.hidden &&
      prefilled(question, host.prefill) === undefined &&
      !controls.includes(question.slug),
  );
  if (moving || (handOver === 'hidden' && !isMissing)) return bookable;
  tellMistake('tellHandOver', eventType);
  return eventType;
}

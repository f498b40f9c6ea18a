import {prefilled} from '../../../core/flow/questions.ts';
import {withoutObstacle} from '../../../core/flow/rules/obstacles.ts';
import type {Answers, Booking, EventType} from '../../../core/model/types.ts';
import {tellMistake} from '../../inputs/tell-mistake.ts';

/**
 * Removes `handOver` from an event type that can be booked here after all: its hidden required questions are answered
 * by `prefill` or by controls of the site, or a booking is being moved, which needs no answers. Otherwise reports why
 * visitors are sent to the booking page.
 */
export function judge(
  eventType: EventType,
  host: Element & {prefill: Answers},
  moving: Booking | undefined,
): EventType {
  const {handOver, ...bookable} = eventType;
  if (moving) return bookable;
  const controls = [...host.querySelectorAll('[name]')].map(control => control.getAttribute('name'));
  const judged = withoutObstacle(
    eventType,
    question => prefilled(question, host.prefill) !== undefined || controls.includes(question.slug),
  );
  if (judged === eventType) tellMistake('tellHandOver', eventType);
  return judged;
}

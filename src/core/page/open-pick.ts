import {chosenDuration} from '../flow/rules/chosen-duration.ts';
import {dayOf, groupByDay, monthOf} from '../time/time.ts';
import type {Day, EventType, Instant, Month, Slot} from '../model/types.ts';
import type {PickView} from './pick-view.ts';

/** The known data and the visitor's choices so far. */
interface Chosen {
  eventType: Pick<EventType, 'durations'>;
  slots: readonly Slot[];
  timeZone: string;
  now: Instant;
  day?: Day | undefined;
  month?: Month | undefined;
  duration?: number | undefined;
}

/**
 * Decides what to show: the chosen day if it has times, otherwise the first day with times in the chosen month or in
 * any month.
 */
export function openPick({
  eventType,
  slots,
  timeZone,
  now,
  ...chosen
}: Chosen): Pick<PickView, 'days' | 'today' | 'day' | 'month' | 'duration' | 'durationMinutes'> {
  const days = groupByDay(slots, timeZone);
  const today = dayOf(now, timeZone);
  const isInMonth = (day: Day) => chosen.month === undefined || monthOf(day) === chosen.month;
  const day =
    chosen.day !== undefined && days.has(chosen.day) && isInMonth(chosen.day)
      ? chosen.day
      : [...days.keys()].find(isInMonth);
  const durationMinutes = chosenDuration(eventType, chosen.duration);
  return {
    days,
    today,
    day,
    durationMinutes,
    // Only where there is a choice.
    duration: eventType.durations[1] && durationMinutes,
    month: chosen.month ?? monthOf(day ?? today),
  };
}

import type {EventType, Instant} from '../../model/types.ts';

/**
 * Whether rescheduling of a booking that starts at `start` is disabled. Cal.com's API enforces only `minutesBefore`;
 * its own booking pages, and this kit, also enforce `disableRescheduling.disabled`.
 */
export function isMoveLocked(
  {locks: {move = false, moveMinutesBefore = 0} = {}}: Pick<EventType, 'locks'>,
  start: Instant,
  now: number,
): boolean {
  return move || (moveMinutesBefore > 0 && Date.parse(start) - now < moveMinutesBefore * 60_000);
}

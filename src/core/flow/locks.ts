import type {EventType, Instant} from '../model/types.ts';

/**
 * Whether visitors may not move a booking that begins at `start`. Cal.com's API keeps only `minutesBefore`; that nothing
 * may be moved at all (`disableRescheduling.disabled`) its own pages keep, and we do.
 */
export function isMoveLocked(
  {locks: {move = false, moveMinutesBefore = 0} = {}}: Pick<EventType, 'locks'>,
  start: Instant,
  now: number,
): boolean {
  return move || (moveMinutesBefore > 0 && Date.parse(start) - now < moveMinutesBefore * 60_000);
}

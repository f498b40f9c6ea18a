import type {EventType} from '../../model/types.ts';

/** The time zone of the times: the event type's own if it is locked to one, else `otherwise`. */
export function zoneOfTimes({lockedTimeZone}: Pick<EventType, 'lockedTimeZone'>, otherwise: string): string {
  return lockedTimeZone ?? otherwise;
}

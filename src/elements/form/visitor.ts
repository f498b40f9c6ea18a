import type {Clock} from '../../core/flow/flow-state.ts';
import {isTimeZone} from '../../core/time/parse-time.ts';
import {deviceZone} from '../base/device-zone.ts';

export const zoneKey = 'booking-time-zone';
export const clockKey = 'booking-clock';

/** A choice the visitor made on this site in this session; undefined if storage is forbidden. */
function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Remembers a choice for the session. */
export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Storage is forbidden: the visitor has to choose again next time.
  }
}

/** The time zone the visitor chose earlier, else the device's. */
export function visitorZone(): string {
  const kept = recall(zoneKey);
  return kept && isTimeZone(kept) ? kept : deviceZone();
}

/** The clock (12 or 24 hours) the visitor chose earlier, if any. */
export function visitorClock(): Clock | undefined {
  const kept = recall(clockKey);
  return kept === 'h12' || kept === 'h23' ? kept : undefined;
}

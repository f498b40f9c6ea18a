import type {Clock} from '../../core/flow/flow.ts';
import {isTimeZone} from '../../core/time/time.ts';
import {deviceZone} from '../base/device-zone.ts';

export const zoneKey = 'booking-time-zone';
export const clockKey = 'booking-clock';

/** What the visitor chose before on this site; nothing where storage is forbidden. */
function recall(key: string): string | undefined {
  try {
    return sessionStorage.getItem(key) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps what the visitor chose for the session. */
export function remember(key: string, value: string): void {
  try {
    sessionStorage.setItem(key, value);
  } catch {
    // Then it is chosen again next time.
  }
}

/** The zone the visitor chose before, else the device's. */
export function visitorZone(): string {
  const kept = recall(zoneKey);
  return kept && isTimeZone(kept) ? kept : deviceZone();
}

/** The hours the visitor chose before, if any. */
export function visitorClock(): Clock | undefined {
  const kept = recall(clockKey);
  return kept === 'h12' || kept === 'h23' ? kept : undefined;
}

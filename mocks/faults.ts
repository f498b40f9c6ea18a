/** What the next matching call meets. */
export type FaultKind =
  | 'taken-400' | 'taken-409' | 'taken-409-core' | 'taken-500' | '429' | '500' | 'lost-answer' | 'shape';

export const faultKinds: readonly FaultKind[] = ['taken-400', 'taken-409', 'taken-409-core', 'taken-500', '429', '500', 'lost-answer', 'shape'];

/** Whether it is about making, moving or ending a booking only. */
const bookingOnly = (kind: FaultKind) => kind.startsWith('taken') || kind === 'lost-answer';

/** Outages and single failures somebody asked for. */
export interface Faults {
  /** Everything is answered 503, or the connection breaks. */
  down: false | 'unavailable' | 'reset';
  next: FaultKind[];
}

/** Takes the fault that applies to this call, if one waits. */
export function takeFault(faults: Faults, method: string, path: string): FaultKind | undefined {
  const booking = method === 'POST' && /^\/v2\/bookings(\/[^/]+\/(reschedule|cancel))?$/.test(path);
  const index = faults.next.findIndex(kind => booking || !bookingOnly(kind));
  return index < 0 ? undefined : faults.next.splice(index, 1)[0];
}

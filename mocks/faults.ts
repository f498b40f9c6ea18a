import {bare, core, exception, throttled, type CalRefusal} from './errors.ts';

/** What happens to the next matching request. */
export type FaultKind =
  | 'taken-400'
  | 'taken-409'
  | 'taken-409-core'
  | 'taken-500'
  | '429'
  | '500'
  | 'lost-answer'
  | 'shape'
  | 'seat-race';

export const faultKinds: readonly FaultKind[] = [
  'taken-400',
  'taken-409',
  'taken-409-core',
  'taken-500',
  '429',
  '500',
  'lost-answer',
  'shape',
  'seat-race',
];

/** Whether the fault only affects requests that book, reschedule or cancel. */
const bookingOnly = (kind: FaultKind) => kind.startsWith('taken') || kind === 'lost-answer' || kind === 'seat-race';

/** Requested outages and single failures. */
export interface Faults {
  /** Every request is answered 503, or its connection breaks. */
  down: false | 'unavailable' | 'reset';
  next: FaultKind[];
}

/** Takes the next fault that applies to this request. */
export function takeFault(faults: Faults, method: string, path: string): FaultKind | undefined {
  const booking = method === 'POST' && /^\/v2\/bookings(\/[^/]+\/(reschedule|cancel))?$/.test(path);
  const index = faults.next.findIndex(kind => booking || !bookingOnly(kind));
  return index < 0 ? undefined : faults.next.splice(index, 1)[0];
}

/** The refusal for a fault; undefined for faults that spoil the answer instead. */
export function refusalOf(kind: FaultKind): CalRefusal | undefined {
  switch (kind) {
    case 'taken-400':
      return exception(400, 'User either already has booking at this time or is not available');
    case 'taken-409':
      return bare(409, 'booking_conflict_error');
    case 'taken-409-core':
      return core(409, 'booking_conflict_error');
    case 'taken-500':
      return bare(500, 'Internal server error');
    case '500':
      return bare(500, 'Internal server error');
    case '429':
      return throttled();
    default:
      return undefined;
  }
}

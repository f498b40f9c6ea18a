import type {Booking} from '../model/types.ts';
import type {FlowState} from './flow-state.ts';

/** The current bookings: the host may have rescheduled one, which gave it another uid. */
export function currentBookings({bookings, view}: Pick<FlowState, 'bookings' | 'view'>): Booking[] {
  const [booking, ...others] = bookings ?? [];
  if (!booking || others.length > 0 || !view) return bookings ?? [];
  const {uid = booking.uid, start = booking.start, end = booking.end} = view;
  return [{...booking, uid, start, end}];
}

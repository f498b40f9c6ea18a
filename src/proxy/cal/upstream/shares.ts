/**
 * What a call is for, in order of priority; lower priorities leave room for higher ones. `lookup` is for callers
 * without a token, `routine` for background checks.
 */
export type Priority = 'booking' | 'read' | 'slots' | 'extra' | 'lookup' | 'routine';

export const priorities: readonly Priority[] = ['booking', 'read', 'slots', 'extra', 'lookup', 'routine'];
/**
 * Shares of a minute's calls: up to which total a priority may still call, how much of it a priority may use, and how
 * much one visitor may use (a /48 network counts as four visitors).
 */
export const share: Record<Priority, number> = {
  booking: 1,
  read: 0.9,
  slots: 0.75,
  extra: 0.5,
  lookup: 0.5,
  routine: 0.4,
};
export const kindShare: Record<Priority, number> = {
  booking: 1,
  read: 0.5,
  slots: 0.75,
  extra: 0.3,
  lookup: 0.1,
  routine: 0.05,
};
export const visitorShare: Record<Priority, number> = {
  booking: 0.5,
  read: 0.4,
  slots: 0.3,
  extra: 0.1,
  lookup: 0.05,
  routine: 1,
};
/** The part of a priority's share kept for visitors who have not called in this minute. */
export const newcomersShare: Record<Priority, number> = {
  booking: 0,
  read: 0.2,
  slots: 0.2,
  extra: 0.2,
  lookup: 0.2,
  routine: 0,
};
/**
 * The share of one second's calls that each priority may use, so that a burst of slot requests never delays a booking.
 */
export const burstShare: Record<Priority, number> = {
  booking: 1,
  read: 0.9,
  slots: 0.75,
  extra: 0.75,
  lookup: 0.5,
  routine: 0.4,
};
export const patienceMs: Record<Priority, number> = {
  booking: 15_000,
  read: 8_000,
  slots: 8_000,
  extra: 2_000,
  lookup: 2_000,
  routine: 2_000,
};
/**
 * Within this time a priority may use at most 2.5 times its proportional share, so that late callers find calls left.
 */
export const stretchMs = 10_000;

/** What a call is for; the first goes first, and the later ones leave room for it. `lookup` is of whoever shows no token, `routine` of nobody. */
export type Priority = 'booking' | 'read' | 'slots' | 'extra' | 'lookup' | 'routine';

export const priorities: readonly Priority[] = ['booking', 'read', 'slots', 'extra', 'lookup', 'routine'];
/**
 * The part of the minute up to which calls of a kind are let through, the part that a kind may be of it, and the part of
 * one visitor, of which a network of /48 has four.
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
/** Of what a kind may be, the part that is for visitors who have not called in this minute. */
export const newcomersShare: Record<Priority, number> = {
  booking: 0,
  read: 0.2,
  slots: 0.2,
  extra: 0.2,
  lookup: 0.2,
  routine: 0,
};
/** The share of one second's calls that each priority may use, so that a burst of slot requests never delays a booking. */
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
/** In so long two and a half times its part at most: who takes all of a minute at its start leaves nothing to those who come later. */
export const stretchMs = 10_000;

/** The most live streams open at once. */
export interface LiveLimits {
  /** Per booking or session, across all devices. */
  booking: number;
  /** Per visitor's network; an office may share one address. */
  visitor: number;
  /** Of those, sessions without a booking, which anybody can open. */
  waiting: number;
  /** Overall. */
  all: number;
}

export const liveLimits: LiveLimits = {booking: 24, visitor: 200, waiting: 50, all: 20_000};

/** How many streams may be open at once. */
export interface LiveLimits {
  /** Of one booking or session: its pages on all devices. */
  booking: number;
  /** Of one visitor's network; an office has many people behind one address. */
  visitor: number;
  /** Of those, sessions without a booking: anybody can open them. */
  waiting: number;
  /** Of everybody. */
  all: number;
}

export const liveLimits: LiveLimits = {booking: 24, visitor: 200, waiting: 50, all: 20_000};

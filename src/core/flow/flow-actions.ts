import type {Answers, Booking, Day, EventType, Instant, InstantRange, Month, Slot} from '../model/types.ts';
import type {BookingView, LiveGrant} from '../model/wire.ts';
import type {Clock, Notice} from './flow-state.ts';

/** What can happen while the visitor chooses a time. */
export type PickAction =
  /** The form starts, or starts over, with its current settings. */
  | {
      type: 'opened';
      now: Instant;
      timeZone: string;
      duration?: number;
      clock?: Clock;
      moving?: Booking;
      manageToken?: string;
    }
  | {type: 'loaded'; eventType: EventType}
  | {type: 'load-failed'; notice: Notice}
  | {type: 'slots-requested'; block: Month}
  | {type: 'slots-loaded'; block: Month; range: InstantRange; slots: readonly Slot[]}
  | {type: 'slots-failed'; block: Month; notice?: Notice}
  | {type: 'duration-picked'; duration: number}
  | {type: 'month-shown'; month: Month}
  | {type: 'day-picked'; day: Day}
  | {type: 'slot-picked'; slot: Slot}
  | {type: 'zone-picked'; timeZone: string}
  | {type: 'clock-picked'; clock: Clock}
  | {type: 'noticed'; notice: Notice}
  | {type: 'searched'; until: Month}
  /** The network is back. */
  | {type: 'reconnected'}
  /** The visitor came back to the page after a while. */
  | {type: 'returned'};

/** What can happen after a time is chosen. */
type BookAction =
  | {type: 'continued'; prefill: Answers}
  | {type: 'backed'}
  | {type: 'answered'; answers: Answers}
  /** Choices of an earlier visit, or of the page that the browser restored, came back. */
  | {type: 'restored'; answers: Answers; count?: number}
  /** The site's form was reset. */
  | {type: 'reset'}
  /** The site's form was submitted before a time was chosen. */
  | {type: 'time-missed'}
  | {type: 'prepared'; id: string}
  | {type: 'submitted'; id: string}
  | {type: 'view-changed'; view: BookingView}
  | {type: 'refused'; notice: Notice; problems?: Record<string, string>}
  | {type: 'booked'; bookings: [Booking, ...Booking[]]; live?: LiveGrant; manageToken?: string}
  | {type: 'count-picked'; count: number}
  | {type: 'cancelled'}
  | {type: 'move-started'; booking: Booking; manageToken?: string}
  /** The booking that the site wants to be moved was loaded. */
  | {type: 'move-opened'; booking: Booking; manageToken?: string}
  | {type: 'move-left'}
  | {type: 'restarted'};

/** Everything that changes the state of a booking flow. */
export type FlowAction = PickAction | BookAction;

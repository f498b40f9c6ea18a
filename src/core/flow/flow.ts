import type {ErrorCode} from '../model/error-codes.ts';
import {nearestTimes} from './nearest-times.ts';
import {blockMonths, mergeSlots, slotsByDay} from '../time/schedule.ts';
import {addMonths, dayOf, monthOf} from '../time/time.ts';
import type {Answers, Booking, Day, EventType, Instant, InstantRange, Month, Slot} from '../model/types.ts';
import type {BookingView, LiveGrant} from '../model/wire.ts';

/** What the visitor has to be told before going on. */
export interface Notice {
  code: ErrorCode;
  /** Seconds until another try makes sense. */
  retryAfterSeconds?: number;
  /** The time that was lost. */
  start?: Instant;
  /** After an unknown outcome: where it will be told. */
  live?: LiveGrant;
  /** After an unknown outcome: the time is taken now, most likely by this very booking. */
  isLikely?: boolean;
  /** Code of a later step could not be loaded: the page has to be loaded anew. */
  isStale?: boolean;
  /** Times to offer instead. */
  instead?: Slot[];
  /** The visitor's booking that stands in the way, where Cal.com itself told of it. */
  uid?: string;
}

/** How the hours of a day are counted, as Unicode's `hc` extension writes it. */
export type Clock = 'h12' | 'h23';

/** Names one try to book; kept over retries as long as the time and the answers stay the same. */
export interface Attempt {
  id: string;
  content: string;
}

/** Where a visitor is on the way to a booking. */
export interface FlowState {
  /** `failed`: nothing can be shown; `booking`: the answer is on its way; `done`: there is a booking. */
  phase: 'loading' | 'failed' | 'pick' | 'details' | 'booking' | 'done';
  timeZone: string;
  /** Twelve hours or twenty-four, where the visitor chose; else the habit of the locale. */
  clock?: Clock;
  /** The month on show. */
  month: Month;
  /** Blocks of months by their first month. A failed block is absent again, not failed for ever. */
  blocks: Record<Month, 'pending' | 'ready'>;
  slots: readonly Slot[];
  /** Times that were refused: for a while Cal.com goes on offering them. */
  lost?: readonly Instant[];
  answers: Answers;
  /** Question slug → what is wrong with its answer, as the server says. */
  problems: Record<string, string>;
  eventType?: EventType;
  /** Minutes, when the event type offers more than one. */
  duration?: number;
  day?: Day;
  slot?: Slot;
  notice?: Notice;
  /** The page's form was to be sent before a time was chosen. */
  isTimeMissed?: boolean;
  /** The last month a search for free times went through without finding one. */
  searchedUntil?: Month;
  attempt?: Attempt;
  bookings?: [Booking, ...Booking[]];
  live?: LiveGrant;
  /** The booking's live state, once it is followed. */
  view?: BookingView;
  /** Proxy mode only: opens the booking for changes. */
  manageToken?: string;
  /** The booking that gets another time. */
  moving?: Booking;
  /** What was booked here before, and may be moved. */
  earlier?: {booking: Booking; manageToken?: string | undefined};
  /** How often a recurring event type is booked. */
  count?: number;
  /** The time somebody tried to book without learning whether it worked. */
  unsure?: Instant;
}

/** What can happen while a time is chosen; what comes after it is in `flow-book.ts`. */
export type FlowAction =
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
  | {type: 'searched'; until: Month};

/** The start of a flow, before anything is known. `now` decides which month is shown first. */
export function startFlow(timeZone: string, now: Instant): FlowState {
  return {
    phase: 'loading',
    timeZone,
    month: monthOf(dayOf(now, timeZone)),
    blocks: {},
    slots: [],
    answers: {},
    problems: {},
  };
}

/** A copy of a state without some of its members. */
export function without<K extends keyof FlowState>(state: FlowState, ...keys: K[]): Omit<FlowState, K> & FlowState {
  const copy = {...state};
  for (const key of keys) delete copy[key];
  return copy;
}

/**
 * Keeps the chosen day as long as it has times, else opens the first one of the month on show; with `mayJump` the
 * first one there is, and its month.
 */
export function openDay(state: FlowState, mayJump = true): FlowState {
  const days = slotsByDay(state.slots, state.timeZone);
  if (state.day !== undefined && days.has(state.day)) return state;
  const [first] = days.keys();
  const inMonth = [...days.keys()].find(day => monthOf(day) === state.month);
  const day = inMonth ?? (mayJump ? first : undefined);
  return day === undefined ? without(state, 'day') : {...state, day, month: monthOf(day)};
}

function reduceZone(state: FlowState, timeZone: string): FlowState {
  const moved = {...state, timeZone};
  if (!state.slot) return openDay(moved);
  const day = dayOf(state.slot.start, timeZone);
  return {...moved, day, month: monthOf(day)};
}

/** What there is to tell once times arrived: that the chosen one is gone, and no longer that those on show could not be had. */
function reduceNotice(state: FlowState, slots: readonly Slot[], block: Month): FlowState {
  const {phase, slot, notice, month, blocks} = state;
  if (phase !== 'pick') return state;
  const isFree = (start: Instant) => slots.some(each => each.start === start);
  const lost = slot && !isFree(slot.start) ? slot.start : notice?.start;
  const isOnShow =
    month < addMonths(block, blockMonths) && (block <= month || !Object.keys(blocks).some(other => other < block));
  if (lost === undefined) return isOnShow && !notice?.isStale ? without(state, 'notice') : state;
  const rest = lost === slot?.start ? without(state, 'slot') : state;
  return {
    ...rest,
    notice: {
      code: 'slot_taken',
      ...(lost === notice?.start ? notice : {}),
      start: lost,
      instead: nearestTimes(slots, lost),
    },
  };
}

/** The next state of the flow. Pure; an action that makes no sense in a state leaves it as it is. */
export function reduceFlow(state: FlowState, action: FlowAction): FlowState {
  switch (action.type) {
    case 'loaded': {
      const {eventType} = action;
      const {
        durations: [standard],
        durations,
        lockedTimeZone: timeZone,
      } = eventType;
      const duration = durations.find(offered => offered === state.duration) ?? standard!;
      return {
        ...without(state, 'notice', 'duration'),
        phase: 'pick',
        eventType,
        ...(durations.length > 1 ? {duration} : {}),
        ...(timeZone ? {timeZone} : {}),
      };
    }
    case 'load-failed':
      return {...state, phase: 'failed', notice: action.notice};
    case 'slots-requested':
      return {...state, blocks: {...state.blocks, [action.block]: 'pending'}};
    case 'slots-loaded': {
      const slots = mergeSlots(state.slots, action.slots, action.range).filter(
        ({start}) => !state.lost?.includes(start),
      );
      const isFirst = !Object.values(state.blocks).includes('ready');
      return openDay(
        {...reduceNotice(state, slots, action.block), slots, blocks: {...state.blocks, [action.block]: 'ready'}},
        isFirst,
      );
    }
    case 'slots-failed': {
      const {[action.block]: _, ...blocks} = state.blocks;
      return {...state, blocks, ...(action.notice ? {notice: action.notice} : {})};
    }
    case 'duration-picked':
      return {
        ...without(state, 'slot', 'notice', 'searchedUntil', 'lost'),
        duration: action.duration,
        slots: [],
        blocks: {},
      };
    case 'month-shown':
      return openDay({...(state.slot ? state : without(state, 'day')), month: action.month}, false);
    case 'day-picked':
      return {...without(state, 'slot', 'notice'), day: action.day, month: monthOf(action.day)};
    case 'slot-picked':
      return {...without(state, 'notice'), slot: action.slot, day: dayOf(action.slot.start, state.timeZone)};
    case 'zone-picked':
      return reduceZone(state, action.timeZone);
    case 'clock-picked':
      return {...state, clock: action.clock};
    case 'noticed':
      return {...state, notice: action.notice};
    case 'searched':
      return {...state, searchedUntil: action.until};
  }
}

import type {ErrorCode} from '../model/error-codes.ts';
import {nearestTimes} from './nearest-times.ts';
import {blockMonths, mergeSlots, slotsByDay} from '../time/schedule.ts';
import {addMonths, dayOf, monthOf} from '../time/time.ts';
import type {Answers, Booking, Day, EventType, Instant, InstantRange, Month, Slot} from '../model/types.ts';
import type {BookingView, LiveGrant} from '../model/wire.ts';

/** A notice to the visitor. */
export interface Notice {
  code: ErrorCode;
  /** Seconds to wait before a retry. */
  retryAfterSeconds?: number;
  /** The time that is no longer available. */
  start?: Instant;
  /** After an unknown outcome: the live stream that will report it. */
  live?: LiveGrant;
  /** After an unknown outcome: the time is taken now, most likely by the visitor's own booking. */
  isLikely?: boolean;
  /** Code of a later step failed to load: the page must be reloaded. */
  isStale?: boolean;
  /** Times to offer instead. */
  instead?: Slot[];
  /** The visitor's booking that is in the way, if Cal.com named it. */
  uid?: string;
}

/** 12- or 24-hour clock, with the values of Unicode's `hc` extension. */
export type Clock = 'h12' | 'h23';

/** One wish to book; the same across retries as long as the time and the answers stay the same. */
export interface Attempt {
  id: string;
  content: string;
}

/** The state of a visitor's booking flow. */
export interface FlowState {
  /** `failed`: nothing to show; `booking`: waiting for the answer; `done`: booked. */
  phase: 'loading' | 'failed' | 'pick' | 'details' | 'booking' | 'done';
  timeZone: string;
  /** The clock the visitor chose; defaults to the locale's. */
  clock?: Clock;
  /** The month shown. */
  month: Month;
  /** Blocks of months by their first month. A failed block is removed, so that it can be requested again. */
  blocks: Record<Month, 'pending' | 'ready'>;
  slots: readonly Slot[];
  /** Times that were refused: Cal.com continues to offer them for a while. */
  lost?: readonly Instant[];
  answers: Answers;
  /** Question slug → what the server refuses about its answer. */
  problems: Record<string, string>;
  eventType?: EventType;
  /** Minutes, if the event type offers more than one duration. */
  duration?: number;
  day?: Day;
  slot?: Slot;
  notice?: Notice;
  /** The visitor submitted the site's own form before choosing a time. */
  isTimeMissed?: boolean;
  /** The last month that a search for free times covered without success. */
  searchedUntil?: Month;
  attempt?: Attempt;
  bookings?: [Booking, ...Booking[]];
  live?: LiveGrant;
  /** The booking's live state, if the form follows it. */
  view?: BookingView;
  /** Proxy mode only: lets the visitor change the booking. */
  manageToken?: string;
  /** The booking being rescheduled. */
  moving?: Booking;
  /** The previous booking of this form, which may be rescheduled. */
  earlier?: {booking: Booking; manageToken?: string | undefined};
  /** Number of bookings of a recurring event type. */
  count?: number;
  /** The start of an attempt with an unknown outcome. */
  unsure?: Instant;
}

/** Actions while the visitor chooses a time; later ones are in `flow-book.ts`. */
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

/** The initial state. `now` determines the first month shown. */
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

/** Copies a state without some of its members. */
export function without<K extends keyof FlowState>(state: FlowState, ...keys: K[]): Omit<FlowState, K> & FlowState {
  const copy = {...state};
  for (const key of keys) delete copy[key];
  return copy;
}

/**
 * Keeps the chosen day if it has times; otherwise opens the first day with times in the month shown or, with `mayJump`,
 * in any month.
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

/**
 * Updates the notice after slots arrive: reports a lost time, and clears an error about the times that are now shown.
 */
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

/** Returns the next state of the flow. Pure; ignores actions that do not apply to the state. */
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

import {chosenDuration} from './rules/chosen-duration.ts';
import {lostTimeNotice} from './rules/lost-time.ts';
import {zoneOfTimes} from './rules/zone-lock.ts';
import {blockMonths, mergeSlots, slotsByDay} from '../time/schedule.ts';
import {addMonths, dayOf, monthOf} from '../time/time.ts';
import type {Instant, Month, Slot} from '../model/types.ts';
import type {PickAction} from './flow-actions.ts';
import {startFlow, without, type FlowState} from './flow-state.ts';

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
  const known = lost === notice?.start ? notice : undefined;
  return {...rest, notice: {...known, ...lostTimeNotice(slots, lost, known?.code)}};
}

/** Returns the next state while the visitor chooses a time; `flow.ts` reduces all actions. Pure. */
export function reducePick(state: FlowState, action: PickAction): FlowState {
  switch (action.type) {
    case 'opened': {
      const {type: _, now, timeZone, ...kept} = action;
      return {...startFlow(timeZone, now), answers: state.answers, ...kept};
    }
    case 'loaded': {
      const {eventType} = action;
      const duration = chosenDuration(eventType, state.duration);
      return {
        ...without(state, 'notice', 'duration'),
        phase: 'pick',
        eventType,
        timeZone: zoneOfTimes(eventType, state.timeZone),
        ...(eventType.durations.length > 1 ? {duration} : {}),
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
      return reduceZone(state, zoneOfTimes(state.eventType ?? {}, action.timeZone));
    case 'clock-picked':
      return {...state, clock: action.clock};
    case 'noticed':
      return {...state, notice: action.notice};
    case 'searched':
      return {...state, searchedUntil: action.until};
    case 'reconnected': {
      const {phase, notice} = state;
      // The notice about the connection is outdated.
      return notice?.code === 'network' && (phase === 'details' || notice.isStale) ? without(state, 'notice') : state;
    }
    case 'returned':
      // Slots that were taken may be free again by now.
      return without(state, 'lost');
  }
}

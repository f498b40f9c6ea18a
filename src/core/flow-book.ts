import type {ErrorCode} from './error.ts';
import {openDay, without, type FlowState, type Notice} from './flow.ts';
import {initialAnswers} from './form.ts';
import {dayOf} from './time.ts';
import type {Answers, Booking} from './types.ts';
import type {BookingView, LiveGrant} from './wire.ts';

/** What can happen once a time is chosen. */
export type BookAction =
  | {type: 'continued'; prefill: Answers}
  | {type: 'backed'}
  | {type: 'answered'; answers: Answers}
  | {type: 'submitted'; id: string}
  | {type: 'view-changed'; view: BookingView}
  | {type: 'refused'; notice: Notice; problems?: Record<string, string>}
  | {type: 'booked'; bookings: [Booking, ...Booking[]]; live?: LiveGrant};

/** The errors that mean: this time cannot be had, another one can. */
const lostSlot = new Set<ErrorCode>(['slot_taken', 'out_of_bounds']);

function reduceRefusal(state: FlowState, notice: Notice, problems: Record<string, string> = {}): FlowState {
  if (!lostSlot.has(notice.code) || !state.slot) return {...state, phase: 'details', notice, problems};
  const lost = state.slot.start;
  const slots = state.slots.filter(slot => slot.start !== lost);
  const day = dayOf(lost, state.timeZone);
  const later = slots.filter(slot => slot.start > lost);
  const sameDay = slots.filter(slot => dayOf(slot.start, state.timeZone) === day);
  const instead = [...new Set([...later.slice(0, 2), ...sameDay.slice(-1), ...later])].slice(0, 3);
  return openDay({...without(state, 'slot', 'attempt'), phase: 'pick', slots, problems: {}, notice: {...notice, start: lost, instead}});
}

function reduceSubmit(state: FlowState, id: string): FlowState {
  if (!state.slot || state.phase === 'booking') return state;
  const content = JSON.stringify([state.slot.start, state.duration, state.answers]);
  const attempt = state.attempt?.content === content ? state.attempt : {id, content};
  return {...without(state, 'notice'), phase: 'booking', problems: {}, attempt};
}

/** The next state of the flow after a time is chosen. Pure; an action that makes no sense in a state leaves it as it is. */
export function reduceBook(state: FlowState, action: BookAction): FlowState {
  switch (action.type) {
    case 'continued': {
      if (!state.slot || !state.eventType) return state;
      // What the visitor typed wins over what the page fills in.
      const answers = {...initialAnswers(state.eventType, action.prefill), ...state.answers};
      return {...without(state, 'notice'), phase: 'details', answers};
    }
    case 'backed':
      return state.phase === 'details' ? {...without(state, 'notice'), phase: 'pick'} : state;
    case 'answered':
      return {...state, answers: action.answers};
    case 'submitted':
      return reduceSubmit(state, action.id);
    case 'view-changed':
      return {...state, view: action.view};
    case 'refused':
      return reduceRefusal(state, action.notice, action.problems);
    case 'booked':
      return {...without(state, 'notice'), phase: 'done', bookings: action.bookings, ...(action.live ? {live: action.live} : {})};
  }
}

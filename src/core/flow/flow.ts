import type {FlowAction} from './flow-actions.ts';
import {openDay, reducePick} from './flow-pick.ts';
import {without, type FlowState, type Notice} from './flow-state.ts';
import {currentBookings} from './current-bookings.ts';
import {initialAnswers} from './questions.ts';
import {chosenCount} from './rules/chosen-count.ts';
import {lostTimeNotice} from './rules/lost-time.ts';
import {endsAttempt, isOwnTrace, isTimeLost, isUnsure} from './rules/refusals.ts';

function reduceRefusal(state: FlowState, notice: Notice, problems: Record<string, string> = {}): FlowState {
  const {code} = notice;
  const start = state.slot?.start;
  if (isOwnTrace(code, start, state.unsure))
    return {...state, phase: 'details', notice: {code: 'outcome_unknown', isLikely: true}};
  const unsure = isUnsure(code) && start !== undefined ? {unsure: start} : {};
  const rest = endsAttempt(code) ? without(state, 'attempt') : state;
  if (!isTimeLost(code) || start === undefined) return {...rest, ...unsure, phase: 'details', notice, problems};
  const slots = state.slots.filter(slot => slot.start !== start);
  return openDay({
    ...without(rest, 'slot'),
    phase: 'pick',
    slots,
    problems: {},
    lost: [...(state.lost ?? []), start],
    notice: {...notice, ...lostTimeNotice(slots, start, code)},
  });
}

/** Returns to the choice of a time; keeps the answers. */
function atStart(state: FlowState): FlowState {
  const rest = without(state, 'slot', 'notice', 'attempt', 'bookings', 'view', 'unsure', 'searchedUntil', 'lost');
  return {...rest, phase: 'pick', slots: [], blocks: {}, problems: {}};
}

/** Assigns an attempt id to the current choice and answers; unchanged ones keep their id. */
function reducePrepare(state: FlowState, id: string): FlowState {
  const content = JSON.stringify([state.slot?.start, state.duration, state.count, state.answers]);
  return state.attempt?.content === content ? state : {...state, attempt: {id, content}};
}

function reduceSubmit(state: FlowState, id: string): FlowState {
  if (!state.slot || state.phase === 'booking') return state;
  return {...without(reducePrepare(state, id), 'notice'), phase: 'booking', problems: {}};
}

/** Returns the next state of the flow. Pure; ignores actions that do not apply to the state. */
export function reduceFlow(state: FlowState, action: FlowAction): FlowState {
  switch (action.type) {
    case 'continued': {
      if (!state.slot || !state.eventType) return state;
      // The visitor's answers take precedence over the site's prefill.
      const answers = {...initialAnswers(state.eventType, action.prefill), ...state.answers};
      return {...without(state, 'notice'), phase: 'details', answers};
    }
    case 'backed':
      return state.phase === 'details' ? {...without(state, 'notice'), phase: 'pick'} : state;
    case 'answered':
      return {...state, answers: action.answers};
    case 'restored': {
      const answers = {...state.answers, ...action.answers};
      // The owner may have made the series shorter.
      const count = chosenCount(state.eventType ?? {}, action.count ?? state.count);
      return {...without(state, 'count'), answers, ...(count === undefined ? {} : {count})};
    }
    case 'reset': {
      const rest = without(state, 'slot', 'isTimeMissed', 'attempt', 'bookings', 'view', 'live', 'notice');
      return {...rest, phase: state.eventType ? 'pick' : state.phase, answers: {}, problems: {}};
    }
    case 'time-missed':
      return {...state, isTimeMissed: true};
    case 'prepared':
      return reducePrepare(state, action.id);
    case 'submitted':
      return reduceSubmit(state, action.id);
    case 'view-changed':
      return {...state, view: action.view};
    case 'refused':
      return reduceRefusal(state, action.notice, action.problems);
    case 'count-picked':
      return {...state, count: action.count};
    case 'cancelled': {
      const [first, ...rest] = state.bookings!.map(booking => ({...booking, status: 'cancelled' as const}));
      return {...without(state, 'view', 'notice'), bookings: [first!, ...rest]};
    }
    case 'move-opened':
    case 'move-started': {
      const {type, booking: moving, manageToken} = action;
      // Cal.com keeps a moved booking's length. Without the event type, it is unknown whether it offers others.
      const keepsLength = type === 'move-opened' || state.duration !== undefined;
      return {
        ...atStart(state),
        moving,
        ...(keepsLength ? {duration: (Date.parse(moving.end) - Date.parse(moving.start)) / 60_000} : {}),
        ...(manageToken ? {manageToken} : {}),
      };
    }
    case 'move-left':
      return state.moving
        ? {...without(state, 'moving', 'notice', 'slot'), phase: 'done', bookings: [state.moving]}
        : state;
    case 'restarted': {
      const [booking, ...others] = currentBookings(state);
      const isLive = booking && ['accepted', 'pending'].includes(state.view?.state ?? booking.status);
      const earlier = isLive && others.length === 0 ? {earlier: {booking, manageToken: state.manageToken}} : {};
      return {...without(atStart(state), 'moving', 'manageToken', 'live'), ...earlier};
    }
    case 'booked':
      return {
        ...without(state, 'notice', 'unsure', 'moving', 'view', ...(state.moving ? ['live' as const] : [])),
        phase: 'done',
        bookings: action.bookings,
        ...(action.live ? {live: action.live} : {}),
        ...(action.manageToken ? {manageToken: action.manageToken} : {}),
      };
    default:
      return reducePick(state, action);
  }
}

import {slotsByDay} from '../../../core/time/schedule.ts';
import {addMinutes, addMonths, monthOf} from '../../../core/time/time.ts';
import type {Month, Slot} from '../../../core/model/types.ts';
import type {FlowController} from '../flow-controller.ts';

/** Months to search. By default, Cal.com lets visitors book at most a year ahead. */
const longestSearch = 12;

/** Goes to the next month with times and opens its first day; shows a message if there is none within a year. */
export async function showNext(flow: FlowController): Promise<void> {
  const {month: from} = flow.state;
  const isStillWanted = () => flow.state.phase === 'pick' && flow.state.month === from;
  let month = from;
  for (let count = 0; count < longestSearch; count++) {
    month = addMonths(month, 1);
    await flow.loadMonth(month);
    if (!isStillWanted() || flow.state.notice) return;
    if (firstDayIn(flow, month)) return flow.showMonth(month);
  }
  flow.dispatch({type: 'searched', until: month});
}

function firstDayIn({state}: FlowController, month: Month): string | undefined {
  return [...slotsByDay(state.slots, state.timeZone).keys()].find(day => monthOf(day) === month);
}

const dayMinutes = 24 * 60;

/** Age in milliseconds up to which loaded times need no check. */
const freshMs = 10_000;

/**
 * Checks whether the chosen slot is still free, so that the visitor does not answer questions in vain. `always` checks
 * even if times were loaded a moment ago. A failed check counts as free.
 */
export async function recheck(flow: FlowController, always = false): Promise<void> {
  const {slot, eventType} = flow.state;
  if (!slot || !eventType || !flow.reader || (!always && Date.now() - flow.loadedAt < freshMs)) return;
  const range = {start: addMinutes(slot.start, -dayMinutes), end: addMinutes(slot.start, dayMinutes)};
  const slots = await flow.loadSlots(range).catch(() => undefined);
  if (slots && !slots.some(({start}) => start === slot.start)) lose(flow, slot);
}

/** Shows that a slot is gone, if it is still the chosen one. */
export function lose(flow: FlowController, slot: Slot): void {
  if (flow.state.slot !== slot || flow.state.phase !== 'details') return;
  flow.dispatch({type: 'refused', notice: {code: 'slot_taken'}});
  void flow.refresh();
}

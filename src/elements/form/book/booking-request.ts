import type {FlowState} from '../../../core/flow/flow-state.ts';
import {siteAnswers} from '../../../core/flow/questions.ts';
import type {BookingRequest, EventType, Slot} from '../../../core/model/types.ts';
import type {FlowHost} from '../flow-host.ts';
import {defined} from '../../../core/cal/read.ts';
import {chosenCount} from '../../../core/flow/rules/chosen-count.ts';
import {hintsOf} from '../../inputs/phone-hints.ts';

/** The state of a flow whose event type is loaded and whose slot is chosen. */
type ChosenState = FlowState & {eventType: EventType; slot: Slot};

/** The request that books the visitor's choice. `code` proves the e-mail address, where the event type asks for it. */
export function bookingRequest(host: FlowHost, state: ChosenState, code?: string): BookingRequest {
  const {eventType, slot, answers, timeZone, duration, count} = state;
  return {
    eventType,
    start: slot.start,
    answers,
    timeZone,
    locale: host.currentLocale,
    phoneHints: hintsOf(host, state),
    metadata: {...siteAnswers(eventType, answers), ...host.metadata},
    ...(duration === undefined ? {} : {duration}),
    ...defined({count: chosenCount(eventType, count)}),
    ...(code === undefined ? {} : {emailCode: code}),
  };
}

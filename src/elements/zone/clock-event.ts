import type {Clock} from '../../core/flow/flow-state.ts';
import {plain} from '../events/events-init.ts';

/** The visitor chose the 12-hour or 24-hour clock. Internal to the form. */
export class ClockChangeEvent extends Event {
  readonly clock: Clock;
  constructor(clock: Clock) {
    super('booking-clock-change', plain);
    this.clock = clock;
  }
}

import type {Clock} from '../../core/flow/flow.ts';
import {plain} from '../events/events-init.ts';

/** The visitor chose how hours are counted. Stays between the parts of a form. */
export class ClockChangeEvent extends Event {
  readonly clock: Clock;
  constructor(clock: Clock) {
    super('booking-clock-change', plain);
    this.clock = clock;
  }
}

import {EffectError, type RunContext} from '../../engine/model.ts';
import type {HandlerContext, HandlerEffect} from '../config/types.ts';
import type {FreshBookings} from '../fresh-bookings.ts';
import type {VisibleSteps} from '../visible-steps.ts';

/** What handlers depend on. */
export interface HandlerDependencies {
  bookings: FreshBookings;
  visible: VisibleSteps;
  log(fields: object, message: string): void;
}

/** Calls the site's own function. */
export async function runHandler(
  effect: HandlerEffect,
  run: RunContext,
  {bookings, visible, log}: HandlerDependencies,
): Promise<void> {
  const {id, cause, attempt, events, since, signal} = run;
  const {trigger, uid} = cause;
  const context: HandlerContext = {
    id,
    event: {trigger, ...(uid === undefined ? {} : {uid})},
    attempt,
    events,
    signal,
    async booking() {
      if (uid === undefined) throw new EffectError('The event is about no booking.', {isFinal: true});
      return bookings.read(uid, since);
    },
    step(name, work, {showAs} = {}) {
      return run.step(name, async step => {
        if (showAs === undefined || uid === undefined) return work(step);
        await visible.show(id, uid, showAs, 'begun');
        const result = await work(step);
        // Before the result is kept: a step that is repeated shows the same again, but none is left out.
        await visible.show(id, uid, showAs, 'done');
        return result;
      });
    },
    sleep: run.sleep,
    progress: run.progress,
    log: message => log({effect: effect.name, run: id}, String(message).slice(0, 1_000)),
  };
  await effect.run(context);
}

import type {ProxyContext} from '../context.ts';
import {createAttempts, type Attempts} from './attempts.ts';
import {createChanges, type Changes} from './changes.ts';
import {createEventTypes, type EventTypes} from './event-types.ts';
import {createSlots, type Slots} from './slots.ts';
import {createUpstream} from './upstream.ts';

/** Cal.com as the routes see it. */
export interface Cal {
  eventTypes: EventTypes;
  slots: Slots;
  attempts: Attempts;
  changes: Changes;
}

/** How Cal.com is reached. */
export interface CalOptions {
  fetch: typeof fetch;
  /** Pauses between looks for a lost booking; milliseconds. */
  wait(ms: number): Promise<void>;
}

/** Connects the parts; all of them share one door to Cal.com. */
export function createCal({settings, store, now, log}: ProxyContext, {fetch, wait}: CalOptions): Cal {
  const upstream = createUpstream({settings, fetch, now, log});
  const slots = createSlots(upstream, now);
  return {
    eventTypes: createEventTypes(settings, upstream, now),
    slots,
    attempts: createAttempts({store, upstream, slots, now, wait, log}),
    changes: createChanges(upstream, wait),
  };
}

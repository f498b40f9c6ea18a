import type {ProxyContext} from '../context.ts';
import type {FactPatch, SessionRef} from '../store/store.ts';
import type {Slots} from './slots.ts';

/** Keeps what Cal.com's answers say about bookings, and tells the streams. */
export interface Recorder {
  /** `session` binds a live session to its booking, for whoever got no answer. Resolves with whether it is stored; never rejects. */
  record(patches: FactPatch[], cause: string, session?: SessionRef): Promise<boolean>;
}

/** After each booking the slots are read anew. */
export function createRecorder({store, hub, now, log}: Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log'>, slots: Slots): Recorder {
  return {
    async record(patches, cause, session) {
      slots.changed();
      try {
        hub.publish(await store.record(patches, cause, new Date(now()).toISOString(), session));
        if (session) hub.wake(session.rid);
        return true;
      } catch (error) {
        // Cal.com has done it, and its webhook will tell the same.
        log.error({cause, reason: (error as Error).name}, 'What Cal.com answered could not be stored.');
        return false;
      }
    },
  };
}

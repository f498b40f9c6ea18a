import type {ProxyContext} from '../context.ts';
import type {FactPatch, SessionRef} from '../store/store.ts';
import type {Slots} from '../cal/slots.ts';

/** Stores what Cal.com's answers say about bookings and notifies the streams. */
export interface Recorder {
  /**
   * `session` binds a live session to its booking, for callers that got no answer. Resolves with whether it is stored;
   * never rejects.
   */
  record(patches: FactPatch[], cause: string, session?: SessionRef): Promise<boolean>;
  /**
   * Like `record`, for changes no later search would find: while the store fails it retries for hours. `patches` is
   * called at each try and may read the store. Never rejects.
   */
  recordChange(patches: () => FactPatch[] | Promise<FactPatch[]>, cause: string): Promise<void>;
  /** Ends all retries. */
  close(): void;
}

interface RecorderOptions extends Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log'> {
  /** Runs a task later; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
}

/** Pauses before retries, in seconds; the last one repeats up to `mostTries`. */
const pausesSeconds = [2, 10, 60, 300];
const mostTries = 60;
/** The longest a caller waits for a hanging store. */
const storingMs = 3_000;
/** Limit for changes that wait for a retry. */
const mostWaiting = 1_000;

/** Each booking also invalidates the cached slots. */
export function createRecorder({store, hub, now, log, later}: RecorderOptions, slots: Slots): Recorder {
  const waiting = new Set<() => void>();
  const nowIso = () => new Date(now()).toISOString();

  function again(patches: () => FactPatch[] | Promise<FactPatch[]>, cause: string, tries: number): void {
    if (tries >= mostTries || waiting.size >= mostWaiting) return;
    const index = Math.min(tries, pausesSeconds.length - 1);
    const cancel = later(1000 * pausesSeconds[index]!, () => {
      waiting.delete(cancel);
      void keep(patches, cause, tries + 1);
    });
    waiting.add(cancel);
  }

  async function keep(patches: () => FactPatch[] | Promise<FactPatch[]>, cause: string, tries: number): Promise<void> {
    try {
      hub.publish(await store.record(await patches(), cause, nowIso()));
    } catch (error) {
      if (tries === 0)
        log.error({cause, reason: (error as Error).name}, "Cal.com's answer could not be stored; it will be retried.");
      again(patches, cause, tries);
    }
  }

  return {
    async record(patches, cause, session) {
      slots.changed();
      try {
        hub.publish(await store.record(patches, cause, nowIso(), session));
        if (session) hub.wake(session.rid);
        return true;
      } catch (error) {
        // Cal.com made the booking, and its webhook will report the same facts.
        log.error({cause, reason: (error as Error).name}, "Cal.com's answer could not be stored.");
        return false;
      }
    },
    async recordChange(patches, cause) {
      slots.changed();
      let cancel = () => {};
      await Promise.race([
        keep(patches, cause, 0),
        new Promise<void>(resolve => void (cancel = later(storingMs, resolve))),
      ]);
      cancel();
    },
    close() {
      for (const cancel of waiting) cancel();
      waiting.clear();
    },
  };
}

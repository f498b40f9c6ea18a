import type {ProxyContext} from '../context.ts';
import type {FactPatch, SessionRef} from '../store/store.ts';
import type {Slots} from '../cal/slots.ts';

/** Keeps what Cal.com's answers say about bookings, and tells the streams. */
export interface Recorder {
  /** `session` binds a live session to its booking, for whoever got no answer. Resolves with whether it is stored; never rejects. */
  record(patches: FactPatch[], cause: string, session?: SessionRef): Promise<boolean>;
  /**
   * The same for a change that nobody looks for later: while the store fails it is tried again for hours, `patches`
   * included, which may read the store. Never rejects.
   */
  recordChange(patches: () => FactPatch[] | Promise<FactPatch[]>, cause: string): Promise<void>;
  /** Ends all further tries. */
  close(): void;
}

interface RecorderOptions extends Pick<ProxyContext, 'store' | 'hub' | 'now' | 'log'> {
  /** Runs a task later, unless the returned function is called before. */
  later(ms: number, task: () => void): () => void;
}

/** Pauses before a change is tried again, in seconds; the last one is repeated up to so many tries. */
const pausesSeconds = [2, 10, 60, 300];
const mostTries = 60;
/** Whoever changed something waits no longer for a store that hangs. */
const storingMs = 3_000;
/** How many changes may wait at a time. */
const mostWaiting = 1_000;

/** After each booking the slots are read anew. */
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
        log.error(
          {cause, reason: (error as Error).name},
          'What Cal.com answered could not be stored; it is tried again.',
        );
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
        // Cal.com has done it, and its webhook will tell the same.
        log.error({cause, reason: (error as Error).name}, 'What Cal.com answered could not be stored.');
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

import type {EffectStep} from '../../core/state/facts.ts';
import type {ProxyContext} from '../context.ts';

/** Lines about effects in a booking's log, for visitors. */
export interface VisibleSteps {
  /** Shows a line of a run. */
  show(run: string, uid: string, name: string, status: EffectStep): Promise<void>;
  /** Ends the lines of a run that had begun and are not done, because nothing more will happen. */
  end(run: string, status: 'failed' | 'skipped'): Promise<void>;
}

/** Lines that wait in more runs than this stay as they are when their run ends. */
const mostRuns = 10_000;

export function createVisibleSteps({store, hub, now}: Pick<ProxyContext, 'store' | 'hub' | 'now'>): VisibleSteps {
  /** The lines that wait, by run: their names and bookings. */
  const waiting = new Map<string, Map<string, string>>();

  async function record(uid: string, name: string, status: EffectStep): Promise<void> {
    const at = new Date(now()).toISOString();
    const facts = {effectSteps: {[name]: {at, value: status}}};
    hub.publish(await store.record([{uid, facts}], `effect: ${status}`, at));
  }

  return {
    async show(run, uid, name, status) {
      const lines = waiting.get(run) ?? new Map<string, string>();
      if (status === 'begun') lines.set(name, uid);
      else lines.delete(name);
      if (lines.size === 0) waiting.delete(run);
      else waiting.set(run, lines);
      if (waiting.size > mostRuns) waiting.delete(waiting.keys().next().value!);
      await record(uid, name, status);
    },
    async end(run, status) {
      const lines = waiting.get(run) ?? [];
      waiting.delete(run);
      for (const [name, uid] of lines) await record(uid, name, status);
    },
  };
}

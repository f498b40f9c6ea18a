import type {EffectStep} from '../../core/state/facts.ts';
import type {ProxyContext} from '../context.ts';

/** Lines about effects in a booking's log, for visitors. */
export interface VisibleSteps {
  show(uid: string, name: string, status: EffectStep): Promise<void>;
}

export function createVisibleSteps({store, hub, now}: Pick<ProxyContext, 'store' | 'hub' | 'now'>): VisibleSteps {
  return {
    async show(uid, name, status) {
      const at = new Date(now()).toISOString();
      const facts = {effectSteps: {[name]: {at, value: status}}};
      hub.publish(await store.record([{uid, facts}], `effect: ${status}`, at));
    },
  };
}

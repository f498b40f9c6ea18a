import type {BookingState} from '../../../src/core/model/wire.ts';
import type {LoggedView} from '../../../src/proxy/store/store.ts';

const states: BookingState[] = ['pending', 'accepted', 'cancelled', 'rescheduled'];

/** A change of a booking; the state follows from its number. */
export function logged(seq: number, uid = 'u1'): LoggedView {
  return {uid, seq, at: '', cause: '', view: {uid, state: states[(seq - 1) % states.length]!, steps: []}};
}

/** The store's side that a stream reads, with reads that stop until they are let go. */
export class FakeStore {
  kept: LoggedView[] = [];
  bound = new Map<string, string>();
  failing = false;
  #held: (() => void)[] | undefined;

  hold(): void {
    this.#held = [];
  }

  async release(): Promise<void> {
    const held = this.#held ?? [];
    this.#held = undefined;
    held.forEach(go => go());
    await settle();
  }

  async #read<Value>(value: () => Value): Promise<Value> {
    const result = value();
    if (this.#held) await new Promise<void>(go => this.#held!.push(go));
    if (this.failing) throw new Error('no disk');
    return result;
  }

  log = (uid: string, after: number) =>
    this.#read(() => this.kept.filter(view => view.uid === uid && view.seq > after));
  booking = (uid: string) =>
    this.#read(() => {
      const last = this.kept.findLast(view => view.uid === uid);
      return last && {uid, seq: last.seq, view: last.view, facts: {}};
    });
  session = (rid: string, claim?: string) =>
    this.#read(() => {
      const bound = this.bound.get(rid);
      const uid = claim === undefined || claim === bound ? bound : undefined;
      return uid === undefined ? undefined : {uid};
    });
}

/** Lets all reads that are not held end. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}

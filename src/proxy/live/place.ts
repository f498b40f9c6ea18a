import type {Store} from '../store/store.ts';
import type {Bytes} from './frames.ts';
import type {Hub} from './hub.ts';

/** Where views come from. */
export interface Source {
  store: Store;
  hub: Hub;
}

/** Where frames go. `fail` is for a store that cannot be read. */
export interface Sink {
  send(bytes: Bytes): void;
  fail(error: unknown): void;
}

/** Where a reader is in a chain. */
export interface Place {
  /** The booking the topic began with. */
  root: string;
  uid: string;
  seq: number | undefined;
  /** Called with the uid of the booking that this one became. */
  goOn(uid: string): void;
}

import type {Store} from '../store/store.ts';
import type {Bytes} from './frames.ts';
import type {Hub} from './hub.ts';

/** The source of views. */
export interface Source {
  store: Store;
  hub: Hub;
}

/** The destination of frames. `fail` reports that the store could not be read. */
export interface Sink {
  send(bytes: Bytes): void;
  fail(error: unknown): void;
}

/** A reader's place in a chain. */
export interface Place {
  /** The topic's first booking. */
  root: string;
  uid: string;
  seq: number | undefined;
  /** Called with the uid of the booking this one became. */
  goOn(uid: string): void;
}

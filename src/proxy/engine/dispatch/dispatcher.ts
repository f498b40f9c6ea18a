import type {Work} from '../../store/work.ts';

/** A run, as a dispatcher knows it. Of the runs with the same effect and key, one has its turn at a time, in order. */
export interface Turn {
  id: string;
  effect: string;
  key: string;
}

/**
 * Performs a run. Resolves with the milliseconds after which it wants another turn, or undefined if it needs none. A
 * run keeps its place before the others of its key until then.
 */
export type Perform = (id: string) => Promise<number | undefined>;

/** An effect whose runs get turns. */
export interface Performed {
  name: string;
  /** Whether an attempt may take long, so that runs of other keys must not wait for it. */
  isLong: boolean;
}

/** Says when and where it is a run's turn. It knows nothing about what a run does. */
export interface Dispatcher {
  /** Whether only this process gives turns, so that a run that was active before its start is nobody's. */
  readonly isAlone: boolean;
  /** A name for the first turn of a run, which is stored with it; null if turns need none. */
  nameTurn(): string | null;
  /**
   * In the transaction that creates a run, with its turn's name, or replays it; for a run that has a turn, the earlier of
   * the two counts.
   */
  send(turn: Turn, dueAt: number, name?: string | null): Work;
  /** In the transaction that ends an attempt; without `dueAt` the run needs no further turn. */
  settle(turn: Turn, dueAt: number | undefined): Work;
  /** Must be called after a transaction that sent turns was committed. */
  wake(): void;
  /** Gives turns to the runs of these effects until `stop` is called. After a failure it can be called again. */
  start(effects: readonly Performed[], perform: Perform): Promise<void>;
  /** Of these runs, those without a turn: a backup was restored, or the dispatcher was changed. */
  withoutTurn(turns: readonly Turn[]): Promise<Turn[]>;
  /** Gives no more turns; those that were given may still be settled. */
  stop(): Promise<void>;
  /** Lets go of everything, once no run is being performed. */
  close(): Promise<void>;
}

import type {Logger} from '../context.ts';
import type {Work} from '../store/work.ts';
import type {Dispatcher} from './dispatch/dispatcher.ts';
import type {Cause, Effect} from './model.ts';

/** Does work in a transaction of the store. */
export type Transact = <Result>(work: () => Work<Result>) => Promise<Result>;

/** Dependencies of the engine. */
export interface EngineOptions {
  effects: readonly Effect[];
  transact: Transact;
  dispatcher: Dispatcher;
  /** Milliseconds since 1970, by the clock that all processes of the store share. */
  now(): number;
  /** Runs a task after some milliseconds; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
  /** A number from 0 to 1. */
  random(): number;
  log: Pick<Logger, 'info' | 'warn'>;
  /** How long finished runs are kept, in milliseconds. */
  keepMs: number;
  /** Called when a run failed for good or was cancelled. */
  onDropped?(run: {id: string; effect: string; cause: Cause; state: 'failed' | 'cancelled'}): Promise<void>;
  /** Called at the end of each attempt, with what it led to. */
  onAttempt?(effect: string, outcome: 'done' | 'retried' | 'failed' | 'cancelled'): void;
}

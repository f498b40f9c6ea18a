/** What a run is about. Identifiers only: everything else is read when it runs. */
export interface Cause {
  /** Cal.com's name of the event. */
  trigger: string;
  /** The booking's uid; absent for events that are about no booking. */
  uid?: string;
  /** The key of the webhook in the store; absent for runs that no webhook started. */
  event?: string;
}

export type RunState = 'waiting' | 'active' | 'done' | 'failed' | 'cancelled';

/** A limit for the calls to one target, shared by all effects and processes that name it. Retries count. */
export interface Quota {
  perSecond?: number;
  perMinute?: number;
  /** Calls that may be made at once after a quiet time. Defaults to 1. */
  burst?: number;
}

/** Several events with the same key become one run, which is about the last of them. */
export interface Collapse {
  /** The run begins when no event has come for this long, in milliseconds. */
  windowMs: number;
  /** The run begins at the latest this long after the first event, in milliseconds. */
  capMs: number;
}

/** An effect, as the engine needs to know it. */
export interface Effect {
  name: string;
  /** Whose quota and Retry-After apply. Defaults to the effect's name. */
  target?: string;
  quota?: Quota;
  collapse?: Collapse;
  /** Runs of one key at a time, in order; `none` runs all of them at once, in any order. Defaults to 1. */
  atOnce?: number | 'none';
  /** The longest an attempt may take, in milliseconds. */
  timeoutMs: number;
  /** Pauses between attempts, in milliseconds. Defaults to 5 s, 30 s, 2 min, 10 min, 1 h, 6 h and 24 h. */
  pausesMs?: readonly number[];
  run(run: RunContext): Promise<void>;
}

/** What a step is called with. */
export interface StepContext {
  /** The same whenever this step of this run is repeated; receivers use it to do nothing twice. */
  idempotencyKey: string;
  /** Aborted when the run is cancelled or takes too long. */
  signal: AbortSignal;
}

/** A run that is being performed. */
export interface RunContext {
  id: string;
  cause: Cause;
  /** Counts from 1. */
  attempt: number;
  /** How many events the run stands for; more than 1 only if it collapses them. */
  events: number;
  /** Milliseconds since 1970: when the run's event, or with `collapse` the last of them, was received. */
  since: number;
  signal: AbortSignal;
  /**
   * Does `work` once: the stored result of a finished step is returned without doing it again. The result is stored as
   * JSON, so it must contain no personal data. A step's name is unique in its run.
   */
  step<Result>(name: string, work: (context: StepContext) => Promise<Result> | Result): Promise<Result>;
  /** Pauses the run; it then continues with the next step, also in another process. */
  sleep(name: string, ms: number): Promise<void>;
  /** How far the run is, from 0 to 1. */
  progress(share: number, note?: string): Promise<void>;
}

/** Further details of a failure. */
export interface FailureOptions {
  /** The status of the answer, if there was one. */
  status?: number;
  /** How long the target wants to be left alone, in milliseconds. */
  retryAfterMs?: number;
  /** Whether another attempt is useless. */
  isFinal?: boolean;
  cause?: unknown;
}

/** A failure whose message contains no personal data: it is stored with the run and shown to the operator. */
export class EffectError extends Error {
  override readonly name = 'EffectError';
  readonly status: number | undefined;
  readonly retryAfterMs: number;
  readonly isFinal: boolean;

  constructor(message: string, {status, retryAfterMs = 0, isFinal = false, cause}: FailureOptions = {}) {
    super(message, {cause});
    this.status = status;
    this.retryAfterMs = retryAfterMs;
    this.isFinal = isFinal;
  }
}

/** Ends an attempt that is no failure: the run goes on at `at`, in milliseconds since 1970. */
export class Pause extends Error {
  readonly at: number;

  constructor(at: number) {
    super('The run pauses.');
    this.at = at;
  }
}

/** Ends an attempt whose run was cancelled, or is performed elsewhere by now. */
export class Superseded extends Error {
  constructor() {
    super('The run was cancelled.');
  }
}

/** Ends an attempt because the process stops; the run goes on in another one. */
export class Stopping extends Error {
  constructor() {
    super('The process stops.');
  }
}

/** What may be stored of a failure. The messages of other errors can repeat personal data, so only their names are. */
export function reasonOf(error: unknown): string {
  if (error instanceof EffectError) return error.message.slice(0, 500);
  const {name = 'Error', code} = (error ?? {}) as {name?: unknown; code?: unknown};
  const words = [name, code].filter(word => typeof word === 'string' && /^[\w.-]{1,60}$/.test(word));
  return words.join(' ') || 'Error';
}

import type {BookingFacts} from '../../core/state/facts.ts';
import type {Instant} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';
import type {Work} from './work.ts';

/** The facts one webhook adds to one booking. */
export interface FactPatch {
  uid: string;
  facts: BookingFacts;
}

export interface InboxEntry {
  /** SHA-256 of the raw body, in hex; the same body is stored once. */
  bodyHash: string;
  /**
   * The same for each delivery of an event, whatever its bytes; an event is stored once. Absent if the body names no
   * event.
   */
  eventKey?: string;
  trigger: string;
  receivedAt: Instant;
  body: Uint8Array;
}

/** A change of a booking's view, in order of commits. `seq` counts per booking from 1 without gaps. */
export interface LoggedView {
  uid: string;
  seq: number;
  at: Instant;
  /** The trigger or call that caused it. */
  cause: string;
  view: BookingView;
}

export interface StoredBooking {
  uid: string;
  facts: BookingFacts;
  view: BookingView;
  /** The last number of its log; 0 without entries. */
  seq: number;
}

/** The booking a live session is bound to, and with seats the session's seat. */
export interface BoundTo {
  uid: string;
  seat?: string | undefined;
}

/** A booking to check at Cal.com, leased to the caller until `leasedUntil`. */
export interface DueCheck {
  uid: string;
  /** The number of failed checks. */
  tries: number;
  leasedUntil: Instant;
  /** Whether nothing is in doubt: it is checked because a webhook may have been lost (`planRoutineCheck`). */
  isRoutine?: boolean;
}

/** An attempt's answer, kept for retries. */
export type Attempt =
  | {state: 'in_progress'; requestHash: string; startedAt: Instant}
  | {state: 'done'; requestHash: string; status: number; body: string};

/** Further data of an attempt. */
export interface AttemptMemo {
  /** Hash of the request as received; an identical retry gets the answer without any other check. */
  asked: string;
  /** What a search for the attempt's outcome needs; deleted once there is an answer. */
  note: string;
}

/** An attempt without an answer. */
export interface OpenAttempt {
  key: string;
  startedAt: Instant;
  note: string;
}

/** A live session, and what it is bound to. */
export interface SessionRef extends BoundTo {
  rid: string;
}

/** Receives commits to a store shared by several processes. */
export interface StoreWatcher {
  /** A booking's log has reached this number, written by this or another process. */
  onView(uid: string, seq: number): void;
  /** A session was bound to its booking. */
  onSession(rid: string): void;
  /** The connection is lost; called once per interruption. The store reconnects by itself. */
  onBreak(): void;
  /**
   * The store cannot receive even its own notifications, as behind some poolers; it reads everything followed every few
   * seconds instead.
   */
  onDeaf?(): void;
  /** Everything followed now. Its latest numbers are reported again whenever something may have been missed. */
  followed(): {uids: string[]; rids: string[]};
}

/** The times before which data is deleted; data exactly at these times is kept. */
export interface Cutoffs {
  /** Webhooks as received, logged views, and the sessions' bookings. */
  history: Instant;
  /** Attempts to book: their answers contain names and addresses. */
  attempts: Instant;
  /** Bookings that ended, and had no news, before this time, with the rest of their logs. */
  bookings: Instant;
}

/**
 * Everything the proxy stores. The writes of one call are one transaction: once it resolves they survive a killed
 * process; before that, none of them is visible.
 */
export interface Store {
  /**
   * Stores a webhook and merges its facts. Resolves with the changed views once they are durable; empty if the body was
   * seen before or nothing changed (see `isNews`). If a known event arrives in another body, merges only what it adds
   * (`mergeRepeat`). `ref` binds a live session to the booking; its first booking stays the first, whatever names the
   * same `rid` later. `also` is done in the same transaction, after the merge, for an event that is new; stores without
   * `transact` ignore it.
   */
  receive(entry: InboxEntry, patches: FactPatch[], ref?: SessionRef, also?: () => Work): Promise<LoggedView[]>;
  /** Merges facts the proxy found itself (e.g. in the answer of a booking call); `ref` as in `receive`. */
  record(patches: FactPatch[], cause: string, at: Instant, ref?: SessionRef): Promise<LoggedView[]>;
  booking(uid: string): Promise<StoredBooking | undefined>;
  /** The booking's log after `seq`, oldest first. */
  log(uid: string, after: number): Promise<LoggedView[]>;
  /**
   * The first booking a live session was bound to; with `uid`, that one if the session is bound to it. Sessions are not
   * stored before their booking is known.
   */
  session(rid: string, uid?: string): Promise<BoundTo | undefined>;
  /**
   * Leases up to `limit` bookings whose check is due at `now`, longest waiting first: doubtful ones, or with
   * `isRoutine` those with a routine check. No other caller gets them before `until`, when they are due again.
   */
  leaseChecks(now: Instant, until: Instant, limit: number, isRoutine?: boolean): Promise<DueCheck[]>;
  /** Schedules the next check of a leased booking, or none. Does nothing if there was news about it meanwhile. */
  planCheck(check: DueCheck, tries: number, next: Instant | undefined): Promise<void>;
  /**
   * Makes scheduled routine checks due at `at`: those of the given bookings, or the next ones, up to the given number.
   */
  hastenLooks(at: Instant, which: readonly string[] | number): Promise<void>;
  /** Starts an attempt. Resolves with the existing one if its key was used before. */
  startAttempt(key: string, requestHash: string, at: Instant, memo?: AttemptMemo): Promise<Attempt | undefined>;
  /** The answer of an attempt with exactly this request, if any. */
  recallAttempt(key: string, asked: string): Promise<string | undefined>;
  /** Attempts with a note and without an answer, started no later than `until`, oldest first, at most `limit`. */
  openAttempts(until: Instant, limit: number): Promise<OpenAttempt[]>;
  /**
   * Takes over an attempt that another process started at `startedAt`; from now on its start is `at`. Resolves with
   * false if it has ended or another process was faster, so only one of them continues.
   */
  takeOverAttempt(key: string, startedAt: Instant, at: Instant): Promise<boolean>;
  /** Stores the answer; an existing answer stays. */
  finishAttempt(key: string, status: number, body: string): Promise<void>;
  /** Deletes an attempt that certainly had no effect, so that it can be repeated; one with an answer stays. */
  forgetAttempt(key: string): Promise<void>;
  /**
   * Does work in one transaction. Optional; a store without it cannot run effects. `work` is called again when the
   * transaction is repeated.
   */
  transact?<Result>(work: () => Work<Result>): Promise<Result>;
  /** The URL of the database, if other processes may use the same store; absent if only this process can. */
  readonly sharedUrl?: string;
  /** The body of a webhook, by its event key, or by its hash if it names no event; undefined once it was deleted. */
  webhook?(key: string): Promise<Uint8Array | undefined>;
  /**
   * Deletes data older than `cutoffs`, at most `limit` rows of each kind. Resolves with the number of deleted rows. A
   * booking stays while a session is bound to it or a check of it is scheduled.
   */
  prune(cutoffs: Cutoffs, limit: number): Promise<number>;
  /**
   * For a store shared by several processes: reports their commits to `watcher` until the returned function is called.
   */
  watch?(watcher: StoreWatcher): () => void;
  /**
   * Milliseconds since 1970 on a clock shared by all processes of this store. Times that processes compare come from
   * it: how long an attempt has been running, what is due, what has expired. Optional; without it the process's own
   * clock is used.
   */
  clock?(): Promise<number>;
  /**
   * Connects and migrates the tables; rejects with a one-sentence reason. Optional; without it the store is ready at
   * once.
   */
  ready?(): Promise<void>;
  /** Whether it can serve now. */
  healthy(): Promise<boolean>;
  /**
   * What a failure means and how to fix it; without `error`, that of the last failed health check. Contains no secrets.
   */
  explain?(error?: unknown): string;
  close(): Promise<void>;
}

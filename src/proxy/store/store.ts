import type {BookingFacts} from '../../core/state/facts.ts';
import type {Instant} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';

/** What one webhook adds to one booking. */
export interface FactPatch {
  uid: string;
  facts: BookingFacts;
}

export interface InboxEntry {
  /** SHA-256 of the raw body, hex; the same body is stored once. */
  bodyHash: string;
  /** Names the event: the same for each delivery of it, whatever its bytes; an event is stored once. Absent for a body that names none. */
  eventKey?: string;
  trigger: string;
  receivedAt: Instant;
  body: Uint8Array;
}

/** A change of a booking's view, in the order it was committed. `seq` counts per booking from 1 without holes. */
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
  /** The last number of its log; 0 when nothing was logged. */
  seq: number;
}

/** The booking a live session got, and with seats the one that is the session's. */
export interface BoundTo {
  uid: string;
  seat?: string | undefined;
}

/** A booking that Cal.com has to be asked about; leased to whoever got it until `leasedUntil`. */
export interface DueCheck {
  uid: string;
  /** How often it was asked about in vain. */
  tries: number;
  leasedUntil: Instant;
  /** Nothing is in doubt: it is asked about since a webhook may have been lost (`planLook`). */
  isRoutine?: boolean;
}

/** The answer of an attempt to book, kept for repeats. */
export type Attempt =
  | {state: 'in_progress'; requestHash: string; startedAt: Instant}
  | {state: 'done'; requestHash: string; status: number; body: string};

/** What is remembered of an attempt beside its key. */
export interface AttemptMemo {
  /** Hash of what was asked for, as it came; who asks the same again gets the answer without another look. */
  asked: string;
  /** What it takes to find out what became of it; forgotten with its answer. */
  note: string;
}

/** An attempt that nobody has an answer to. */
export interface OpenAttempt {
  key: string;
  startedAt: Instant;
  note: string;
}

/** A live session, and what it is bound to. */
export interface SessionRef extends BoundTo {
  rid: string;
}

/** Hears what was committed to a store that several processes share. */
export interface StoreWatcher {
  /** A booking's log has this number now; written by another process, or by this one. */
  onView(uid: string, seq: number): void;
  /** A session was bound to its booking. */
  onSession(rid: string): void;
  /** It hears nothing any more and connects anew; not told again before that worked. */
  onBreak(): void;
  /** It listens and hears not even itself, as behind some poolers; what is followed is read every few seconds instead. */
  onDeaf?(): void;
  /** What is followed now. Its newest numbers are told again whenever something may have been missed. */
  followed(): {uids: string[]; rids: string[]};
}

/** Up to when things are deleted; the times themselves are kept. */
export interface Cutoffs {
  /** Webhooks as they came, logged views, and which session got which booking. */
  history: Instant;
  /** Attempts to book: their answers hold names and addresses. */
  attempts: Instant;
  /** Bookings that ended, and that nothing was heard of, since; with what is left of their logs. */
  bookings: Instant;
}

/**
 * Everything the proxy remembers. All writes of one call are one transaction: after it resolves they survive a
 * killed process; before, nothing of them is there.
 */
export interface Store {
  /**
   * Stores a webhook and merges what it says. Resolves with the views that changed (empty when the body was seen
   * before or nothing changed, see `isNews`) once they are durable. Of an event that is known, told in another body, only
   * what it adds is merged (`mergeRepeat`). `ref` binds a live session to the booking: its first one stays the
   * first, whatever names the same `rid` later.
   */
  receive(entry: InboxEntry, patches: FactPatch[], ref?: SessionRef): Promise<LoggedView[]>;
  /** Merges facts the proxy learned by itself (the answer of a booking call); `ref` as with `receive`. */
  record(patches: FactPatch[], cause: string, at: Instant, ref?: SessionRef): Promise<LoggedView[]>;
  booking(uid: string): Promise<StoredBooking | undefined>;
  /** The booking's log after `seq`, oldest first. */
  log(uid: string, after: number): Promise<LoggedView[]>;
  /**
   * The first booking a live session was bound to or, with `uid`, that one if it is one of them; a session leaves no trace
   * before its booking is known.
   */
  session(rid: string, uid?: string): Promise<BoundTo | undefined>;
  /**
   * Gives out bookings in doubt whose check is due at `now`, the longest waiting first, at most `limit`; or those whose
   * routine look is due. Nobody else gets them before `until`, when they are due again.
   */
  leaseChecks(now: Instant, until: Instant, limit: number, isRoutine?: boolean): Promise<DueCheck[]>;
  /** Plans the next check of a leased booking, or none any more; nothing when something new was heard of it meanwhile. */
  planCheck(check: DueCheck, tries: number, next: Instant | undefined): Promise<void>;
  /** Makes planned routine looks due at `at`: those of these bookings, or the next ones of all, that many. */
  hastenLooks(at: Instant, which: readonly string[] | number): Promise<void>;
  /** Starts an attempt; resolves with what is there already when its key was used before. */
  startAttempt(key: string, requestHash: string, at: Instant, memo?: AttemptMemo): Promise<Attempt | undefined>;
  /** The answer of an attempt that asked for exactly this, when there is one. */
  recallAttempt(key: string, asked: string): Promise<string | undefined>;
  /** Attempts with a note that were started up to `until` and have no answer, the oldest first, at most `limit`. */
  openAttempts(until: Instant, limit: number): Promise<OpenAttempt[]>;
  /**
   * Takes over an attempt that was started at `startedAt` by somebody who is gone: from now on it was started at `at`.
   * Resolves with false when it is over or when another process was quicker, so only one of them goes on.
   */
  takeOverAttempt(key: string, startedAt: Instant, at: Instant): Promise<boolean>;
  /** Keeps the answer; the first one stays. */
  finishAttempt(key: string, status: number, body: string): Promise<void>;
  /** Forgets an attempt that certainly had no effect, so that it may be made again; one with an answer stays. */
  forgetAttempt(key: string): Promise<void>;
  /**
   * Deletes what is older than `cutoffs`, at most `limit` rows of each kind; resolves with how many rows went. A booking
   * stays while a session is bound to it, or a check of it is planned.
   */
  prune(cutoffs: Cutoffs, limit: number): Promise<number>;
  /** Of a store that several processes share: tells `watcher` what they commit, until the returned function is called. */
  watch?(watcher: StoreWatcher): () => void;
  /**
   * Milliseconds since 1970 by the clock that all processes at this store share. Whatever they compare with each other is
   * told in its times: how long an attempt is under way, what is due, what is too old. Without it a process's own will do.
   */
  clock?(): Promise<number>;
  /** Connects and brings the tables up to date; rejects with one sentence. Without it the store is ready from the start. */
  ready?(): Promise<void>;
  /** Whether it can serve now. */
  healthy(): Promise<boolean>;
  /** What a failure means and what to do about it, of the last look whether it can serve without one. No secret is in it. */
  explain?(error?: unknown): string;
  close(): Promise<void>;
}

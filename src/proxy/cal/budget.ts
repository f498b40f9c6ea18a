import {BookingError} from '../../core/error.ts';

/** What a call is for; the first goes first, and the later ones leave room for it. */
export type Priority = 'booking' | 'read' | 'slots' | 'extra';

/** Cal.com counts calls with a key by the key, those without by the caller's address, and codes by e-mail once more by themselves. */
export type Bucket = 'key' | 'address' | 'codes';

/** Who asks for a call. */
export interface Turn {
  bucket: Bucket;
  priority: Priority;
  /** One visitor gets a share only; empty for nobody in particular. */
  visitor: string;
}

/** Decides when Cal.com may be called. */
export interface Budget {
  /** Resolves when the call may be made, and counts it. Rejects with `rate_limited` when that would take too long. */
  take(turn: Turn): Promise<void>;
  /** Reads what an answer says about the limit. */
  learn(bucket: Bucket, headers: Headers): void;
  /** After a 429 nothing is sent for this time, whatever it is: who goes on gets locked out. */
  stop(bucket: Bucket, seconds: number): void;
}

/** What a budget lives on. */
export interface BudgetOptions {
  callsPerMinute: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a task later, unless the returned function is called before. */
  later(ms: number, task: () => void): () => void;
}

interface Waiter {
  turn: Turn;
  go(): void;
  refuse(seconds: number): void;
}

const priorities: readonly Priority[] = ['booking', 'read', 'slots', 'extra'];
/** The part of the minute up to which calls of a kind are let through, and the part one visitor may take. */
const share: Record<Priority, number> = {booking: 1, read: 0.9, slots: 0.75, extra: 0.5};
const visitorShare: Record<Priority, number> = {booking: 0.5, read: 0.4, slots: 0.3, extra: 0.1};
const patienceMs: Record<Priority, number> = {booking: 15_000, read: 8_000, slots: 8_000, extra: 2_000};
/** Cal.com sends so many codes a minute to all who share an address; whoever asks for more is shut out for a minute (cal-api.md §4). */
const codesPerMinute = 3;
const minuteMs = 60_000;
const burstMs = 1_000;
/** Of each priority, so that a queue for slots shuts out no booking: of one visitor and of all; who comes later is refused at once. */
const waitingLimit = {visitor: 20, all: 200};
/** With so few calls left in Cal.com's own count another program uses them too: the rest is for bookings, the last for nobody. */
const scarce = {others: 10, all: 1};

/**
 * At most `callsPerMinute` calls in any 60 seconds and a tenth of them in any second (bursts of 20 to 30 have locked
 * accounts), for each bucket. Who has to wait is let in by priority, and within one in turns between visitors.
 */
export function createBudget(options: BudgetOptions): Budget {
  const codes = {...options, callsPerMinute: Math.min(codesPerMinute, options.callsPerMinute)};
  const buckets: Record<Bucket, ReturnType<typeof createBucket>> = {key: createBucket(options), address: createBucket(options), codes: createBucket(codes)};
  return {
    take: turn => buckets[turn.bucket].take(turn),
    learn: (bucket, headers) => buckets[bucket].learn(headers),
    stop: (bucket, seconds) => buckets[bucket].stop(seconds),
  };
}

function createBucket({callsPerMinute, now, later}: BudgetOptions) {
  const burst = Math.max(1, Math.ceil(callsPerMinute / 10));
  /** The calls of the last minute, oldest first. */
  let sent: {at: number; visitor: string}[] = [];
  /** In the order of their turns. */
  const waiting: Waiter[] = [];
  const quietUntil = {all: 0, others: 0};
  let cancelPump: (() => void) | undefined;

  function forget(): void {
    const since = now() - minuteMs;
    const first = sent.findIndex(({at}) => at > since);
    if (first !== 0) sent = first < 0 ? [] : sent.slice(first);
  }

  function isFree({priority, visitor}: Turn): boolean {
    if (now() < quietUntil.all || (priority !== 'booking' && now() < quietUntil.others)) return false;
    if (sent.length >= Math.max(1, Math.floor(callsPerMinute * share[priority]))) return false;
    if (visitor !== '' && sent.filter(call => call.visitor === visitor).length >= Math.max(1, Math.floor(callsPerMinute * visitorShare[priority]))) return false;
    return sent.filter(({at}) => at > now() - burstMs).length < burst;
  }

  /** Seconds after which another try has a chance. */
  function secondsLeft({priority}: Turn): number {
    const quiet = Math.max(quietUntil.all, priority === 'booking' ? 0 : quietUntil.others) - now();
    const oldest = sent[0] ? sent[0].at + minuteMs - now() : 0;
    return Math.max(1, Math.ceil((quiet > 0 ? quiet : oldest) / 1000));
  }

  function next(): Waiter | undefined {
    for (const priority of priorities) {
      const index = waiting.findIndex(({turn}) => turn.priority === priority && isFree(turn));
      if (index >= 0) return waiting.splice(index, 1)[0];
    }
    return undefined;
  }

  function pump(): void {
    cancelPump?.();
    cancelPump = undefined;
    forget();
    for (let waiter = next(); waiter; waiter = next()) {
      sent.push({at: now(), visitor: waiter.turn.visitor});
      waiter.go();
      moveBack(waiter.turn);
    }
    if (waiting.length > 0) cancelPump = later(nextChangeMs(), pump);
  }

  /** Who was served stands behind the others of the same priority. */
  function moveBack({priority, visitor}: Turn): void {
    const own = waiting.filter(({turn}) => turn.priority === priority && turn.visitor === visitor);
    if (own.length === 0) return;
    const rest = waiting.filter(waiter => !own.includes(waiter));
    waiting.splice(0, waiting.length, ...rest, ...own);
  }

  function nextChangeMs(): number {
    const changes = [sent[0] && sent[0].at + minuteMs, sent.at(-burst) && sent.at(-burst)!.at + burstMs, quietUntil.all, quietUntil.others];
    const future = changes.map(at => (at ?? 0) - now()).filter(ms => ms > 0);
    return Math.min(minuteMs, ...future) + 1;
  }

  function quiet(seconds: number, isAll: boolean): void {
    const until = now() + seconds * 1000;
    quietUntil.others = Math.max(quietUntil.others, until);
    if (!isAll) return;
    quietUntil.all = Math.max(quietUntil.all, until);
    for (const waiter of waiting.splice(0)) waiter.refuse(secondsLeft(waiter.turn));
  }

  return {
    take(turn: Turn): Promise<void> {
      forget();
      return new Promise((resolve, reject) => {
        const refuse = (seconds: number) => reject(tooMany(seconds));
        const isQuiet = now() < quietUntil.all || (turn.priority !== 'booking' && now() < quietUntil.others);
        const queue = waiting.filter(({turn: {priority}}) => priority === turn.priority);
        const own = turn.visitor === '' ? 0 : queue.filter(({turn: {visitor}}) => visitor === turn.visitor).length;
        if (isQuiet || queue.length >= waitingLimit.all || own >= waitingLimit.visitor) return refuse(secondsLeft(turn));
        const waiter: Waiter = {turn, go: () => void (cancel(), resolve()), refuse: seconds => void (cancel(), refuse(seconds))};
        const cancel = later(patienceMs[turn.priority], () => {
          waiting.splice(waiting.indexOf(waiter), 1);
          refuse(secondsLeft(turn));
        });
        waiting.push(waiter);
        pump();
      });
    },
    learn(headers: Headers): void {
      for (const [name, value] of headers) {
        const limit = /^x-ratelimit-remaining(.*)$/i.exec(name)?.[1];
        if (limit === undefined || !(Number(value) <= scarce.others)) continue;
        // Seconds to go, not a time (cal-api.md §4).
        const seconds = Number(headers.get(`x-ratelimit-reset${limit}`));
        if (seconds > 0 && seconds <= 3_600) quiet(seconds, Number(value) < scarce.all);
      }
    },
    stop: (seconds: number) => quiet(seconds, true),
  };
}

function tooMany(seconds: number): BookingError {
  return new BookingError('rate_limited', 'Too many requests: wait before the next one.', {status: 429, retryAfterSeconds: seconds});
}

import {BookingError} from '../../../core/model/error.ts';
import {householdsOfNetwork, networkOf} from '../../guard/network.ts';
import {
  burstShare,
  kindShare,
  newcomersShare,
  patienceMs,
  priorities,
  share,
  stretchMs,
  visitorShare,
  type Priority,
} from './shares.ts';

/**
 * What Cal.com counts separately: calls with a key per key, calls without one per client address, and codes by e-mail.
 */
export type Bucket = 'key' | 'address' | 'codes';

/** A request for permission to call. */
export interface Turn {
  bucket: Bucket;
  priority: Priority;
  /** A visitor gets only a share; empty if the call is for no visitor in particular. */
  visitor: string;
  /** The longest wait in milliseconds, if shorter than the default of its priority. */
  patienceMs?: number | undefined;
}

/** Decides when Cal.com may be called. */
export interface Budget {
  /** Resolves when the call may be made, and counts it. Rejects with `rate_limited` if that would take too long. */
  take(turn: Turn): Promise<void>;
  /** Reads the rate-limit headers of an answer. */
  learn(bucket: Bucket, headers: Headers): void;
  /** Sends nothing for this time after a 429: a client that continues gets locked out. */
  stop(bucket: Bucket, seconds: number): void;
}

/** Budget options. */
export interface BudgetOptions {
  callsPerMinute: number;
  /** Milliseconds since 1970. */
  now(): number;
  /** Runs a task later; the returned function cancels it. */
  later(ms: number, task: () => void): () => void;
}

interface Waiter {
  turn: Turn;
  go(): void;
  refuse(seconds: number): void;
}

/**
 * Cal.com sends this many codes a minute to all who share an address, and blocks clients that exceed it for a minute
 * (cal-api.md §4).
 */
const codesPerMinute = 3;
const minuteMs = 60_000;
/** The longest pause accepted, in seconds. Cal.com counts by the minute; a longer pause would block all bookings. */
const longestQuiet = 120;
const burstMs = 1_000;
/** Queue limits per priority, so that a queue for slots keeps out no booking. */
const waitingLimit = {visitor: 20, all: 200};
/**
 * If Cal.com's own count is this low, another program uses the limit too: the rest is for bookings, the last call for
 * nobody.
 */
const scarce = {others: 10, all: 1};

/**
 * For each bucket, allows at most `callsPerMinute` calls in any 60 seconds and a tenth of them in any second (bursts of
 * 20 to 30 have locked accounts). A part of both is reserved for bookings. Waiting calls run by priority; within one,
 * visitors take turns.
 */
export function createBudget(options: BudgetOptions): Budget {
  const codes = {...options, callsPerMinute: Math.min(codesPerMinute, options.callsPerMinute)};
  const buckets: Record<Bucket, ReturnType<typeof createBucket>> = {
    key: createBucket(options),
    address: createBucket(options),
    codes: createBucket(codes),
  };
  return {
    take: turn => buckets[turn.bucket].take(turn),
    learn: (bucket, headers) => buckets[bucket].learn(headers),
    stop: (bucket, seconds) => buckets[bucket].stop(seconds),
  };
}

function createBucket({callsPerMinute, now, later}: BudgetOptions) {
  const burst = Math.max(1, Math.ceil(callsPerMinute / 10));
  /** The calls of the last minute, oldest first. */
  let sent: {at: number; visitor: string; priority: Priority}[] = [];
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
    if (visitor !== '' && isUsedUp(priority, visitor)) return false;
    const part = callsPerMinute * kindShare[priority];
    const ofKind = sent.filter(call => call.priority === priority);
    const isNew = visitor === '' || !sent.some(call => call.visitor === visitor);
    const open = isNew ? part : part * (1 - newcomersShare[priority]);
    if (ofKind.length >= Math.max(1, Math.floor(open))) return false;
    if (
      priority !== 'booking' &&
      ofKind.filter(({at}) => at > now() - stretchMs).length >=
        Math.max(1, Math.ceil((open * 2.5 * stretchMs) / minuteMs))
    )
      return false;
    return sent.filter(({at}) => at > now() - burstMs).length < Math.max(1, Math.floor(burst * burstShare[priority]));
  }

  /** Whether the visitor, or its network, has used up its share of the minute. */
  function isUsedUp(priority: Priority, visitor: string): boolean {
    const most = Math.max(1, Math.floor(callsPerMinute * visitorShare[priority]));
    const network = networkOf(visitor);
    return (
      sent.filter(call => call.visitor === visitor).length >= most ||
      (network !== undefined &&
        sent.filter(call => networkOf(call.visitor) === network).length >= most * householdsOfNetwork)
    );
  }

  /** Makes room for a visitor with fewer waiting calls: rejects the last call of the visitor with the most. */
  function makeRoom(priority: Priority, own: number): boolean {
    const queue = waiting.filter(({turn}) => turn.priority === priority);
    if (queue.length < waitingLimit.all) return true;
    const counts = new Map<string, number>();
    for (const {
      turn: {visitor},
    } of queue)
      counts.set(visitor, (counts.get(visitor) ?? 0) + 1);
    const [greediest, most] = [...counts].filter(([visitor]) => visitor !== '').sort(([, a], [, b]) => b - a)[0] ?? [
      '',
      0,
    ];
    const last = queue.findLast(({turn}) => turn.visitor === greediest);
    if (!last || most <= own + 1) return false;
    waiting.splice(waiting.indexOf(last), 1);
    last.refuse(secondsLeft(last.turn));
    return true;
  }

  /** Seconds until a retry may succeed. */
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
      sent.push({at: now(), visitor: waiter.turn.visitor, priority: waiter.turn.priority});
      waiter.go();
      moveBack(waiter.turn);
    }
    if (waiting.length > 0) cancelPump = later(nextChangeMs(), pump);
  }

  /** Moves a visitor that was just served behind the others of the same priority. */
  function moveBack({priority, visitor}: Turn): void {
    const own = waiting.filter(({turn}) => turn.priority === priority && turn.visitor === visitor);
    if (own.length === 0) return;
    const rest = waiting.filter(waiter => !own.includes(waiter));
    waiting.splice(0, waiting.length, ...rest, ...own);
  }

  function nextChangeMs(): number {
    const stretched = sent.find(({at}) => at > now() - stretchMs);
    const inBurst = sent.find(({at}) => at > now() - burstMs);
    const changes = [
      sent[0] && sent[0].at + minuteMs,
      inBurst && inBurst.at + burstMs,
      stretched && stretched.at + stretchMs,
      quietUntil.all,
      quietUntil.others,
    ];
    const future = changes.map(at => (at ?? 0) - now()).filter(ms => ms > 0);
    return Math.min(minuteMs, ...future) + 1;
  }

  function quiet(seconds: number, isAll: boolean): void {
    const until = now() + Math.min(seconds, longestQuiet) * 1000;
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
        if (isQuiet || own >= waitingLimit.visitor || !makeRoom(turn.priority, own)) return refuse(secondsLeft(turn));
        const waiter: Waiter = {turn, go: () => (cancel(), resolve()), refuse: seconds => (cancel(), refuse(seconds))};
        const cancel = later(Math.min(turn.patienceMs ?? Infinity, patienceMs[turn.priority]), () => {
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
        // Seconds until the reset, not a time (cal-api.md §4).
        const seconds = Number(headers.get(`x-ratelimit-reset${limit}`));
        if (seconds > 0 && seconds <= 3_600) quiet(seconds, Number(value) < scarce.all);
      }
    },
    stop: (seconds: number) => quiet(seconds, true),
  };
}

function tooMany(seconds: number): BookingError {
  return new BookingError('rate_limited', 'Too many requests: wait before the next one.', {
    status: 429,
    retryAfterSeconds: seconds,
  });
}

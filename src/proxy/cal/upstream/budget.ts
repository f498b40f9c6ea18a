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

/** Cal.com counts calls with a key by the key, those without by the caller's address, and codes by e-mail once more by themselves. */
export type Bucket = 'key' | 'address' | 'codes';

/** Who asks for a call. */
export interface Turn {
  bucket: Bucket;
  priority: Priority;
  /** One visitor gets a share only; empty for nobody in particular. */
  visitor: string;
  /** Milliseconds it may wait, where that is less than others of its priority may. */
  patienceMs?: number | undefined;
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

/** Cal.com sends so many codes a minute to all who share an address; whoever asks for more is shut out for a minute (cal-api.md §4). */
const codesPerMinute = 3;
const minuteMs = 60_000;
/** Seconds of silence that are believed: Cal.com counts by the minute, and whoever says more would stop every booking. */
const longestQuiet = 120;
const burstMs = 1_000;
/** Of each priority, so that a queue for slots shuts out no booking: of one visitor and of all. */
const waitingLimit = {visitor: 20, all: 200};
/** With so few calls left in Cal.com's own count another program uses them too: the rest is for bookings, the last for nobody. */
const scarce = {others: 10, all: 1};

/**
 * At most `callsPerMinute` calls in any 60 seconds and a tenth of them in any second (bursts of 20 to 30 have locked
 * accounts), for each bucket; a part of both is kept for bookings. Calls that have to wait are let in by priority, and
 * within one in turns between visitors.
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

  /** Whether the visitor, or the network it comes from, had its part of the minute. */
  function isUsedUp(priority: Priority, visitor: string): boolean {
    const most = Math.max(1, Math.floor(callsPerMinute * visitorShare[priority]));
    const network = networkOf(visitor);
    return (
      sent.filter(call => call.visitor === visitor).length >= most ||
      (network !== undefined &&
        sent.filter(call => networkOf(call.visitor) === network).length >= most * householdsOfNetwork)
    );
  }

  /** Makes room for one who has fewer waiting than another: the last call of the visitor with the most has to go. */
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
      sent.push({at: now(), visitor: waiter.turn.visitor, priority: waiter.turn.priority});
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
        // Seconds to go, not a time (cal-api.md §4).
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

import {toBookingError} from '../core/cal/errors.ts';
import {BookingError, isBookingError, type ErrorCode} from '../core/error.ts';
import type {LiveFrame} from '../core/wire.ts';
import {readFrames} from './frames.ts';
import type {ConnectionState, LiveConnection, LiveOptions} from './types.ts';
import {onWake} from './wake.ts';

export interface LiveSettings extends LiveOptions {
  /** Used instead of the page's own. */
  fetch?: typeof fetch;
  /** Milliseconds on a clock that goes on while the device sleeps. */
  now?: () => number;
  /** Calls back once after some milliseconds; returns what cancels it. */
  after?: (ms: number, callback: () => void) => () => void;
  /** From 0 to 1; spreads the reconnections of many pages. */
  random?: () => number;
}

/** The server sends a heartbeat every 15 to 25 s; after this the connection is dead, whatever the browser says. */
const silenceMs = 45_000;
/** A page that was away longer than a heartbeat does not wait for the silence to be over. */
const heartbeatMs = 30_000;
const longestPauseMs = 30_000;

/** Another try will not change these. */
const final = new Set<ErrorCode>(['token_invalid', 'token_expired', 'auth_required', 'not_allowed', 'invalid_request']);

/**
 * Opens the live stream of a booking and keeps it open until `close()` or until the token is refused for good. Each
 * view comes once and in order, over lost connections too.
 */
export function openLive(settings: LiveSettings): LiveConnection {
  return new Live(settings);
}

class Live implements LiveConnection {
  #settings: LiveSettings;
  #token: string;
  #url: string;
  /** The last view that was handed on. */
  #seq?: number;
  /** The token is over: it has to be renewed before the next connection. */
  #isOver = false;
  #state?: ConnectionState;
  /** Connections in a row that brought nothing. */
  #fruitless = 0;
  #pauseMs = 1000;
  #openedAt = 0;
  #bytesAt = 0;
  #current?: AbortController;
  #cancelTimer = () => {};
  #stopWaking: () => void;

  constructor(settings: LiveSettings) {
    this.#settings = settings;
    this.#token = settings.token;
    this.#url = settings.url;
    this.#stopWaking = onWake(isSure => {
      const isQuiet = this.#now() - this.#bytesAt > heartbeatMs;
      if (isSure || isQuiet || !this.#current) this.reconnect();
    });
    void this.#connect();
  }

  reconnect(): void {
    if (this.#state !== 'closed') void this.#connect();
  }

  close(): void {
    this.#end();
  }

  async #connect(): Promise<void> {
    this.#drop();
    const current = (this.#current = new AbortController());
    const isCurrent = () => this.#current === current;
    if (this.#state !== 'lost') this.#tell('connecting');
    this.#heard();
    try {
      if (this.#isOver) await this.#renew(current.signal, isCurrent);
      if (isCurrent()) await this.#read(current.signal, isCurrent);
      if (isCurrent()) this.#retry();
    } catch (error) {
      if (!isCurrent()) return;
      if (isBookingError(error) && final.has(error.code)) this.#end(error);
      else this.#retry(error);
    }
  }

  async #renew(signal: AbortSignal, isCurrent: () => boolean): Promise<void> {
    const grant = await this.#settings.renew(this.#token, signal);
    if (!isCurrent()) return;
    this.#token = grant.token;
    this.#url = grant.url;
    this.#isOver = false;
  }

  /** Ends when the server closes the stream; rejects when it is refused or breaks. */
  async #read(signal: AbortSignal, isCurrent: () => boolean): Promise<void> {
    const {fetch: doFetch = (input, init) => globalThis.fetch(input, init)} = this.#settings;
    const response = await doFetch(this.#url, {
      headers: {
        Accept: 'text/event-stream',
        Authorization: `Bearer ${this.#token}`,
        ...(this.#seq === undefined ? {} : {'Last-Event-ID': String(this.#seq)}),
      },
      cache: 'no-store',
      signal,
    });
    if (!isCurrent()) return;
    if (response.status === 401) {
      void response.body?.cancel();
      this.#isOver = true;
      return;
    }
    if (!response.ok) throw toBookingError(response.status, await response.text(), response.headers);
    if (!response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) {
      void response.body?.cancel();
      throw new BookingError('upstream_shape', 'The live address was answered with something that is not a stream.');
    }
    this.#openedAt = this.#now();
    this.#tell('open');
    await readFrames(response.body, {
      onBytes: () => {
        if (!isCurrent()) return;
        this.#heard();
        if (this.#bytesAt - this.#openedAt > heartbeatMs) this.#fruitless = 0;
      },
      onFrame: frame => isCurrent() && this.#take(frame),
      onRetry: ms => (this.#pauseMs = Math.min(Math.max(ms, 100), longestPauseMs)),
    });
  }

  #take(frame: LiveFrame): void {
    if (frame.event === 'expired') {
      this.#isOver = true;
      this.#retry();
    } else if (frame.event === 'stale') {
      // The snapshot that follows counts, whatever its number.
      this.#seq = undefined;
    } else {
      this.#fruitless = 0;
      if (this.#seq !== undefined && frame.seq <= this.#seq) return;
      this.#seq = frame.seq;
      this.#settings.onView(frame.view, frame.event);
    }
  }

  /** Starts the watch for silence anew. */
  #heard(): void {
    this.#bytesAt = this.#now();
    this.#later(silenceMs, () => {
      this.#drop();
      this.#retry(new BookingError('timeout', 'The live stream fell silent.'));
    });
  }

  #retry(error?: unknown): void {
    this.#drop();
    this.#fruitless += 1;
    if (error !== undefined || this.#fruitless > 1) this.#tell('lost', error);
    this.#later(this.#isOver && this.#fruitless === 1 ? 0 : this.#pause(error), () => void this.#connect());
  }

  #pause(error: unknown): number {
    const {random = Math.random} = this.#settings;
    const longer = Math.min(this.#pauseMs * 2 ** (this.#fruitless - 1), longestPauseMs) * (0.5 + random() / 2);
    return Math.max(longer, (isBookingError(error) ? (error.retryAfterSeconds ?? 0) : 0) * 1000);
  }

  #end(error?: unknown): void {
    if (this.#state === 'closed') return;
    this.#drop();
    this.#stopWaking();
    this.#tell('closed', error);
  }

  #drop(): void {
    this.#cancelTimer();
    const current = this.#current;
    this.#current = undefined;
    current?.abort();
  }

  #tell(state: ConnectionState, error?: unknown): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#settings.onConnection?.(state, error);
  }

  #later(ms: number, callback: () => void): void {
    const {after = startTimer} = this.#settings;
    this.#cancelTimer();
    this.#cancelTimer = after(ms, callback);
  }

  #now(): number {
    return (this.#settings.now ?? Date.now)();
  }
}

function startTimer(ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, ms);
  return () => clearTimeout(timer);
}

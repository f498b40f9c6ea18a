import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {LiveFrame} from '../../core/model/wire.ts';
import {readFrames} from './frames.ts';
import {readState, requestLive} from './live-request.ts';
import {startTimer, type Link, type LinkSettings} from './link.ts';
import type {ConnectionState} from '../types.ts';

/**
 * The server sends a heartbeat every 15 to 25 s; a connection silent for longer than this is dead, whatever the browser
 * reports.
 */
const silenceMs = 45_000;
/** The server sends its first bytes immediately; if they do not arrive, something on the way buffers streams. */
const firstBytesMs = 12_000;
/** After an absence longer than a heartbeat, the page reconnects without waiting for the silence limit. */
const heartbeatMs = 30_000;
const longestPauseMs = 30_000;
/** First interval of polling if streams are buffered on the way. */
const pollMs = 5_000;
const streamAgainMs = 300_000;

/** Errors that a retry cannot fix. */
const final = ['token_invalid', 'token_expired', 'auth_required', 'not_allowed', 'invalid_request'];

/**
 * Opens the live stream of a booking and keeps it open until `close()` or until the token is refused for good. Every
 * view is delivered once and in order, even across lost connections. If streams do not get through, polls the state.
 */
export class Connection implements Link {
  #settings: LinkSettings;
  #token: string;
  #url: string;
  /** Position of the last delivered view. */
  #id: string | undefined;
  #last?: {uid: string | undefined; seq: number} | undefined;
  /** The token has expired: renew it before the next connection. */
  #isOver = false;
  /** The token was renewed and no view has arrived since. */
  #isFresh = false;
  #state?: ConnectionState;
  /** Consecutive connections without any frame. */
  #fruitless = 0;
  #pauseMs = 1000;
  #openedAt = 0;
  #bytesAt = 0;
  /** When streams were found to be buffered, and the current polling interval. */
  #blockedAt?: number | undefined;
  #pollMs = pollMs;
  #current?: AbortController | undefined;
  #cancelTimer = () => {};

  constructor(settings: LinkSettings) {
    this.#settings = settings;
    this.#token = settings.token;
    this.#url = settings.url;
    this.#id = settings.lastId;
    void this.#connect();
  }

  wake(isSure: boolean): void {
    if (isSure || this.#now() - this.#bytesAt > heartbeatMs || !this.#current) this.reconnect();
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
    if (this.#state !== 'lost' && this.#blockedAt === undefined) this.#report('connecting');
    if (this.#now() - (this.#blockedAt ?? Infinity) > streamAgainMs) this.#blockedAt = undefined;
    const isPoll = this.#blockedAt !== undefined;
    this.#watch(isPoll ? silenceMs : firstBytesMs, !isPoll);
    try {
      if (this.#isOver) await this.#renew(current.signal, isCurrent);
      if (isCurrent()) await this.#read(isPoll, current.signal, isCurrent);
      if (isCurrent() && isPoll && !this.#isOver) this.#askAgain();
      else if (isCurrent()) this.#retry();
    } catch (error) {
      if (!isCurrent()) return;
      if (isBookingError(error) && final.includes(error.code)) this.#end(error);
      else this.#retry(error);
    }
  }

  async #renew(signal: AbortSignal, isCurrent: () => boolean): Promise<void> {
    const grant = await this.#settings.renew(this.#token, signal);
    if (!isCurrent()) return;
    this.#token = grant.token;
    this.#url = grant.url;
    this.#isOver = false;
    this.#isFresh = true;
  }

  /** Resolves when the server closes the stream; rejects when it is refused or breaks. */
  async #read(isPoll: boolean, signal: AbortSignal, isCurrent: () => boolean): Promise<void> {
    const {fetch: doFetch = (input, init) => globalThis.fetch(input, init)} = this.#settings;
    const response = await requestLive(doFetch, {url: this.#url, token: this.#token, id: this.#id, isPoll, signal});
    if (!isCurrent()) return;
    if (!response) return void (this.#isOver = true);
    const onFrame = (frame: LiveFrame, id: string) => void (isCurrent() && this.#take(frame, id));
    if (isPoll) {
      const [frame, id] = await readState(response);
      if (isCurrent()) this.#report('open');
      return onFrame(frame, id);
    }
    this.#openedAt = this.#now();
    this.#report('open');
    await readFrames(response.body, {
      onBytes: () => {
        if (!isCurrent()) return;
        this.#watch(silenceMs);
        this.#settings.onBytes?.();
        if (this.#bytesAt - this.#openedAt > heartbeatMs) this.#fruitless = 0;
      },
      onFrame,
      onRetry: ms => (this.#pauseMs = Math.min(Math.max(ms, 100), longestPauseMs)),
    });
  }

  #take(frame: LiveFrame, id: string): void {
    if (frame.event === 'expired') {
      this.#isOver = true;
      this.#retry();
    } else if (frame.event === 'stale') {
      // The following snapshot counts, whatever its number.
      this.#id = this.#last = undefined;
    } else {
      this.#fruitless = 0;
      this.#isFresh = false;
      const {seq, view, event} = frame;
      if (this.#last && this.#last.uid === view.uid && seq <= this.#last.seq) return;
      this.#last = {uid: view.uid, seq};
      this.#id = id;
      this.#pollMs = pollMs;
      this.#settings.onView(view, event, id);
    }
  }

  /** Restarts the timer for silence. */
  #watch(ms: number, isFirst = false): void {
    this.#bytesAt = this.#now();
    this.#later(ms, () => {
      if (isFirst) this.#blockedAt = this.#now();
      this.#retry(new BookingError('timeout', 'The live stream fell silent.'));
    });
  }

  #askAgain(): void {
    this.#drop();
    this.#later(this.#pollMs, () => void this.#connect());
    this.#pollMs = Math.min(this.#pollMs * 1.5, longestPauseMs);
  }

  #retry(error?: unknown): void {
    this.#drop();
    // An expired token is not a failure.
    if (this.#isOver && !this.#isFresh && error === undefined) this.#fruitless = 0;
    this.#fruitless += 1;
    if (error !== undefined || this.#fruitless > 1) this.#report('lost', error);
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
    this.#report('closed', error);
  }

  #drop(): void {
    this.#cancelTimer();
    const current = this.#current;
    this.#current = undefined;
    current?.abort();
  }

  #report(state: ConnectionState, error?: unknown): void {
    if (this.#state === state) return;
    this.#state = state;
    this.#settings.onConnection?.(state, error);
  }

  #later(ms: number, callback: () => void): void {
    this.#cancelTimer();
    this.#cancelTimer = (this.#settings.after ?? startTimer)(ms, callback);
  }

  #now(): number {
    return (this.#settings.now ?? Date.now)();
  }
}

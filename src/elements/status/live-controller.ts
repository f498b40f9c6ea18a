import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {openLive} from '../../client/live.ts';
import type {LiveConnection} from '../../client/types.ts';
import {BookingError, isBookingError} from '../../core/error.ts';
import {viewOfBooking} from '../../core/view.ts';
import type {BookingView} from '../../core/wire.ts';
import {clientOf, sourceOf, type Source, type SourceSettings} from './source.ts';

/** Whom the controller tells what happened. */
export interface NewsHost extends ReactiveControllerHost {
  newsArrived(view: BookingView): void;
  newsFailed(error: BookingError): void;
}

/** Owns the connection a status is shown from. It ends when the element leaves the page, and comes back with it. */
export class LiveController implements ReactiveController {
  /** The stream is broken and being opened again. */
  isLost = false;
  /** Why there will be no more news. */
  error?: BookingError;

  #host: NewsHost;
  #source?: Source | undefined;
  /** What the source was made of. */
  #key?: string;
  #isConnected = false;
  #stop = () => {};

  constructor(host: NewsHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether there is something to wait for. */
  get isFollowing(): boolean {
    return this.#source !== undefined && !this.error;
  }

  hostConnected(): void {
    this.#isConnected = true;
    this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    this.#stop();
  }

  /** Goes over to what the settings ask for; returns whether that is something else than before. */
  follow(settings: SourceSettings): boolean {
    const key = JSON.stringify(settings);
    if (key === this.#key) return false;
    this.#key = key;
    this.#source = undefined;
    this.error = undefined;
    try {
      this.#source = sourceOf(settings);
    } catch (error) {
      this.#fail(error);
    }
    if (this.#isConnected) this.#start();
    return true;
  }

  /** Tries again after a failure. */
  retry(): void {
    this.error = undefined;
    this.#host.requestUpdate();
    this.#start();
  }

  #start(): void {
    this.#stop();
    if (!this.#source || this.error) return;
    if (this.#source.kind === 'live') this.#listen(this.#source);
    else this.#look(this.#source);
  }

  #listen(source: Source & {kind: 'live'}): void {
    let live: LiveConnection | undefined;
    this.#stop = () => live?.close();
    live = openLive({
      ...source.grant,
      // The newer token is kept for the next time the element comes into the page.
      renew: async (token, signal) => (source.grant = await clientOf(source).renew(token, {signal})),
      onView: view => this.#host.newsArrived(view),
      onConnection: (state, error) => {
        this.#setLost(state === 'lost');
        if (state === 'closed' && error) this.#fail(error);
      },
    });
  }

  #look(source: Source & {kind: 'once'}): void {
    const leave = new AbortController();
    this.#stop = () => leave.abort();
    this.#read(source, leave.signal).catch((error: unknown) => {
      if (!leave.signal.aborted) this.#fail(error);
    });
  }

  async #read(source: Source & {kind: 'once'}, signal: AbortSignal): Promise<void> {
    const booking = await clientOf(source).loadBooking(source.uid, {signal});
    if (!signal.aborted) this.#host.newsArrived(viewOfBooking(booking));
  }

  #setLost(isLost: boolean): void {
    if (isLost === this.isLost) return;
    this.isLost = isLost;
    this.#host.requestUpdate();
  }

  #fail(cause: unknown): void {
    this.error = isBookingError(cause) ? cause : new BookingError('internal', 'The booking\'s state cannot be followed.', {cause});
    this.#host.requestUpdate();
    this.#host.newsFailed(this.error);
  }
}

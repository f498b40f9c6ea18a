import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {openLive} from '../../client/live/live.ts';
import type {Client, ConnectionState, LiveConnection} from '../../client/types.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Booking} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {clientOf, sourceOf, type BookingSource, type Source, type SourceSettings, type StreamSource} from './source.ts';

/** Whom the controller tells what happened. */
export interface NewsHost extends ReactiveControllerHost {
  /** Whether anything is known that can be shown. */
  readonly isKnown: boolean;
  newsArrived(view: BookingView): void;
  newsFailed(error: BookingError): void;
}

/** A shorter break is not worth a word, neither when it begins nor when it is over. */
const noticedMs = 1500;
/** How long it is said that the connection is back. */
const backMs = 4000;

/** Owns the connection a status is shown from. It ends when the element leaves the page, and comes back with it. */
export class LiveController implements ReactiveController {
  /** `lost`: the connection is broken and being opened again; `back`: it was, a moment ago. */
  connection: 'fine' | 'lost' | 'back' = 'fine';
  /** Why there will be no more news, or none yet. */
  error?: BookingError | undefined;
  /** The booking as it was last read; there for a source that names one. */
  booking?: Booking | undefined;

  #host: NewsHost;
  #source?: Source | undefined;
  /** What the source was made of. */
  #key?: string;
  #isConnected = false;
  #stop = () => {};
  #reconnect = () => {};
  #lostAt = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: NewsHost) {
    this.#host = host;
    host.addController(this);
  }

  /** Whether there is something to wait for. */
  get isFollowing(): boolean {
    return this.#source !== undefined && !this.error;
  }

  /** Whether the booking is named by its uid. */
  get isOfBooking(): boolean {
    return this.#source?.kind === 'booking';
  }

  /** The door to the network for changes of the booking. Only while there is a source. */
  client(): Client {
    return clientOf(this.#source!);
  }

  hostConnected(): void {
    this.#isConnected = true;
    document.addEventListener('visibilitychange', this.#onVisible);
    this.#start();
  }

  hostDisconnected(): void {
    this.#isConnected = false;
    document.removeEventListener('visibilitychange', this.#onVisible);
    this.#end();
  }

  /** Goes over to what the settings ask for; returns whether that is something else than before. */
  follow(settings: SourceSettings): boolean {
    const key = JSON.stringify(settings);
    if (key === this.#key) return false;
    this.#key = key;
    this.#source = undefined;
    this.error = undefined;
    this.booking = undefined;
    try {
      this.#source = sourceOf(settings);
    } catch (error) {
      this.#fail(error);
    }
    this.#host.requestUpdate();
    if (this.#isConnected) this.#start();
    return true;
  }

  /** Tries again after a failure. */
  retry(): void {
    this.error = undefined;
    this.#host.requestUpdate();
    this.#start();
  }

  /** Asks now, for a booking that is known to have changed. */
  refresh(): void {
    if (this.isOfBooking) this.#reconnect();
  }

  /** Follows the booking that the one named by its uid became. */
  goOn(uid: string): void {
    if (this.#source?.kind !== 'booking') return;
    this.#source.uid = uid;
    this.retry();
  }

  #start(): void {
    this.#end();
    if (!this.#source || this.error) return;
    if (this.#source.kind === 'stream') this.#listen(this.#source);
    else this.#ask(this.#source);
  }

  #end(): void {
    this.#stop();
    clearTimeout(this.#timer);
    this.connection = 'fine';
    this.#stop = this.#reconnect = () => {};
  }

  #listen(source: StreamSource): void {
    this.#hold(
      openLive({
        ...source.grant,
        // The newer token is kept for the next time the element comes into the page.
        renew: async (token, signal) => (source.grant = await clientOf(source).renew(token, {signal})),
        onView: view => this.#host.newsArrived(view),
        onConnection: (state, error) => this.#connectionChanged(state, error),
      }),
    );
  }

  #ask(source: BookingSource): void {
    let isOver = false;
    this.#stop = () => (isOver = true);
    import('./follow-booking.ts')
      .then(({followBooking}) => {
        if (isOver) return;
        this.#hold(
          followBooking(source, {
            onBooking: booking => (this.booking = booking),
            onView: view => this.#host.newsArrived(view),
            onConnection: (state, error) => isOver || this.#askingChanged(state, error, source),
          }),
          () => (isOver = true),
        );
      })
      .catch((error: unknown) => isOver || this.#fail(error));
  }

  #hold(connection: LiveConnection, leave = () => {}): void {
    this.#reconnect = () => connection.reconnect();
    this.#stop = () => {
      leave();
      connection.close();
    };
  }

  /** Who asks in vain at first is told why; later the last answer stays on show. */
  #askingChanged(state: ConnectionState, error: unknown, {manageToken}: BookingSource): void {
    const isFirst = !this.#host.isKnown;
    if (isFirst && state === 'lost') return void (this.error || this.#fail(error));
    if (state === 'open') this.#clear();
    this.#connectionChanged(state, isFirst || manageToken ? error : undefined);
  }

  #clear(): void {
    this.error = undefined;
    this.#host.requestUpdate();
  }

  #connectionChanged(state: ConnectionState, error: unknown): void {
    clearTimeout(this.#timer);
    if (state === 'lost') {
      this.#lostAt = Date.now();
      this.#show('lost');
    } else if (this.connection === 'lost' && state === 'open' && Date.now() - this.#lostAt > noticedMs) {
      this.#show('back');
      this.#timer = setTimeout(() => this.#show('fine'), backMs);
    } else {
      this.#show('fine');
    }
    if (state === 'closed' && error) this.#fail(error);
  }

  #show(connection: LiveController['connection']): void {
    if (connection === this.connection) return;
    this.connection = connection;
    this.#host.requestUpdate();
  }

  #fail(cause: unknown): void {
    this.error = isBookingError(cause)
      ? cause
      : new BookingError('internal', "The booking's state cannot be followed.", {cause});
    this.#host.requestUpdate();
    this.#host.newsFailed(this.error);
  }

  /** Time went by: what can be done before a meeting may be over. */
  #onVisible = () => this.#host.requestUpdate();
}

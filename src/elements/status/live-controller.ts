import type {ReactiveController, ReactiveControllerHost} from 'lit';
import {openLive} from '../../client/live/live.ts';
import type {Client, ConnectionState, LiveConnection} from '../../client/types.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {Booking} from '../../core/model/types.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {lazyPart, type LazyPart} from '../loading/lazy-part.ts';
import type {followBooking} from './follow-booking.ts';
import {clientOf, sourceOf, type BookingSource, type Source, type SourceSettings, type StreamSource} from './source.ts';

/** The element as the controller sees it. */
export interface NewsHost extends ReactiveControllerHost {
  readonly renderRoot: ParentNode;
  /** Whether a state is known. */
  readonly isKnown: boolean;
  newsArrived(view: BookingView): void;
  newsFailed(error: BookingError): void;
}

/** Shorter interruptions, in milliseconds, are not shown. */
const noticedMs = 1500;
/** Milliseconds for which "the connection is back" is shown. */
const backMs = 4000;

/** Owns the connection of a status. It is closed while the element is not in the document. */
export class LiveController implements ReactiveController {
  /** `lost`: the connection broke and is being reopened; `back`: it was restored a moment ago. */
  connection: 'fine' | 'lost' | 'back' = 'fine';
  /** Why there are no updates. */
  error?: BookingError | undefined;
  /** The booking as last read; only for sources that name one by its uid. */
  booking?: Booking | undefined;

  #host: NewsHost;
  #source?: Source | undefined;
  /** The settings of the source. */
  #key?: string;
  #isConnected = false;
  /** Follows bookings that are named by their uid. */
  #following: LazyPart<typeof followBooking>;
  #stop = () => {};
  #reconnect = () => {};
  #lostAt = 0;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(host: NewsHost) {
    this.#host = host;
    this.#following = lazyPart(host, async () => (await import('./follow-booking.ts')).followBooking);
    host.addController(this);
  }

  /** Whether updates are expected. */
  get isFollowing(): boolean {
    return this.#source !== undefined && !this.error;
  }

  /** Whether the booking is named by its uid. */
  get isOfBooking(): boolean {
    return this.#source?.kind === 'booking';
  }

  /** An API client for changes of the booking. Call it only while there is a source. */
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

  /** Follows the source that the settings name; returns whether it changed. */
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

  /** Reads a booking that is known to have changed. */
  refresh(): void {
    if (this.isOfBooking) this.#reconnect();
  }

  /** Follows the booking that this one was moved to. */
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
        // The renewed token is kept for when the element is connected again.
        renew: async (token, signal) => (source.grant = await clientOf(source).renew(token, {signal})),
        onView: view => this.#host.newsArrived(view),
        onConnection: (state, error) => this.#connectionChanged(state, error),
      }),
    );
  }

  #ask(source: BookingSource): void {
    let isOver = false;
    this.#stop = () => (isOver = true);
    this.#following
      .load()
      .then(followBooking => {
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

  /** A failure of the first read is shown; after later ones the last view stays. */
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

  /** Actions may have become unavailable while the page was hidden, e.g. after the booking's start. */
  #onVisible = () => this.#host.requestUpdate();
}

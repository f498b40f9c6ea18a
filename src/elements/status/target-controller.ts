import type {ReactiveController, ReactiveControllerHost} from 'lit';
import type {LiveGrant} from '../../core/model/wire.ts';
import {liveChange, type BookingElement} from '../base/booking-element.ts';
import type {BookingCreatedEvent} from '../events/events-later.ts';
import {tellMistake} from '../inputs/tell-mistake.ts';

export interface TargetHost extends ReactiveControllerHost, Element {
  targetBooked(event: BookingCreatedEvent): void;
  /** The target's booking was moved or cancelled there. */
  targetChanged(): void;
}

/** A target may be any element; these members are read if present. */
type Target = Element & Partial<Pick<BookingElement, 'live' | 'proxy' | 'api'>>;

const changes = ['booking-rescheduled', 'booking-cancelled'] as const;

/** Finds an element by its id in the same root or the document, even if it is added later. */
export class TargetController implements ReactiveController {
  #host: TargetHost;
  #id?: string | undefined;
  #target?: Target | undefined;
  #booked?: {booking: BookingCreatedEvent['booking']; by: Target};
  #observer = new MutationObserver(() => this.#find());

  constructor(host: TargetHost) {
    this.#host = host;
    host.addController(this);
  }

  /** The live grant of the target's booking, once it has one. */
  get live(): LiveGrant | undefined {
    return this.#target?.live;
  }

  /** The booking made in a target without a proxy; its state is read from Cal.com. */
  get booking(): {bookingUid: string; seatUid?: string | undefined; api?: string} | undefined {
    if (!this.#booked) return undefined;
    const {
      booking: {uid: bookingUid, seatUid},
      by,
    } = this.#booked;
    const {proxy, api} = by;
    return proxy || by !== this.#target ? undefined : {bookingUid, seatUid, ...(api ? {api} : {})};
  }

  /** Follows the element with this id, or none. */
  follow(id: string | undefined): void {
    if (id === this.#id) return;
    this.#id = id;
    if (id) tellMistake('watchTarget', this.#host);
    this.#observe();
  }

  hostConnected(): void {
    this.#observe();
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#take(undefined);
  }

  get #roots(): (Document | ShadowRoot)[] {
    const root = this.#host.getRootNode();
    return root instanceof ShadowRoot ? [root, document] : [document];
  }

  #observe(): void {
    this.#observer.disconnect();
    if (this.#id && this.#host.isConnected) {
      for (const root of this.#roots)
        this.#observer.observe(root, {childList: true, subtree: true, attributeFilter: ['id']});
    }
    this.#find();
  }

  #find(): void {
    const id = this.#id;
    if (id && this.#target?.id === id && this.#target.isConnected) return;
    this.#take(id ? (this.#roots.map(root => root.getElementById(id)).find(found => found) ?? undefined) : undefined);
  }

  #take(target: Element | undefined): void {
    if (target === this.#target) return;
    this.#target?.removeEventListener(liveChange, this.#onLive);
    this.#target?.removeEventListener('booking-created', this.#onBooked);
    for (const name of changes) this.#target?.removeEventListener(name, this.#onChanged);
    this.#target = target;
    target?.addEventListener(liveChange, this.#onLive);
    target?.addEventListener('booking-created', this.#onBooked);
    for (const name of changes) target?.addEventListener(name, this.#onChanged);
    this.#host.requestUpdate();
  }

  #onLive = () => this.#host.requestUpdate();

  #onBooked = (event: Event) => {
    const created = event as BookingCreatedEvent;
    if (this.#target) this.#booked = {booking: created.booking, by: this.#target};
    this.#host.targetBooked(created);
  };

  #onChanged = () => this.#host.targetChanged();
}

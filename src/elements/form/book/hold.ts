import type {ReactiveController} from 'lit';
import {decodeReservation, releaseRequest, reserveRequest} from '../../../core/cal/requests/reservation-requests.ts';
import {isBookingError} from '../../../core/model/error.ts';
import type {Slot} from '../../../core/model/types.ts';
import {lose, recheck} from './lost-time.ts';
import type {FlowController, FlowHost} from '../flow-controller.ts';

/** Cal.com reserves for five minutes without a key. */
const renewMs = 4 * 60_000;

interface Held {
  slot: Slot;
  uid?: string;
  /** Over when the reservation was answered, however. */
  asked?: Promise<void>;
}

/**
 * Reserves the chosen time while its questions are answered, where there is a proxy. Cal.com only hides it from others
 * who look at the calendar; it books it for whoever is first. So nothing is said to the visitor.
 */
export class Hold implements ReactiveController {
  #flow: FlowController;
  #host: FlowHost;
  #held?: Held | undefined;
  #timer?: ReturnType<typeof setTimeout>;

  constructor(flow: FlowController, host: FlowHost) {
    this.#flow = flow;
    this.#host = host;
    host.addController(this);
  }

  hostConnected(): void {
    addEventListener('pagehide', this.#leave);
  }

  hostUpdated(): void {
    this.#follow();
  }

  hostDisconnected(): void {
    removeEventListener('pagehide', this.#leave);
    this.#leave();
  }

  /**
   * Makes sure that the chosen time is free, for those who are about to take money. A reservation is made anew: Cal.com
   * refuses it for a time that is booked, and does not show a reserved one among the free times, not even to its owner.
   */
  async confirm(): Promise<void> {
    const {slot} = this.#flow.state;
    if (!slot) return;
    // A reservation on its way would be found in the way of the next one.
    await this.#held?.asked;
    if (!this.#held?.uid) return recheck(this.#flow, true);
    await this.#release();
    const held: Held = (this.#held = {slot});
    try {
      await this.#reserve(held);
    } catch (error) {
      if (isBookingError(error) && error.code === 'slot_taken') lose(this.#flow, slot);
      else await recheck(this.#flow, true);
    }
  }

  /** The reservation there is. */
  get uid(): string | undefined {
    return this.#held?.uid;
  }

  /** Gives a reservation back that was made elsewhere; nothing to give back is no failure. */
  async giveBack(uid: string): Promise<void> {
    await this.#flow.reader?.ask(releaseRequest(uid)).catch(() => {});
  }

  #leave = () => void this.#release();

  #follow(): void {
    const {phase, slot} = this.#flow.state;
    const isWanted = this.#host.isConnected && (phase === 'details' || phase === 'booking');
    if (isWanted && slot && slot.start === this.#held?.slot.start) return;
    void this.#release();
    if (isWanted && slot) void this.#take(slot);
  }

  #take(slot: Slot): Promise<void> {
    const held: Held = (this.#held = {slot});
    // Before it is reserved: afterwards it is missing among the free times for everybody.
    held.asked = recheck(this.#flow).then(async () => {
      if (this.#held === held && this.#host.proxy !== undefined) await this.#reserve(held).catch(() => {});
    });
    return held.asked;
  }

  async #reserve(held: Held): Promise<void> {
    const {eventType, duration} = this.#flow.state;
    const {reader} = this.#flow;
    const uid = decodeReservation(await reader!.ask(reserveRequest(eventType!.id, held.slot.start, duration)));
    if (!uid) return;
    held.uid = uid;
    // Lets `Keep` store the reservation's id with the answers.
    this.#host.requestUpdate();
    if (this.#held === held) this.#timer = setTimeout(() => this.#renew(held), renewMs);
    else await reader!.ask(releaseRequest(uid));
  }

  #renew(held: Held): void {
    void this.#release();
    // A page nobody looks at gives its time to others.
    if (document.visibilityState === 'visible') void this.#take(held.slot);
  }

  /** Gives the time back. */
  async #release(): Promise<void> {
    clearTimeout(this.#timer);
    const uid = this.#held?.uid;
    this.#held = undefined;
    if (uid) await this.giveBack(uid);
  }
}

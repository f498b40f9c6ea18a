import type {ReactiveController} from 'lit';
import {decodeReservation, releaseRequest, reserveRequest} from '../../../core/cal/requests/reservation-requests.ts';
import {isBookingError} from '../../../core/model/error.ts';
import type {Slot} from '../../../core/model/types.ts';
import {randomId} from '../../base/random-id.ts';
import {lose, recheck} from './lost-time.ts';
import type {FlowController, FlowHost} from '../flow-controller.ts';

/** Cal.com reserves for five minutes without a key. */
const renewMs = 4 * 60_000;

/** Pauses before each try to reserve: Cal.com and the proxy may take a few seconds to show a time again. */
export const unhidingMs = [0, 1_200, 2_500];

/** What a page that is loaded again knows a reservation by. */
export interface Reservation {
  /** With it the proxy tells the same reservation again. */
  key: string;
  /** Once it is made. */
  uid?: string | undefined;
}

interface Held extends Reservation {
  slot: Slot;
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
  /** The last reservation is on its way back. */
  #releasing?: Promise<void>;
  /** What a page before this one reserved. */
  #before?: Held;
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
    if (!(await this.#renew(this.#held))) await recheck(this.#flow, true);
  }

  /** The reservation there is, or that is being made. */
  get reservation(): Reservation | undefined {
    const {key, uid} = this.#held ?? {};
    return key === undefined || this.#host.proxy === undefined ? undefined : {key, uid};
  }

  /**
   * Reserves for this page what a page before it reserved, or was about to; `isFree` when it is among the free times.
   * `goOn` chooses the time, if it is still wanted. Resolves with `false` while the time is somebody else's; when nobody
   * says so it counts as free.
   */
  async takeBack(slot: Slot, {key, uid}: Reservation, isFree: boolean, goOn: () => boolean): Promise<boolean> {
    const held: Held = {slot, key};
    this.#before = held;
    if (isFree) {
      goOn();
      return true;
    }
    const answer = await this.#ask(held).catch(codeOf);
    if (answer === 'slot_taken') {
      // Made by a proxy that shares no memory with this one, or given back by nobody.
      if (uid) await this.#giveBack({uid});
      return false;
    }
    if (goOn()) this.#keep(held);
    else void this.#giveBack(held);
    return true;
  }

  #leave = () => this.#release();

  #follow(): void {
    const {phase, slot} = this.#flow.state;
    const isWanted = this.#host.isConnected && (phase === 'details' || phase === 'booking');
    if (isWanted && slot && slot.start === this.#held?.slot.start) return;
    this.#release();
    if (isWanted && slot) void this.#take(slot);
  }

  #take(slot: Slot): Promise<void> {
    const key = slot.start === this.#before?.slot.start ? this.#before.key : randomId();
    const held: Held = (this.#held = {slot, key});
    // Before it is reserved: afterwards it is missing among the free times for everybody.
    held.asked = Promise.resolve(this.#releasing)
      .then(() => recheck(this.#flow))
      .then(async () => {
        if (this.#held === held && this.#host.proxy !== undefined) await this.#reserve(held).catch(() => {});
      });
    return held.asked;
  }

  async #reserve(held: Held): Promise<void> {
    await this.#ask(held);
    if (this.#held === held) this.#keep(held);
    else await this.#giveBack(held);
  }

  async #ask(held: Held): Promise<void> {
    const {eventType, duration} = this.#flow.state;
    const request = reserveRequest(eventType!.id, held.slot.start, duration);
    held.uid = decodeReservation(await this.#flow.reader!.ask(request, {headers: {'Idempotency-Key': held.key}}));
  }

  #keep(held: Held): void {
    this.#held = held;
    if (held.uid) this.#timer = setTimeout(() => this.#renewSeen(held), renewMs);
    // Lets `Keep` store the reservation's id with the answers.
    this.#host.requestUpdate();
  }

  /** A page nobody looks at gives its time to others. */
  #renewSeen(held: Held): void {
    if (document.visibilityState === 'visible') void this.#renew(held);
    else this.#release();
  }

  /** Makes a reservation anew, or loses the time to whoever booked it. Resolves with whether Cal.com said anything of it. */
  async #renew(before: Held): Promise<boolean> {
    clearTimeout(this.#timer);
    const {slot} = before;
    const held: Held = (this.#held = {slot, key: randomId()});
    let isBack = false;
    for (const pauseMs of unhidingMs) {
      await pause(pauseMs);
      isBack ||= await this.#giveBack(before);
      const answer = await this.#reserve(held).then(() => 'made', codeOf);
      if (answer !== 'slot_taken') return answer === 'made';
      if (!isBack) continue;
      lose(this.#flow, slot);
      return true;
    }
    // The visitor's own reservation is in the way still, so nothing is known of the time.
    if (this.#held === held) this.#held = before;
    return true;
  }

  /** Gives the time back. */
  #release(): void {
    clearTimeout(this.#timer);
    if (this.#held?.uid) this.#releasing = this.#giveBack(this.#held).then(() => {});
    this.#held = undefined;
  }

  /** Resolves with whether it is given back. */
  async #giveBack({uid}: Partial<Reservation>): Promise<boolean> {
    if (!uid) return true;
    return (
      (await this.#flow.reader?.ask(releaseRequest(uid), {keepalive: true}).then(
        () => true,
        () => false,
      )) ?? false
    );
  }
}

const pause = (ms: number) => new Promise(resolve => setTimeout(resolve, ms));

const codeOf = (cause: unknown) => (isBookingError(cause) ? cause.code : 'internal');

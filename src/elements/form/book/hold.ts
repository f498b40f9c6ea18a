import type {ReactiveController} from 'lit';
import {decodeReservation, releaseRequest, reserveRequest} from '../../../core/cal/requests/reservation-requests.ts';
import {isBookingError} from '../../../core/model/error.ts';
import type {Slot} from '../../../core/model/types.ts';
import {randomId} from '../../base/random-id.ts';
import {lose, recheck} from './lost-time.ts';
import type {FlowController} from '../flow-controller.ts';
import type {FlowHost} from '../flow-host.ts';

/** Cal.com reserves a slot for five minutes if the request has no API key. */
const renewMs = 4 * 60_000;

/** Pauses before each attempt to reserve: Cal.com and the proxy may take seconds to show a released slot again. */
export const unhidingMs = [0, 1_200, 2_500];

/** A reservation as stored across reloads of the page. */
export interface Reservation {
  /** Idempotency key: the proxy answers a repeated request with the same reservation. */
  key: string;
  /** Set once the reservation is made. */
  uid?: string | undefined;
}

interface Held extends Reservation {
  slot: Slot;
  /** Settles when the request has been answered, successfully or not. */
  asked?: Promise<void>;
}

/**
 * Reserves the chosen slot through the proxy while the visitor answers the questions. Cal.com merely hides a reserved
 * slot from other visitors and still books it for whoever submits first, so the visitor is not told.
 */
export class Hold implements ReactiveController {
  #flow: FlowController;
  #host: FlowHost;
  #held?: Held | undefined;
  /** Settles when the last reservation is released. */
  #releasing?: Promise<void>;
  /** The reservation made before the page was reloaded. */
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
   * Makes sure, before a payment, that the chosen slot is free. An existing reservation is renewed: Cal.com refuses one
   * for a booked slot, and lists a reserved slot for nobody, not even for the visitor who reserved it.
   */
  async confirm(): Promise<void> {
    const {slot} = this.#flow.state;
    if (!slot) return;
    // A pending reservation would block the next one.
    await this.#held?.asked;
    if (!this.#held?.uid) return recheck(this.#flow, true);
    if (!(await this.#renew(this.#held))) await recheck(this.#flow, true);
  }

  /** The current or pending reservation. */
  get reservation(): Reservation | undefined {
    const {key, uid} = this.#held ?? {};
    return key === undefined || this.#host.proxy === undefined ? undefined : {key, uid};
  }

  /**
   * Takes over the reservation of a previous load of the page. `isFree` means that the slot is listed as free. `choose`
   * chooses the slot and returns false if it is no longer wanted. Resolves with false if the slot is taken; without a
   * clear answer it counts as free.
   */
  async takeBack(slot: Slot, {key, uid}: Reservation, isFree: boolean, choose: () => boolean): Promise<boolean> {
    const held: Held = {slot, key};
    this.#before = held;
    if (isFree) {
      choose();
      return true;
    }
    const answer = await this.#ask(held).catch(codeOf);
    if (answer === 'slot_taken') {
      // Made through another proxy without a shared store, or never released.
      if (uid) await this.#giveBack({uid});
      return false;
    }
    if (choose()) this.#keep(held);
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
    // Checked before reserving: afterwards the slot is no longer listed, for anybody.
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

  /** Renews the reservation, or releases it if the page is hidden. */
  #renewSeen(held: Held): void {
    if (document.visibilityState === 'visible') void this.#renew(held);
    else this.#release();
  }

  /**
   * Renews a reservation; if the slot is booked, shows that it is gone. Resolves with whether Cal.com gave an answer.
   */
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
    // The visitor's own reservation could not be released, so the slot's state is unknown.
    if (this.#held === held) this.#held = before;
    return true;
  }

  /** Releases the slot. */
  #release(): void {
    clearTimeout(this.#timer);
    if (this.#held?.uid) this.#releasing = this.#giveBack(this.#held).then(() => {});
    this.#held = undefined;
  }

  /** Resolves with whether the reservation was released. */
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

import {nothing} from 'lit';
import {BookingError} from '../../../core/model/error.ts';
import {currentBookings} from '../../../core/flow/current-bookings.ts';
import {isMoveLocked} from '../../../core/flow/rules/locks.ts';
import {addWords} from '../../../core/words/messages.ts';
import type {Booking, EventType} from '../../../core/model/types.ts';
import {afterWords} from '../../../core/words/en/after.ts';
import {BookingRescheduledEvent} from '../../events/events-later.ts';
import {html} from '../../base/html.ts';
import {randomId} from '../../base/random-id.ts';
import type {LaterContext} from '../book/context.ts';
import {toNotice} from '../flow-controller.ts';
import type {LaterView} from '../form-view.ts';
import {Cancellation} from '../../change/cancellation.ts';
import {loadLatest, moveBooking} from '../../change/changes.ts';
import {blank, typed} from '../../change/reason.ts';
import {renderAdd} from '../../change/render-add.ts';
import {renderMove, renderMoving} from './render-move.ts';

addWords(afterWords);

function requireLive({status}: Booking): void {
  const isOver = status === 'cancelled' || status === 'rejected';
  if (isOver) throw new BookingError('already_cancelled', 'The booking that is to be moved is cancelled.');
}

function requireMovable(booking: Booking, eventType: EventType | undefined): void {
  requireLive(booking);
  if (!isMoveLocked(eventType ?? {}, booking.start, Date.now())) return;
  throw new BookingError(
    'reschedule_refused',
    'The event type does not let visitors move this booking, or no longer does.',
  );
}

/** The actions on a booking: add to a calendar, move, cancel. */
export class AfterSteps {
  #context: LaterContext;
  #cancellation: Cancellation;
  #reason = blank;

  constructor(context: LaterContext) {
    this.#context = context;
    this.#cancellation = new Cancellation(context);
  }

  /** Loads a booking, or the one it was moved to, and lets the visitor choose another time. */
  async open(uid: string, manageToken?: string): Promise<void> {
    const {flow, client} = this.#context;
    await flow.guard(
      undefined,
      async () => {
        const booking = await loadLatest(client(), uid, manageToken);
        requireLive(booking);
        flow.openedUid = uid;
        flow.dispatch({type: 'move-opened', booking, ...(manageToken ? {manageToken} : {})});
        await flow.load();
        const {phase, eventType} = flow.state;
        const isOther = eventType && (booking.eventTypeId ?? eventType.id) !== eventType.id;
        // The next attempt loads the booking again.
        if (phase === 'failed' || isOther) flow.openedUid = undefined;
        if (isMoveLocked(eventType ?? {}, booking.start, Date.now())) flow.openedUid = undefined;
        requireMovable(booking, eventType);
        if (isOther)
          throw new BookingError(
            'invalid_request',
            'The booking of reschedule-uid belongs to another event type than cal-link.',
          );
      },
      error => flow.dispatch({type: 'load-failed', notice: toNotice(error)}),
    );
  }

  /** Lets the visitor move their earlier booking, which prevents another one. */
  async moveOwn(): Promise<void> {
    const {flow, client} = this.#context;
    const {notice, earlier, eventType} = flow.state;
    await flow.guard(
      undefined,
      async () => {
        // A booking made here has a manage token; otherwise Cal.com's refusal names the booking.
        const {uid = notice!.uid!, manageToken} = {...earlier, ...earlier?.booking};
        const booking = await loadLatest(client(), uid, manageToken);
        requireMovable(booking, eventType);
        this.#reason = blank;
        flow.dispatch({type: 'move-started', booking, ...(manageToken ? {manageToken} : {})});
        void flow.refresh();
      },
      error => flow.dispatch({type: 'refused', notice: toNotice(error)}),
    );
  }

  /** The buttons below the confirmation, or the question whether to cancel. */
  renderActions(view: LaterView) {
    if (this.#cancellation.isOpen) return this.#cancellation.render(view);
    const {t, state, formless} = view;
    const now = state.view?.state ?? state.bookings![0].status;
    const isLive = now === 'accepted' || now === 'pending';
    return html`
      ${now === 'accepted' ? renderAdd(currentBookings(state), t) : nothing}
      <div class="choices">
        ${isLive && this.#mayMove(view) ? html`<button type="button" part="secondary" @click=${this.#onMove}>${t('after.move')}</button>` : nothing}
        ${isLive && this.#mayCancel(view) ? html`<button type="button" part="secondary" class="cancel" @click=${() => this.#cancellation.ask()}>${t('after.cancel')}</button>` : nothing}
        ${formless ? nothing : html`<button type="button" part="secondary" @click=${this.#onAgain}>${t('after.again')}</button>`}
      </div>
    `;
  }

  /** Shown above the calendar while a booking is being moved. */
  renderBanner(view: LaterView) {
    return renderMoving(view, () => this.#context.flow.dispatch({type: 'move-left'}));
  }

  /** The last step of moving a booking. */
  renderMove(view: LaterView) {
    const isRequired = view.state.eventType?.requiresRescheduleReason === true;
    return renderMove(
      view,
      {...this.#reason, isRequired},
      {
        type: text => {
          this.#reason = typed(this.#reason, text);
          this.#context.host.requestUpdate();
        },
        confirm: () => void this.#move(isRequired),
      },
    );
  }

  /** Changes through a proxy need a manage token. A booking that belongs to an order is cancelled by its shop only. */
  #mayCancel({state, formless}: LaterView): boolean {
    return this.#isOpen && !formless && !state.eventType?.locks?.cancel;
  }

  #mayMove({state}: LaterView): boolean {
    const [{start}, ...others] = currentBookings(state) as [Booking];
    const isAhead = Date.parse(start) > Date.now();
    return this.#isOpen && others.length === 0 && isAhead && !isMoveLocked(state.eventType ?? {}, start, Date.now());
  }

  get #isOpen(): boolean {
    const {host, flow} = this.#context;
    return !host.proxy || flow.state.manageToken !== undefined;
  }

  #onMove = () => {
    const {flow} = this.#context;
    this.#reason = blank;
    flow.dispatch({type: 'move-started', booking: currentBookings(flow.state)[0]!});
    void flow.refresh();
  };

  #onAgain = () => {
    const {flow} = this.#context;
    flow.dispatch({type: 'restarted'});
    void flow.refresh();
  };

  async #move(isRequired: boolean, emailCode?: string) {
    const {flow, host, client, patience, focus, aboutCode} = this.#context;
    const {moving, slot, manageToken, phase} = flow.state;
    if (phase !== 'details' || !moving || !slot) return;
    if (isRequired && !moving.seatUid && !this.#reason.text.trim()) {
      this.#reason = {...this.#reason, isMissing: true};
      host.requestUpdate();
      return focus('#reason');
    }
    flow.dispatch({type: 'submitted', id: randomId()});
    patience.start();
    await flow.guard(
      undefined,
      async () => {
        const outcome = await moveBooking(client(), moving, slot.start, {
          reason: this.#reason.text,
          manageToken,
          emailCode,
        });
        patience.stop();
        aboutCode(undefined, undefined, () => {});
        flow.dispatch({type: 'booked', ...outcome});
        host.flowBooked(outcome);
        const event = new BookingRescheduledEvent(outcome.bookings[0]);
        host.dispatchEvent(event);
      },
      error => {
        patience.stop();
        // Retrying is safe: Cal.com answers that the booking was moved already.
        const code = error.code === 'outcome_unknown' ? 'timeout' : error.code;
        flow.dispatch({type: 'refused', notice: {...toNotice(error), code}});
        if (flow.state.phase === 'pick') void flow.refresh();
        const email = moving.attendee?.email ?? String(flow.state.answers['email'] ?? '');
        aboutCode(
          code,
          email,
          proof => void this.#move(isRequired, proof).catch((cause: unknown) => flow.trouble(cause)),
        );
      },
    );
  }
}

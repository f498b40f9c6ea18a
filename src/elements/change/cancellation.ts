import {currentBookings} from '../../core/flow/current-bookings.ts';
import {BookingCancelledEvent} from '../events/events-later.ts';
import type {CancelContext} from './context.ts';
import {cancelBooking} from './changes.ts';
import {blank, typed} from './reason.ts';
import {renderCancel, type Cancelling, type CancelView} from './render-cancel.ts';

/** Asks the visitor for confirmation and a reason, then cancels the booking. */
export class Cancellation {
  #context: CancelContext;
  #now?: Cancelling | undefined;

  constructor(context: CancelContext) {
    this.#context = context;
  }

  /** Whether the question is shown. */
  get isOpen(): boolean {
    return this.#now !== undefined;
  }

  ask(): void {
    this.#show({reason: blank, isBusy: false});
    void this.#context.focus('#cancel-title');
  }

  render(view: CancelView) {
    return (
      this.#now &&
      renderCancel(this.#now, view, {
        type: text => this.#show({...this.#now!, reason: typed(this.#now!.reason, text)}),
        keep: () => this.#keep(),
        confirm: () => void this.#confirm(this.#now!),
      })
    );
  }

  #show(now: Cancelling | undefined) {
    this.#now = now;
    if (now?.error === 'network') addEventListener('online', this.#onOnline, {once: true});
    this.#context.host.requestUpdate();
  }

  #onOnline = () => {
    if (this.#now?.error === 'network') this.#show({...this.#now, error: undefined});
  };

  #keep() {
    if (this.#now?.isBusy) return;
    this.#show(undefined);
    void this.#context.focus('.cancel');
  }

  async #confirm({reason, isBusy}: Cancelling) {
    const {flow, host, client, focus} = this.#context;
    if (isBusy) return;
    if (reason.isRequired && !reason.text.trim()) {
      this.#show({reason: {...reason, isMissing: true}, isBusy});
      return focus('#reason');
    }
    this.#show({reason, isBusy: true});
    const {manageToken} = flow.state;
    const bookings = currentBookings(flow.state);
    await flow.guard(
      undefined,
      async () => {
        await cancelBooking(client(), bookings, {reason: reason.text, manageToken});
        this.#show(undefined);
        flow.dispatch({type: 'cancelled'});
        const event = new BookingCancelledEvent(bookings[0]!.uid);
        host.dispatchEvent(event);
        await focus('[data-focus]');
      },
      ({code}) => {
        const isRequired = code === 'reason_required';
        this.#show({
          reason: {...reason, isRequired: reason.isRequired || isRequired, isMissing: isRequired},
          isBusy: false,
          // Retrying is safe: cancelling a cancelled booking changes nothing.
          ...(isRequired ? {} : {error: code === 'outcome_unknown' ? 'timeout' : code}),
        });
        if (isRequired) void focus('#reason');
      },
    );
  }
}

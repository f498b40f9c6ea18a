import {nothing, type LitElement} from 'lit';
import type {Client} from '../../client/types.ts';
import {parseCalLink} from '../../core/model/cal-link.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {addWords} from '../../core/words/messages.ts';
import {isMoveLocked} from '../../core/flow/rules/locks.ts';
import type {Booking, EventType, EventTypeRef} from '../../core/model/types.ts';
import {cancelledView} from '../../core/state/booking-view.ts';
import type {BookingView} from '../../core/model/wire.ts';
import {afterWords} from '../../core/words/en/after.ts';
import type {BookingRescheduledEvent} from '../events/events-later.ts';
import {Cancellation} from '../change/cancellation.ts';
import {lazyPart, type LazyPart} from '../loading/lazy-part.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';

export {styles} from './manage.styles.ts';

addWords({...afterWords, 'question.optional': '(optional)'});

/** The status as its changes see it: settings and callbacks. */
export interface ManageHost extends LitElement {
  calLink: string;
  api: string;
  proxy?: string | undefined;
  manageToken?: string | undefined;
  timeZone?: string | undefined;
  theme?: 'light' | 'dark' | 'auto' | undefined;
  /** Code that is needed could not be loaded. */
  isStale: boolean;
  newsArrived(view: BookingView): void;
  newsFailed(error: BookingError): void;
}

/** What changes of a booking need of their status. */
export interface ManageContext {
  host: ManageHost;
  client(): Client;
  /** The booking as last read, and its newest view. */
  now(): {booking: Booking; view: BookingView};
  /** Follows the booking that this one was moved to. */
  goOn(uid: string): void;
}

/** Moves and cancels the booking of a status, in place. */
export class Manage {
  #context: ManageContext;
  #cancellation: Cancellation;
  #form: LazyPart<void>;
  #isMoving = false;
  /** The event type's restrictions; set once they are known or could not be loaded. */
  #locks?: Pick<EventType, 'locks'>;
  #isAsked = false;
  /** The form that moves the booking has failed, so a button outside of it leads back. */
  #isStuck = false;

  constructor(context: ManageContext) {
    this.#context = context;
    const {host, client, now} = context;
    this.#form = lazyPart(host, async () => {
      const {defineForm} = await import('../form/define-form.ts');
      defineForm();
    });
    this.#cancellation = new Cancellation({
      host,
      client,
      flow: {
        get state() {
          const {booking, view} = now();
          return {bookings: [booking] as [Booking], view, ...(host.manageToken ? {manageToken: host.manageToken} : {})};
        },
        dispatch: () => host.newsArrived(cancelledView(now().view)),
        async guard(_, work, refused) {
          await work().catch((cause: unknown) => {
            const error = isBookingError(cause)
              ? cause
              : new BookingError('internal', 'The booking could not be cancelled.', {cause});
            refused(error);
            host.newsFailed(error);
          });
        },
      },
      focus: selector => this.#focus(selector),
    });
  }

  /**
   * The buttons, the question whether to cancel, or the form for another time; nothing if the booking cannot change.
   */
  render(t: Translate, locale: string) {
    const {booking, view} = this.#context.now();
    if (view.state !== 'accepted' && view.state !== 'pending') return nothing;
    if (this.#isMoving) return this.#renderMove(view.uid ?? booking.uid, t, locale);
    if (this.#cancellation.isOpen) return this.#cancellation.render({t, state: {bookings: [booking]}});
    const locks = this.#locks;
    if (!locks) return this.#readLocks();
    const {host} = this.#context;
    const isAhead = (at: string) => Date.parse(at) > Date.now();
    const start = view.start ?? booking.start;
    const mayMove =
      isAhead(start) && !isMoveLocked(locks, start, Date.now()) && (host.proxy !== undefined || host.calLink !== '');
    const mayCancel = isAhead(view.end ?? booking.end) && !locks.locks?.cancel;
    if (!mayMove && !mayCancel) return nothing;
    return html`
      <div part="actions" class="choices">
        ${mayMove ? html`<button type="button" part="secondary" class="move" @click=${this.#onMove}>${t('after.move')}</button>` : nothing}
        ${mayCancel ? html`<button type="button" part="secondary" class="cancel" @click=${() => this.#cancellation.ask()}>${t('after.cancel')}</button>` : nothing}
      </div>
    `;
  }

  /**
   * Loads the restrictions, so that no change is offered that would be refused. If that fails, all changes are offered.
   */
  #readLocks() {
    if (!this.#isAsked) {
      this.#isAsked = true;
      void this.#loadEventType()
        .catch(() => ({}))
        .then(eventType => {
          this.#locks = eventType;
          this.#context.host.requestUpdate();
        });
    }
    return nothing;
  }

  async #loadEventType(): Promise<Pick<EventType, 'locks'>> {
    const {
      host: {proxy, calLink, api},
      client,
      now,
    } = this.#context;
    const {eventTypeId} = now().booking;
    const ref: EventTypeRef =
      proxy !== undefined && eventTypeId !== undefined
        ? {kind: 'id', id: eventTypeId}
        : parseCalLink(calLink, false, proxy === undefined ? api : undefined);
    return (await client().loadEventType(ref)).eventType;
  }

  #renderMove(uid: string, t: Translate, locale: string) {
    const {calLink, api, proxy, manageToken, timeZone, theme} = this.#context.host;
    return html`
      <section id="moving" aria-label=${t('after.move')} tabindex="-1">
        <booking-form
          hide-event-type-details .calLink=${calLink} .api=${api} .proxy=${proxy} .theme=${theme} .locale=${locale} .timeZone=${timeZone}
          .rescheduleUid=${uid} .manageToken=${manageToken}
          @click=${this.#onFormClick} @booking-error=${this.#onFormError} @booking-rescheduled=${this.#onMoved}
        ></booking-form>
        ${this.#isStuck ? html`<button type="button" part="secondary" @click=${this.#onKeep}>${t('after.keep_time')}</button>` : nothing}
      </section>
    `;
  }

  #show(isMoving: boolean, focus: string) {
    this.#isMoving = isMoving;
    this.#isStuck = false;
    void this.#focus(focus);
  }

  async #focus(selector: string): Promise<void> {
    const {host} = this.#context;
    host.requestUpdate();
    await host.updateComplete;
    host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
  }

  #onMove = async () => {
    try {
      await this.#form.load();
      this.#show(true, '#moving');
    } catch (cause) {
      const error = new BookingError('network', 'The form that moves a booking could not be loaded.', {cause});
      this.#context.host.newsFailed(error);
      this.#context.host.isStale = true;
    }
  };

  /** Closes the form when the visitor keeps the old time, instead of showing its confirmation. */
  #onFormClick = async ({currentTarget}: Event) => {
    const form = currentTarget as LitElement;
    await form.updateComplete;
    if (this.#isMoving && form.matches(':state(confirmed)')) this.#onKeep();
  };

  #onFormError = () => {
    this.#isStuck = true;
    this.#context.host.requestUpdate();
  };

  #onKeep = () => this.#show(false, '.move');

  #onMoved = ({booking: {uid}}: BookingRescheduledEvent) => {
    this.#show(false, '[data-focus]');
    this.#context.goOn(uid);
  };
}

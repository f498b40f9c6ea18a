import {nothing} from 'lit';
import {createClient} from '../../../client/client.ts';
import type {BookingOutcome} from '../../../client/types.ts';
import type {BookingError} from '../../../core/model/error.ts';
import type {ErrorCode} from '../../../core/model/error-codes.ts';
import {reduceFlow} from '../../../core/flow/flow.ts';
import {toEmail} from '../../../core/flow/answers.ts';
import {loadPhones} from '../../../core/phone/load-phones.ts';
import {addWords} from '../../../core/words/messages.ts';
import {own} from '../../../core/model/own.ts';
import {detailsWords} from '../../../core/words/en/details.ts';
import {doneWords} from '../../../core/words/en/done.ts';
import {troubleWords} from '../../../core/words/en/trouble.ts';
import {define} from '../../base/define.ts';
import {BookingCreatedEvent, BookingSubmitEvent} from '../../events/events-later.ts';
import {html} from '../../base/html.ts';
import {BookingQuestions} from '../../questions/booking-questions.ts';
import {guardHandlers} from '../../base/guard-handlers.ts';
import {randomId} from '../../base/random-id.ts';
import {bookingRequest} from './booking-request.ts';
import type {Verify} from './verify.ts';
import {laterParts, type LaterParts} from './later-parts.ts';
import {recheck, showNext} from './lost-time.ts';
import {Hold} from './hold.ts';
import {Keep} from '../keep.ts';
import type {LaterContext} from './context.ts';
import {toNotice, type FlowController} from '../flow-controller.ts';
import type {FlowHost} from '../flow-host.ts';
import {Patience} from './patience.ts';
import {renderDetails} from './render-details.ts';
import {renderDone} from './render-done.ts';
import {renderFailed, renderHandOver} from './render-failed.ts';
import {renderNotice} from './render-notice.ts';
import type {FormView, LaterHandlers, LaterView} from '../form-view.ts';

export {styles} from './later.styles.ts';

addWords({...detailsWords, ...doneWords, ...troubleWords});
define('booking-questions', BookingQuestions);

const patienceTexts = ['form.booking', 'form.slow', 'form.very_slow'] as const;

/** Errors that the code step shows itself. */
const aboutCode = new Set<ErrorCode>(['email_verification_required', 'invalid_verification_code']);

/** The steps after the choice of a time: questions, sending, confirmation, and all failures. */
export class LaterSteps {
  /** Reserves the chosen slot. */
  readonly hold: Hold;
  #flow: FlowController;
  #host: FlowHost;
  #context: LaterContext;
  #parts: LaterParts;
  #verify?: Verify;

  constructor(flow: FlowController, host: FlowHost) {
    this.#flow = flow;
    flow.reduce = reduceFlow;
    this.#host = host;
    // Phone numbers can be read by the time the questions are shown.
    if (flow.state.eventType) void loadPhones(flow.state.eventType).then(() => host.requestUpdate());
    this.#context = {
      flow,
      host,
      patience: new Patience(host),
      client: () => createClient(host.proxy ? {proxy: host.proxy} : {api: host.api}),
      aboutCode: (...asked) => this.#aboutCode(...asked),
      focus: async selector => {
        host.requestUpdate();
        await host.updateComplete;
        host.renderRoot.querySelector<HTMLElement>(selector)?.focus();
      },
    };
    this.#parts = laterParts(this.#context);
    this.hold = new Hold(flow, host);
    new Keep(flow, host, this, this.hold);
  }

  /** Goes to the next month that has times. */
  findNext(): Promise<void> {
    return showNext(this.#flow);
  }

  /** Goes from the chosen time to the questions. */
  proceed(): void {
    this.#flow.dispatch({type: 'continued', prefill: this.#host.prefill});
    if (this.#flow.state.eventType?.recurrence && !this.#flow.state.moving) {
      const fail = (cause: unknown) => this.#flow.miss(cause);
      void this.#parts.series.load().then(({lookAtSeries}) => lookAtSeries(this.#flow), fail);
    }
  }

  /** Goes back one step: from the code to the questions, or from the questions to the times. */
  back(): void {
    if (this.#verify?.isOpen) this.#verify.leave();
    else this.#flow.dispatch({type: 'backed'});
  }

  /** Loads a booking and lets the visitor choose another time for it. */
  async openMove(uid: string, manageToken?: string): Promise<void> {
    const after = await this.#parts.after.load().catch((cause: unknown) => this.#flow.miss(cause, true));
    await after?.open(uid, manageToken);
  }

  /** Rendered above the step: the booking that is being moved, and what went wrong. */
  renderAbove(view: FormView) {
    const later = this.#view(view);
    const {phase, notice, moving} = view.state;
    const isSaid =
      !notice || notice.isStale || phase === 'failed' || (this.#verify?.isOpen && aboutCode.has(notice.code));
    return html`${moving && phase === 'pick' ? this.#parts.after.part?.renderBanner(later) : nothing}${isSaid ? nothing : renderNotice(later)}`;
  }

  render(view: FormView) {
    const later = this.#view(view);
    const {phase, eventType, moving} = view.state;
    // Groups of hosts are booked on the booking page: Cal.com's API returns their times to organizations only.
    if (phase === 'failed')
      return this.#host.calLink.includes('+') ? renderHandOver(later, 'group') : renderFailed(later);
    if (eventType?.handOver) return renderHandOver(later, eventType.handOver);
    if (phase === 'done') return renderDone(later);
    if (this.#verify?.isOpen) return this.#verify.render(later);
    return moving ? this.#parts.after.part?.renderMove(later) : renderDetails(later);
  }

  /** Announced by screen readers while the request is pending. */
  announcement({state, t}: FormView): string {
    return state.phase === 'booking' ? t(patienceTexts[this.#context.patience.level]) : '';
  }

  #view(view: FormView): LaterView {
    const {patience} = this.#context;
    return {
      ...view,
      patience: patience.level,
      prefilled: this.#host.prefill,
      act: this.#handlers,
      host: this.#host,
      after: this.#parts.after.part,
      series: this.#parts.series.part,
    };
  }

  #handlers = guardHandlers<LaterHandlers>(
    {
      back: () => this.#flow.dispatch({type: 'backed'}),
      answersChange: event => this.#flow.dispatch({type: 'answered', answers: event.answers}),
      stateChange: event => this.#flow.dispatch({type: 'view-changed', view: event.view}),
      found: event => {
        event.stopPropagation();
        const {uid, state, start, end} = event.view;
        const {notice, eventType, phase} = this.#flow.state;
        if (
          !uid ||
          !start ||
          !end ||
          !eventType ||
          phase !== 'details' ||
          (state !== 'accepted' && state !== 'pending')
        )
          return;
        this.#booked({
          bookings: [{uid, status: state, title: eventType.title, start, end, hosts: [], metadata: {}}],
          ...(notice?.live ? {live: notice.live} : {}),
        });
      },
      moveOwn: async () => (await this.#parts.after.load()).moveOwn(),
      pickCount: count => {
        this.#flow.dispatch({type: 'count-picked', count});
        this.#parts.series.part?.lookAtSeries(this.#flow);
      },
      takeInstead: slot => {
        if (this.#host.pickSlot(slot)) this.proceed();
      },
      submit: inner => {
        inner.stopPropagation();
        this.#flow.dispatch({type: 'answered', answers: inner.answers});
        if (this.#host.submitless) this.#host.form?.requestSubmit();
        else return this.book();
      },
    },
    cause => this.#flow.trouble(cause),
  );

  /** Books the visitor's choice, unless the site cancels the event. Does nothing while a booking is pending. */
  async book(code?: string): Promise<void> {
    const {phase, answers, slot, eventType} = this.#flow.state;
    if (phase !== 'details') return;
    if (code === undefined) {
      const submit = new BookingSubmitEvent(answers, slot?.start);
      if (!this.#host.dispatchEvent(submit)) return;
      if (eventType?.requiresEmailVerification) return this.#askCode(this.#email, this.#proceed);
    }
    await this.#send(code);
  }

  async #send(code?: string): Promise<void> {
    const {patience, client} = this.#context;
    let outcome: BookingOutcome | undefined;
    // No abort signal: removing the element must not abandon a pending booking.
    await this.#flow.guard(
      undefined,
      async () => {
        this.#flow.dispatch({type: 'submitted', id: randomId()});
        const {eventType, slot, attempt} = this.#flow.state;
        if (!eventType || !slot || !attempt) return;
        patience.start();
        // Loaded while the request is pending. Without this code the confirmation is plain text.
        this.#parts.status.load().catch(() => {});
        this.#parts.after.load().catch(() => {});
        const request = bookingRequest(this.#host, {...this.#flow.state, eventType, slot}, code);
        const {checkoutToken} = this.#host;
        outcome = await client().book(request, {attemptId: attempt.id, checkoutToken});
      },
      error => {
        patience.stop();
        this.#refused(error);
      },
    );
    patience.stop();
    // Outside of the guard: errors from here on are not failures of the booking.
    if (outcome) this.#booked(outcome);
  }

  #booked(outcome: BookingOutcome) {
    if (this.#verify) this.#verify.isOpen = false;
    this.#flow.dispatch({type: 'booked', ...outcome});
    this.#host.flowBooked(outcome);
    const [booking] = outcome.bookings;
    const event = new BookingCreatedEvent(booking, booking.status === 'accepted');
    this.#host.dispatchEvent(event);
    // A failure is shown, because the confirmation would lack its buttons to move and cancel.
    this.#parts.after.load().catch((cause: unknown) => this.#flow.miss(cause));
  }

  #refused(error: BookingError) {
    const flow = this.#flow;
    const {code, fields, uid} = error;
    flow.dispatch({
      type: 'refused',
      notice: {...toNotice(error), ...(uid ? {uid} : {})},
      ...(fields ? {problems: fields} : {}),
    });
    if (flow.state.phase === 'pick') void flow.refresh();
    // Without a proxy, whether the booking was made cannot be read from Cal.com; a slot that is gone suggests it.
    else if (code === 'outcome_unknown' && !this.#host.proxy) void recheck(flow, true);
    this.#aboutCode(code, this.#email, this.#proceed);
  }

  #aboutCode: LaterContext['aboutCode'] = (code, email, proceed) => {
    if (code === 'email_verification_required' && !this.#verify?.isOpen) {
      if (email) void this.#askCode(email, proceed);
    } else if (code && aboutCode.has(code)) void this.#verify?.refuse(code);
    else if (this.#verify?.isOpen) {
      this.#verify.isOpen = false;
      void this.#context.focus('[data-focus]');
    }
  };

  #proceed = (code: string) => void this.book(code).catch((cause: unknown) => this.#flow.trouble(cause));

  get #email(): string {
    const {eventType, answers} = this.#flow.state;
    const question = eventType?.questions.find(({type}) => type === 'email');
    return toEmail(own(answers, question?.slug ?? 'email'));
  }

  async #askCode(email: string, proceed: (code: string) => void): Promise<void> {
    try {
      const Verify = await this.#parts.verify.load();
      this.#verify = new Verify(this.#context, proceed);
      await this.#verify.open(email);
    } catch (cause) {
      this.#flow.miss(cause);
    }
  }
}

import type {ReactiveController} from 'lit';
import {formEntries} from '../../core/flow/form-entries.ts';
import {initialAnswers, validateAnswers} from '../../core/flow/questions.ts';
import {keptAnswers} from '../../core/flow/kept-answers.ts';
import type {Answers, Instant} from '../../core/model/types.ts';
import type {BookingQuestions} from '../questions/booking-questions.ts';
import type {Translate} from '../base/locale.ts';
import {randomId} from '../base/random-id.ts';
import type {FlowController} from './flow-controller.ts';
import type {FlowHost} from './flow-host.ts';
import type {LaterSteps} from './book/later-steps.ts';
import {hintsOf} from '../inputs/phone-hints.ts';
import {sendForm} from './send-form.ts';

/** The element as the checkout sees it. */
export type CheckoutHost = FlowHost &
  HTMLElement & {readonly name: string; readonly bookOnSubmit: boolean; readonly required: boolean};

/** What a checkout needs besides its element. */
export interface CheckoutOptions {
  internals: ElementInternals;
  flow: FlowController;
  later: LaterSteps;
  t: Translate;
}

/** A site's form whose submission waits for the booking, and the button that submitted it. */
interface Held {
  form: HTMLFormElement;
  submitter: HTMLElement | null;
}

/** The control's state that the browser stores and restores with the page. */
interface Kept {
  start?: Instant;
  answers: Answers;
}

/** The booking form as a control of the site's form: value, validity, submission, reset and restoration. */
export class Checkout implements ReactiveController {
  #host: CheckoutHost;
  #options: CheckoutOptions;
  #form?: HTMLFormElement | null;
  #reported?: string;
  /** The submission that waits for the booking. */
  #held?: Held | undefined;
  #wanted?: Instant | undefined;
  /** Restored answers, until the questions are loaded. */
  #kept?: Answers | undefined;

  constructor(host: CheckoutHost, options: CheckoutOptions) {
    this.#host = host;
    this.#options = options;
    host.addController(this);
    host.addEventListener('invalid', event => this.#onInvalid(event));
    this.hostUpdated();
  }

  hostConnected(): void {
    this.#follow();
  }

  hostUpdated(): void {
    this.#follow();
    this.#takeKept();
    this.#pickWanted();
    this.#report();
    // The booking may also come later: after an e-mailed code was entered, or once an unknown outcome is known.
    if (this.#held && isDone(this.#options.flow)) this.#release(this.#held);
  }

  hostDisconnected(): void {
    this.#form?.removeEventListener('submit', this.#onSubmit, true);
    this.#form = null;
  }

  /** Clears the control when the site's form is reset. */
  reset(): void {
    const {flow} = this.#options;
    flow.dispatch({type: 'reset'});
    void flow.refresh();
  }

  /** Restores the state that the browser stored. */
  restore(text: string): void {
    const {start, answers} = JSON.parse(text) as Kept;
    this.#wanted = start;
    this.#kept = answers;
    this.#takeKept();
    this.#pickWanted();
  }

  /** Applies restored answers once the questions are loaded; these may have changed since. */
  #takeKept(): void {
    const {flow} = this.#options;
    const {eventType} = flow.state;
    if (!this.#kept || !eventType) return;
    const answers = keptAnswers(eventType, this.#kept);
    this.#kept = undefined;
    flow.dispatch({type: 'restored', answers});
  }

  /**
   * Whether everything is answered and the slot is still free. Shows what is wrong. Call it before taking a payment.
   */
  async check(): Promise<boolean> {
    const {flow, internals} = this.#options;
    this.#report();
    if (!internals.reportValidity()) return false;
    if (flow.state.phase === 'pick') this.#options.later.proceed();
    flow.dispatch({type: 'prepared', id: randomId()});
    await this.#options.later.hold.confirm();
    await this.#host.updateComplete;
    return flow.state.phase === 'details';
  }

  /** Books the visitor's choice; resolves with whether a booking exists. */
  async book(): Promise<boolean> {
    const {flow, internals, later} = this.#options;
    this.#report();
    if (flow.state.phase === 'done') return true;
    if (!internals.reportValidity()) return false;
    if (flow.state.phase === 'pick') later.proceed();
    await later.book();
    this.#report();
    return isDone(flow);
  }

  #follow(): void {
    const {form} = this.#host;
    if (form === this.#form) return;
    this.#form?.removeEventListener('submit', this.#onSubmit, true);
    this.#form = form;
    form?.addEventListener('submit', this.#onSubmit, true);
  }

  #pickWanted(): void {
    const slot = this.#options.flow.state.slots.find(({start}) => start === this.#wanted);
    if (!slot) return;
    this.#wanted = undefined;
    if (this.#host.pickSlot(slot)) this.#options.later.proceed();
  }

  #onSubmit = (event: SubmitEvent): void => {
    const {flow, internals} = this.#options;
    if (!this.#host.bookOnSubmit || flow.state.phase === 'done') return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (flow.state.phase === 'booking' || !internals.reportValidity()) return;
    this.#held = {form: this.#form!, submitter: event.submitter};
    void this.book()
      .catch((cause: unknown) => flow.trouble(cause))
      .then(() => {
        const {notice, phase} = flow.state;
        // Refused: the visitor has to submit the site's form again.
        if (
          phase === 'pick' ||
          (notice && notice.code !== 'outcome_unknown' && notice.code !== 'email_verification_required')
        )
          this.#held = undefined;
      });
  };

  /** Submits the site's form, now that the booking exists. */
  #release({form, submitter}: Held): void {
    this.#held = undefined;
    try {
      // The site may have moved the element to another form in the meantime.
      if (!sendForm(this.#form ?? form, submitter))
        throw new Error('The form around the booking was removed from the page, so it was not submitted.');
    } catch (cause) {
      this.#options.flow.trouble(cause);
    }
  }

  /** Shows what is missing in the form itself, instead of the browser's validation bubble. */
  #onInvalid(event: Event): void {
    const {flow, later} = this.#options;
    if (event.target !== this.#host) return;
    event.preventDefault();
    if (!flow.state.slot) flow.dispatch({type: 'time-missed'});
    else if (flow.state.phase === 'pick') later.proceed();
    // Only the first invalid control of a form takes the focus.
    if (this.#form?.querySelector(':invalid:not(fieldset)') === this.#host)
      this.#showProblems().catch((cause: unknown) => flow.trouble(cause));
  }

  async #showProblems(): Promise<void> {
    await this.#host.updateComplete;
    if (!this.#options.flow.state.slot) return this.#focusTimes();
    const questions = this.#host.shadowRoot!.querySelector<BookingQuestions>('booking-questions');
    await questions?.updateComplete;
    if (questions && !questions.validate()) await questions.focusFirstProblem();
  }

  /** Focuses the choice of a time, or the explanation why there is none. */
  #focusTimes(): void {
    const root = this.#host.shadowRoot!;
    for (const selector of ['booking-slots', 'booking-calendar', '[data-focus]', 'button, a']) {
      root.querySelector<HTMLElement>(selector)?.focus();
      if (root.activeElement?.matches(selector)) return;
    }
  }

  /** Repeats a submission that was held back until the control's code was loaded. */
  resend(form: HTMLFormElement, submitter: HTMLElement | null): void {
    try {
      sendForm(form, submitter);
    } catch (cause) {
      this.#options.flow.trouble(cause);
    }
  }

  /** Reports the control's value and validity to the site's form when they change. */
  #report(): void {
    const {
      internals,
      flow: {state},
    } = this.#options;
    const entries = formEntries(state, hintsOf(this.#host, state));
    const message = this.#problem();
    const report = JSON.stringify([this.#host.name, entries, message]);
    if (report === this.#reported) return;
    this.#reported = report;
    const data = new FormData();
    for (const [name, value] of entries) data.append(`${this.#host.name}.${name}`, value);
    const kept: Kept = {answers: state.answers, ...(state.slot ? {start: state.slot.start} : {})};
    internals.setFormValue(this.#host.name && entries.length > 0 ? data : null, JSON.stringify(kept));
    const anchor = this.#host.shadowRoot!.querySelector<HTMLElement>('booking-calendar, booking-questions');
    internals.setValidity(message ? {valueMissing: true} : {}, message, anchor ?? undefined);
  }

  /** The reason why the site's form cannot be submitted; empty if it can. */
  #problem(): string {
    const {
      t,
      flow: {state},
    } = this.#options;
    const {phase, eventType, slot} = state;
    if (phase === 'done' || !(this.#host.required || this.#host.bookOnSubmit || slot)) return '';
    if (!slot || !eventType) return t('form.choose_time');
    const answers = {...initialAnswers(eventType, this.#host.prefill), ...state.answers};
    const count = Object.keys(validateAnswers(eventType, answers, hintsOf(this.#host, state))).length;
    return count > 0 ? t('problem.summary', {count}) : '';
  }
}

function isDone({state}: FlowController): boolean {
  return state.phase === 'done';
}

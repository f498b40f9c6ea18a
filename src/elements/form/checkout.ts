import type {ReactiveController} from 'lit';
import {reduceBook} from '../../core/flow/flow-book.ts';
import {without} from '../../core/flow/flow.ts';
import {formEntries} from '../../core/flow/form-entries.ts';
import {initialAnswers, validateAnswers} from '../../core/flow/questions.ts';
import {keptAnswers} from '../../core/flow/kept-answers.ts';
import type {Answers, Instant} from '../../core/model/types.ts';
import type {BookingQuestions} from '../questions/booking-questions.ts';
import type {Translate} from '../base/locale.ts';
import {randomId} from '../base/random-id.ts';
import type {FlowController, FlowHost} from './flow-controller.ts';
import type {Hold} from './book/hold.ts';
import type {LaterSteps} from './book/later-steps.ts';
import {hintsOf} from './book/hints.ts';
import {sendForm} from './send-form.ts';

/** What the checkout reads of its element. */
export type CheckoutHost = FlowHost &
  HTMLElement & {readonly name: string; readonly bookOnSubmit: boolean; readonly required: boolean};

/** What a checkout works with besides its element. */
export interface CheckoutOptions {
  internals: ElementInternals;
  flow: FlowController;
  later: LaterSteps;
  hold: Hold;
  t: Translate;
}

/** A page's form that waits for the booking, and the button it was sent with. */
interface Held {
  form: HTMLFormElement;
  submitter: HTMLElement | null;
}

/** What the browser keeps of the control for a page that comes back. */
interface Kept {
  start?: Instant;
  answers: Answers;
}

/** The booking form as a control of the page's own form: its value, its validity, its part in submitting and resetting. */
export class Checkout implements ReactiveController {
  #host: CheckoutHost;
  #options: CheckoutOptions;
  #form?: HTMLFormElement | null;
  #told?: string;
  /** The page's form that was held back, and what it was sent with. */
  #held?: Held | undefined;
  #wanted?: Instant | undefined;
  /** What the browser kept, until the questions are known. */
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
    this.#tell();
    // Also after a code by e-mail, or when an outcome nobody knew comes to light.
    if (this.#held && isDone(this.#options.flow)) this.#release(this.#held);
  }

  hostDisconnected(): void {
    this.#form?.removeEventListener('submit', this.#onSubmit, true);
    this.#form = null;
  }

  /** Empties the control, as the page's reset button empties the others. */
  reset(): void {
    const {flow} = this.#options;
    const state = without(flow.state, 'slot', 'isTimeMissed', 'attempt', 'bookings', 'view', 'live', 'notice');
    flow.become({...state, phase: state.eventType ? 'pick' : state.phase, answers: {}, problems: {}});
    void flow.refresh();
  }

  /** Takes back what the browser kept. */
  restore(text: string): void {
    const {start, answers} = JSON.parse(text) as Kept;
    this.#wanted = start;
    this.#kept = answers;
    this.#takeKept();
    this.#pickWanted();
  }

  /** Once the questions are known: they may have changed since. */
  #takeKept(): void {
    const {flow} = this.#options;
    const {eventType} = flow.state;
    if (!this.#kept || !eventType) return;
    const answers = keptAnswers(eventType, this.#kept);
    this.#kept = undefined;
    flow.become({...flow.state, answers: {...flow.state.answers, ...answers}});
  }

  /** Whether all is answered and the time is still free: to be asked before any money moves. Shows what is wrong. */
  async check(): Promise<boolean> {
    const {flow, internals} = this.#options;
    this.#tell();
    if (!internals.reportValidity()) return false;
    if (flow.state.phase === 'pick') this.#options.later.proceed();
    flow.become(reduceBook(flow.state, {type: 'prepared', id: randomId()}));
    await this.#options.hold.confirm();
    await this.#host.updateComplete;
    return flow.state.phase === 'details';
  }

  /** Books what is chosen; resolves with whether there is a booking. */
  async book(): Promise<boolean> {
    const {flow, internals, later} = this.#options;
    this.#tell();
    if (flow.state.phase === 'done') return true;
    if (!internals.reportValidity()) return false;
    if (flow.state.phase === 'pick') later.proceed();
    await later.book();
    this.#tell();
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
        // A refusal: the visitor presses the page's button again.
        if (
          phase === 'pick' ||
          (notice && notice.code !== 'outcome_unknown' && notice.code !== 'email_verification_required')
        )
          this.#held = undefined;
      });
  };

  /** Lets the page's form go on, now that there is a booking. */
  #release({form, submitter}: Held): void {
    this.#held = undefined;
    try {
      // The page may have moved the element to another form meanwhile.
      if (!sendForm(this.#form ?? form, submitter))
        throw new Error('The form that the booking belongs to has left the page, and was not sent.');
    } catch (cause) {
      this.#options.flow.trouble(cause);
    }
  }

  /** The form says what is missing better than the browser's bubble, which needs something to point at. */
  #onInvalid(event: Event): void {
    const {flow, later} = this.#options;
    if (event.target !== this.#host) return;
    event.preventDefault();
    if (!flow.state.slot) flow.become({...flow.state, isTimeMissed: true});
    else if (flow.state.phase === 'pick') later.proceed();
    // Only the first control of a form that is wrong takes the focus.
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

  /** Goes where a time is chosen, or to why there is none to choose. */
  #focusTimes(): void {
    const root = this.#host.shadowRoot!;
    for (const selector of ['booking-slots', 'booking-calendar', '[data-focus]', 'button, a']) {
      root.querySelector<HTMLElement>(selector)?.focus();
      if (root.activeElement?.matches(selector)) return;
    }
  }

  /** Sends the page's form again, which was to be sent before the control was there. */
  resend(form: HTMLFormElement, submitter: HTMLElement | null): void {
    try {
      sendForm(form, submitter);
    } catch (cause) {
      this.#options.flow.trouble(cause);
    }
  }

  /** Tells the page's form what the control is worth, whenever that changed. */
  #tell(): void {
    const {
      internals,
      flow: {state},
    } = this.#options;
    const entries = formEntries(state, hintsOf(this.#host, state));
    const message = this.#problem();
    const told = JSON.stringify([this.#host.name, entries, message]);
    if (told === this.#told) return;
    this.#told = told;
    const data = new FormData();
    for (const [name, value] of entries) data.append(`${this.#host.name}.${name}`, value);
    const kept: Kept = {answers: state.answers, ...(state.slot ? {start: state.slot.start} : {})};
    internals.setFormValue(this.#host.name && entries.length > 0 ? data : null, JSON.stringify(kept));
    const anchor = this.#host.shadowRoot!.querySelector<HTMLElement>('booking-calendar, booking-questions');
    internals.setValidity(message ? {valueMissing: true} : {}, message, anchor ?? undefined);
  }

  /** What keeps the page's form from being sent; empty when nothing does. */
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

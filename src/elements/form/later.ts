import {createClient} from '../../client/client.ts';
import {reduceBook, type BookAction} from '../../core/flow-book.ts';
import {addWords} from '../../core/messages.ts';
import type {BookingRequest} from '../../core/types.ts';
import {detailsWords} from '../../core/words/details.ts';
import {doneWords} from '../../core/words/done.ts';
import {troubleWords} from '../../core/words/trouble.ts';
import {define} from '../define.ts';
import {BookingCreatedEvent, BookingSubmitEvent} from '../events.ts';
import {BookingQuestions} from '../questions/booking-questions.ts';
import {toNotice, type FlowController, type FlowHost} from './flow-controller.ts';
import {Patience} from './patience.ts';
import {renderDetails} from './render-details.ts';
import {renderDone} from './render-done.ts';
import {renderFailed, renderHandOver} from './render-failed.ts';
import {renderNotice} from './render-notice.ts';
import type {FormView, LaterHandlers, LaterView} from './view.ts';

export {styles} from './later.styles.ts';

addWords({...detailsWords, ...doneWords, ...troubleWords});
define('booking-questions', BookingQuestions);

/** Loads `<booking-status>`, which follows what was booked. */
async function loadStatus(): Promise<void> {
  const {BookingStatus} = await import('../status/booking-status.ts');
  define('booking-status', BookingStatus);
}

const patienceTexts = ['form.booking', 'form.slow', 'form.very_slow'] as const;

/** What comes after the choice of a time: questions, sending, confirmation; and what is said when something fails. */
export class LaterSteps {
  #flow: FlowController;
  #host: FlowHost;
  #patience: Patience;

  constructor(flow: FlowController, host: FlowHost) {
    this.#flow = flow;
    this.#host = host;
    this.#patience = new Patience(host);
  }

  /** Goes on from the chosen time to the questions. */
  proceed(): void {
    this.#dispatch({type: 'continued', prefill: this.#host.prefill});
  }

  render(view: FormView) {
    const later = this.#view(view);
    const {phase, eventType} = view.state;
    if (phase === 'failed') return renderFailed(later);
    if (eventType?.price) return renderHandOver(later, eventType);
    return phase === 'done' ? renderDone(later) : renderDetails(later);
  }

  renderNotice(view: FormView) {
    return renderNotice(this.#view(view));
  }

  /** What a screen reader is told while the answer is on its way. */
  announcement({state, t}: FormView): string {
    return state.phase === 'booking' ? t(patienceTexts[this.#patience.level]) : '';
  }

  #view(view: FormView): LaterView {
    return {...view, patience: this.#patience.level, prefilled: Object.keys(this.#host.prefill), act: this.#handlers};
  }

  #handlers: LaterHandlers = {
    back: () => this.#dispatch({type: 'backed'}),
    answersChange: event => this.#dispatch({type: 'answered', answers: event.answers}),
    stateChange: event => this.#dispatch({type: 'view-changed', view: event.view}),
    takeInstead: slot => {
      if (this.#host.pickSlot(slot)) this.proceed();
    },
    submit: inner => {
      inner.stopPropagation();
      const event = new BookingSubmitEvent(inner.answers, this.#flow.state.slot?.start);
      if (!this.#host.dispatchEvent(event)) return;
      this.#dispatch({type: 'answered', answers: inner.answers});
      void this.book();
    },
  };

  /** Books what is chosen. A second call while the first is on its way does nothing. */
  async book(): Promise<void> {
    const flow = this.#flow;
    if (flow.state.phase !== 'details') return;
    this.#dispatch({type: 'submitted', id: crypto.randomUUID()});
    const {eventType, slot, answers, timeZone, duration, attempt} = flow.state;
    if (!eventType || !slot || !attempt) return;
    this.#patience.start();
    // Ready when the answer is; without it the confirmation says the same in plain words.
    loadStatus().catch(() => {});
    const {proxy, api, currentLocale: locale, metadata} = this.#host;
    const request: BookingRequest = {
      eventType, start: slot.start, answers, timeZone, locale, metadata,
      ...(duration === undefined ? {} : {duration}),
    };
    // Not tied to the element's life: a booking on its way must not be forgotten half made.
    await flow.guard(undefined, async () => {
      const outcome = await createClient(proxy ? {proxy} : {api}).book(request, {attemptId: attempt.id});
      this.#patience.stop();
      this.#dispatch({type: 'booked', ...outcome});
      this.#host.flowBooked(outcome);
      const [booking] = outcome.bookings;
      const event = new BookingCreatedEvent(booking, booking.status === 'accepted');
      this.#host.dispatchEvent(event);
    }, error => {
      this.#patience.stop();
      this.#dispatch({type: 'refused', notice: toNotice(error), ...(error.fields ? {problems: error.fields} : {})});
      if (flow.state.phase === 'pick') flow.refresh();
    });
  }

  #dispatch(action: BookAction): void {
    this.#flow.become(reduceBook(this.#flow.state, action));
  }
}

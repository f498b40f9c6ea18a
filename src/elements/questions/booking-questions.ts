import {nothing, type PropertyDeclarations, type PropertyValues} from 'lit';
import {toText} from '../../core/flow/answers.ts';
import {initialAnswers, shownQuestions, validateAnswers} from '../../core/flow/questions.ts';
import {loadPhones} from '../../core/phone/load-phones.ts';
import {bare, own} from '../../core/model/own.ts';
import type {Answer, Answers, EventType, Question, PhoneHints} from '../../core/model/types.ts';
import {detailsWords} from '../../core/words/en/details.ts';
import {warnOnce} from '../../embed/warn.ts';
import {BookingAnswersChangeEvent, BookingSubmitEvent} from '../events/events-later.ts';
import {html} from '../base/html.ts';
import {checkInputs} from '../inputs/inputs.ts';
import {keepKeys} from '../base/keys.ts';
import {KitElement} from '../base/kit-element.ts';
import {lazyPart} from '../loading/lazy-part.ts';
import {LocaleController} from '../base/locale.ts';
import {phoneHints} from '../inputs/phone-hints.ts';
import {fields} from '../base/fields.styles.ts';
import {buttons, tokens} from '../base/tokens.styles.ts';
import {afterRelease} from './after-release.ts';
import {controlOf} from './control-of.ts';
import {phoneReadAs} from './phone-read-as.ts';
import {renderActions} from './render-actions.ts';
import {renderQuestion} from './render-question.ts';
import {renderSummary} from './render-summary.ts';
import {ShownProblems} from './shown-problems.ts';
import {SiteFields} from './site-fields.ts';
import {questionsInputs} from './questions-inputs.ts';
import type {QuestionsView} from './questions-view.ts';
import {styles} from './booking-questions.styles.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-questions': BookingQuestions;
  }
}

const differs = (a: unknown, b: unknown) => JSON.stringify(a) !== JSON.stringify(b);

/**
 * The questions of an event type. Answers are kept, even if a submission fails.
 *
 * @customElement booking-questions
 * @slot - The site's own fields, after the questions. A field named like a question's slug replaces that question.
 * @slot actions - Buttons before the submit button.
 * @fires {BookingAnswersChangeEvent} booking-answers-change - An answer changed; the event contains all answers.
 * @fires {BookingSubmitEvent} booking-submit - The visitor submits valid answers.
 * @csspart form - Everything.
 * @csspart field - A question with its label, hint and error.
 * @csspart label - The label of a question.
 * @csspart input - A text box, text area or menu.
 * @csspart hint - The hint below a control.
 * @csspart error - The error of an answer.
 * @csspart error-summary - The list of errors at the top, after an attempt to submit.
 * @csspart submit - The submit button.
 */
export class BookingQuestions extends KitElement {
  static override styles = [tokens, buttons, fields, styles];

  static override properties: PropertyDeclarations = {
    eventType: {attribute: false},
    answers: {attribute: false},
    problems: {attribute: false, hasChanged: differs},
    prefilled: {attribute: false, hasChanged: differs},
    phoneHints: {attribute: false, hasChanged: differs},
    busy: {type: Boolean},
    submitLabel: {attribute: 'submit-label'},
    locale: {},
    formless: {type: Boolean},
    submitless: {type: Boolean},
  };

  constructor() {
    super();
    keepKeys(this);
  }

  /** The event type whose questions are shown. */
  eventType?: EventType;

  /** Answers by question slug, as typed. */
  answers: Answers = {};

  /** Answers that the server refused: question slug → reason. New ones are shown and focused. */
  problems: Readonly<Record<string, string>> = {};

  /** Slugs (or plain names such as `phone`) of questions that the site answered, or its answers by these names. */
  prefilled: readonly string[] | Answers = [];

  /** Country hints for phone numbers without a country code. Defaults to the visitor's zone and language. */
  phoneHints?: PhoneHints;

  /** A booking is pending: text cannot be edited and nothing is submitted. */
  busy = false;

  /** Label of the submit button. */
  submitLabel = '';

  /** BCP 47 language tag. Defaults to the nearest `lang` attribute. */
  locale?: string;

  /** Renders no `<form>`, for use inside one. Enter still submits. */
  formless = false;

  /** Renders no submit button, because the site has one. Enter still submits. */
  submitless = false;

  /** Shows all problems; returns whether there are none. */
  validate(): boolean {
    const found = this.#found();
    this.#shown.insisted(Object.keys(found));
    this.#summary = this.#visible();
    this.requestUpdate();
    return Object.keys(found).length === 0;
  }

  /** Focuses the first field with a visible problem. */
  async focusFirstProblem(): Promise<void> {
    await this.updateComplete;
    const [first] = Object.keys(this.#visible());
    if (first !== undefined) this.#focusField(first);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('problems')) this.#shown.refused(this.problems);
    if (this.eventType) {
      if (changed.has('eventType')) this.answers = {...initialAnswers(this.eventType), ...this.answers};
      this.#questions = this.#shown.asked(shownQuestions(this.eventType, this.answers));
      const unknown = this.#questions.find(({type}) => type === 'unknown');
      if (unknown) warnOnce(`question "${unknown.slug}" has a type the kit does not know; it is asked for as text.`);
    }
    if (this.eventType && (changed.has('eventType') || changed.has('prefilled'))) this.#lock().catch(() => {});
    if (changed.has('problems')) this.#summary = Object.keys(this.problems).length > 0 ? this.#visible() : {};
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.get('problems')) this.#focusSummary();
    this.#site.mark(this.#visible());
  }

  protected override checkInputs(): void {
    checkInputs(this, questionsInputs);
  }

  override render() {
    if (!this.eventType) return nothing;
    const view = this.#view(this.eventType);
    const body = html`
      <div role="alert">${renderSummary(this.#summary, view, this.#questions, slug => this.#focusField(slug))}</div>
      ${this.#questions.map((question, index) => (this.#site.has(question.slug) ? nothing : renderQuestion(question, `q${index}`, view)))}
      <slot @slotchange=${this.#onSlot} @input=${this.#onSiteInput} @change=${this.#onSiteInput}></slot>
      ${renderActions(this, view.t, this.#onSubmit)}
    `;
    return this.formless
      ? html`<div part="form" class="form" @focusout=${this.#onFocusout} @pointerdown=${this.#onPointerdown}
        @keydown=${this.#onKeydown}>${body}</div>`
      : html`<form part="form" class="form" novalidate @focusout=${this.#onFocusout} @pointerdown=${this.#onPointerdown}
        @submit=${this.#onSubmit}>${body}</form>`;
  }

  #locale = new LocaleController(this, detailsWords);
  #shown = new ShownProblems();
  #site = new SiteFields();
  #questions: readonly Question[] = [];
  #opened = new Set<string>();
  #lockedSlugs = lazyPart(this, async () => (await import('../../core/flow/locked.ts')).lockedSlugs);
  #locked: ReadonlySet<string> = new Set();
  /** The problems in the summary. It does not change while the visitor types, so that the form does not jump. */
  #summary: Readonly<Record<string, string>> = {};
  #isPressed = false;

  #view(eventType: EventType): QuestionsView {
    const {t} = this.#locale;
    const visible = bare(this.#visible());
    return {
      eventType,
      t,
      answers: bare(this.answers),
      busy: this.busy,
      problemOf: slug => visible[slug],
      siteLabel: name => (this.#site.has(name) ? this.#site.label(name) : undefined),
      // Refused answers have to be editable.
      isLocked: ({slug}) => this.#locked.has(slug) && !Object.hasOwn(this.problems, slug),
      phoneOf: slug => phoneReadAs(toText(own(this.answers, slug)), this.#hints),
      isOpen: slug => this.#opened.has(slug),
      open: slug => void this.#open(slug),
      answer: (slug, answer) => this.#answer(slug, answer),
    };
  }

  get #hints(): PhoneHints {
    return this.phoneHints ?? phoneHints(this.#locale.locale);
  }

  /** Decides which answers are locked. Not repeated on input: an answer must not become locked while it is typed. */
  async #lock() {
    const {eventType, answers, prefilled} = this;
    await loadPhones(eventType!);
    if (eventType!.questions.some(({lockedOnPrefill}) => lockedOnPrefill)) {
      this.#locked = (await this.#lockedSlugs.load())(eventType!, answers, prefilled, this.#hints);
    }
    this.requestUpdate();
  }

  /** All problems, by question slug or by name of the site's control. */
  #found(): Record<string, string> {
    return this.eventType
      ? {...this.#site.problems(), ...validateAnswers(this.eventType, this.answers, this.#hints)}
      : {};
  }

  #visible(): Record<string, string> {
    return this.#shown.of(this.#found(), this.#questions, Object.keys(this.#site.problems()));
  }

  #answer(slug: string, answer: Answer) {
    this.#shown.typed(slug);
    this.answers = {...this.answers, [slug]: answer};
    const event = new BookingAnswersChangeEvent(this.answers);
    this.dispatchEvent(event);
  }

  async #open(slug: string) {
    this.#opened.add(slug);
    this.requestUpdate();
    await this.updateComplete;
    this.#focusField(slug);
  }

  #focusField(slug: string) {
    if (this.#site.has(slug)) return this.#site.focus(slug);
    controlOf(slug, this.renderRoot)?.focus();
  }

  #focusSummary() {
    this.renderRoot.querySelector<HTMLElement>('.error-summary h4')?.focus();
  }

  /** Removes solved problems from the summary and shows those of fields that lost the focus. */
  #settle() {
    const visible = this.#visible();
    this.#summary = Object.fromEntries(Object.entries(this.#summary).filter(([slug]) => Object.hasOwn(visible, slug)));
    this.requestUpdate();
  }

  #onSlot(event: Event) {
    this.#site.collect(event.target as HTMLSlotElement);
    for (const [name, answer] of Object.entries(this.#site.answers())) {
      if (answer === '' || answer === false) this.#site.fill(name, own(this.answers, name));
      else this.#answer(name, answer);
    }
    this.requestUpdate();
  }

  #onSiteInput({target}: Event) {
    const {name} = target as HTMLInputElement;
    const answer = own(this.#site.answers(), name);
    if (answer !== undefined) this.#answer(name, answer);
  }

  async #onSubmit(event: Event) {
    event.preventDefault();
    if (this.busy || !this.eventType) return;
    if (this.validate()) {
      const submit = new BookingSubmitEvent(this.answers);
      this.dispatchEvent(submit);
    } else {
      await this.updateComplete;
      this.#focusSummary();
    }
  }

  #onKeydown(event: KeyboardEvent) {
    const target = event.target as Element;
    if (event.key === 'Enter' && !event.isComposing && target.matches('[data-slug] input')) void this.#onSubmit(event);
  }

  #onFocusout(event: FocusEvent) {
    const field = (event.target as Element).closest<HTMLElement>('[data-slug]');
    if (!field || field.contains(event.relatedTarget as Node | null)) return;
    this.#shown.left(field.dataset['slug']!);
    if (!this.#isPressed) this.#settle();
  }

  // An error that appears between press and release would move the pressed button, and the click would be lost.
  #onPointerdown() {
    this.#isPressed = true;
    afterRelease(() => {
      this.#isPressed = false;
      this.#settle();
    });
  }
}

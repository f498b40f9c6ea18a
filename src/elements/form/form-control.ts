import type {PropertyDeclarations} from 'lit';
import {BookingElement} from '../base/booking-element.ts';
import {commonInputs} from '../inputs/common-inputs.ts';
import {checkInputs, isCountry, isText, upTo, type Inputs} from '../inputs/inputs.ts';
import {isZone} from '../inputs/time-inputs.ts';
import type {LazyPart} from '../loading/lazy-part.ts';
import type {Checkout} from './checkout.ts';

const inputs: Inputs = {
  ...commonInputs,
  name: [isText, ''],
  duration: [upTo(1440)],
  timeZone: [isZone],
  rescheduleUid: [isText],
  manageToken: [isText],
  checkoutToken: [isText],
  phoneCountry: [isCountry],
};

/**
 * Makes an element a control of the site's form. `checkout.ts` does the work; it is loaded when there is such a form.
 */
export abstract class FormControl extends BookingElement {
  static formAssociated = true;

  static override properties: PropertyDeclarations = {
    name: {reflect: true},
    bookOnSubmit: {type: Boolean, attribute: 'book-on-submit'},
    valueOnly: {type: Boolean, attribute: 'value-only'},
    required: {type: Boolean},
    checkoutToken: {attribute: 'checkout-token'},
    phoneCountry: {attribute: 'phone-country'},
    isDisabled: {state: true},
  };

  /**
   * Prefix of the entries in the surrounding form's data: `<name>.start`, `<name>.email`, … and `<name>.uid` once
   * booked.
   */
  name = '';

  /** Books when the surrounding form is submitted, then continues the submission with `<name>.uid` in its data. */
  bookOnSubmit = false;

  /** Only collects the choice: there is no submit button, and nothing is booked until `book()` is called. */
  valueOnly = false;

  /** Blocks the surrounding form's submission until a time is chosen and the questions are answered. */
  required = false;

  /** Token signed by the site's backend that names the order this booking belongs to. Passed on to the proxy. */
  checkoutToken?: string;

  /**
   * ISO 3166 code (`DE`) of phone numbers typed without a country code. Defaults to the visitor's zone and language.
   */
  phoneCountry?: string;

  /** The site's own button submits the answers. */
  get submitless(): boolean {
    return this.valueOnly || this.bookOnSubmit;
  }

  /** The surrounding form, if any. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /**
   * Whether everything is answered and the slot is still free; shows what is wrong. Sites that take payments call it
   * before the payment, and `book()` after.
   */
  async check(): Promise<boolean> {
    return (await this.#need()).check();
  }

  /**
   * Books the visitor's choice, e.g. after a payment; resolves with whether a booking exists. Calling it again does not
   * book the same choice twice.
   */
  async book(): Promise<boolean> {
    return (await this.#need()).book();
  }

  formAssociatedCallback(form: HTMLFormElement | null): void {
    this.#form?.removeEventListener('submit', this.#onSubmit, true);
    this.#form = form;
    form?.addEventListener('submit', this.#onSubmit, true);
    if (this.#isStarted) this.startControl();
  }

  formDisabledCallback(isDisabled: boolean): void {
    this.isDisabled = isDisabled;
  }

  formResetCallback(): void {
    this.#control(checkout => checkout.reset());
  }

  formStateRestoreCallback(state: string): void {
    this.#control(checkout => checkout.restore(state));
  }

  /** Starts to take part in the site's form. Called after the times are loaded, which come first. */
  protected startControl(): void {
    this.#isStarted = true;
    if (this.form) this.#control();
  }

  /** The control's code. */
  protected abstract checkout: LazyPart<Checkout>;

  /** Shows the visitor that code could not be loaded. */
  protected abstract missed(cause: unknown): void;

  /** The element or a surrounding fieldset is disabled. */
  protected isDisabled = false;

  protected internals = this.attachInternals();

  protected override checkInputs(): void {
    super.checkInputs();
    checkInputs(this, inputs);
  }

  protected toggleState(name: string, on: boolean): void {
    if (on) this.internals.states.add(name);
    else this.internals.states.delete(name);
  }

  /** Loads the control's code, and shows the visitor if that fails. */
  async #need(): Promise<Checkout> {
    return this.checkout.load().catch((cause: unknown) => {
      this.missed(cause);
      throw cause;
    });
  }

  /** Does something once the control's code is loaded. Nobody waits for it, so a failure is not shown. */
  #control(act: (checkout: Checkout) => void = () => {}) {
    this.checkout.load().then(act, () => {});
  }

  #isStarted = false;
  #form?: HTMLFormElement | null;

  /** Holds a submission back while the control's code is loading. */
  #onSubmit = (event: SubmitEvent) => {
    if (this.checkout.part || !(this.bookOnSubmit || this.required)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = this.#form!;
    this.#need().then(
      checkout => checkout.resend(form, event.submitter),
      () => {},
    );
  };
}

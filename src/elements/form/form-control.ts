import {property, state} from 'lit/decorators.js';
import {BookingElement} from '../base/booking-element.ts';
import {commonInputs} from '../inputs/common-inputs.ts';
import {checkInputs, isCountry, isText, upTo, type Inputs} from '../inputs/inputs.ts';
import {isZone} from '../inputs/time-inputs.ts';
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

/** What makes an element a control of the page's own form. The work is done by `checkout.ts`, loaded when there is such a form. */
export abstract class FormControl extends BookingElement {
  static formAssociated = true;

  /** Under this name the surrounding form's data has the choice: `<name>.start`, `.email`, … and `.uid` once booked. */
  @property({reflect: true}) name = '';

  /** Books when the surrounding form is submitted, then lets it go on with `<name>.uid` in its data. */
  @property({type: Boolean, attribute: 'book-on-submit'}) bookOnSubmit = false;

  /** Collects the choice for the page to book with; has no button of its own and books only by `book()`. */
  @property({type: Boolean, attribute: 'value-only'}) valueOnly = false;

  /** The surrounding form cannot be submitted before a time is chosen and the questions are answered. */
  @property({type: Boolean}) required = false;

  /** Signed by the shop's own backend: which order this booking belongs to. Passed on to the proxy. */
  @property({attribute: 'checkout-token'}) checkoutToken?: string;

  /** ISO 3166 code (`DE`): how phone numbers without their country's code are read; else the zone and language tell. */
  @property({attribute: 'phone-country'}) phoneCountry?: string;

  /** The page's own button sends the answers. */
  get submitless(): boolean {
    return this.valueOnly || this.bookOnSubmit;
  }

  /** The surrounding form, if any. */
  get form(): HTMLFormElement | null {
    return this.internals.form;
  }

  /**
   * Whether all is answered and the time is still free; shows what is wrong. For pages that take money first: ask
   * before, and book with `book()` after.
   */
  async check(): Promise<boolean> {
    return (await this.#want()).check();
  }

  /** Books what is chosen, e.g. once it is paid for; resolves with whether there is a booking. The same choice is booked once. */
  async book(): Promise<boolean> {
    return (await this.#want()).book();
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
    this.#load().then(
      checkout => checkout.reset(),
      () => {},
    );
  }

  formStateRestoreCallback(state: string): void {
    this.#load().then(
      checkout => checkout.restore(state),
      () => {},
    );
  }

  /** Takes part in the page's form from now on: not before there are times, which come first. */
  protected startControl(): void {
    this.#isStarted = true;
    if (this.form) this.#load().catch(() => {});
  }

  /** Loads what a control of the page's own form does. */
  protected abstract makeCheckout(): Promise<Checkout>;

  /** Tells the visitor that code could not be loaded. */
  protected abstract missed(cause: unknown): void;

  /** The page's fieldset or the element itself is disabled. */
  @state() protected isDisabled = false;

  protected internals = this.attachInternals();

  protected override checkInputs(): void {
    super.checkInputs();
    checkInputs(this, inputs);
  }

  protected toggleState(name: string, on: boolean): void {
    if (on) this.internals.states.add(name);
    else this.internals.states.delete(name);
  }

  #isStarted = false;
  #form?: HTMLFormElement | null;

  /** Nothing goes past a control that is still being loaded. */
  #onSubmit = (event: SubmitEvent) => {
    if (this.#checkout || !(this.bookOnSubmit || this.required)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const form = this.#form!;
    this.#want().then(
      checkout => checkout.resend(form, event.submitter),
      () => {},
    );
  };

  #loading?: Promise<Checkout> | undefined;
  #checkout?: Checkout;

  /** Loads it for somebody who waits for it. */
  async #want(): Promise<Checkout> {
    return this.#load().catch((cause: unknown) => {
      this.missed(cause);
      throw cause;
    });
  }

  async #load(): Promise<Checkout> {
    this.#loading ??= this.makeCheckout();
    try {
      return (this.#checkout = await this.#loading);
    } finally {
      // Without the network it is tried again the next time.
      if (!this.#checkout) this.#loading = undefined;
    }
  }
}

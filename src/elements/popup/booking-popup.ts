import {nothing, type PropertyDeclarations, type PropertyValues, type TemplateResult} from 'lit';
import {embedWords, popupWords} from '../../core/words/en/embed.ts';
import {readableOn} from '../../embed/theme.ts';
import type {EmbedMessage} from '../../embed/messages.ts';
import {BookingCloseEvent, BookingOpenEvent, type CloseReason} from '../events/events-later.ts';
import {html} from '../base/html.ts';
import {BookingInline} from '../inline/booking-inline.ts';
import {lazyPart} from '../loading/lazy-part.ts';
import {LocaleController} from '../base/locale.ts';
import {tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-popup.styles.ts';
import {focused} from './focused.ts';
import {isPlainClick, isSecondClick, OpenerController} from './opener-controller.ts';
import {lockScroll, unlockScroll} from './scroll-lock.ts';

declare global {
  interface HTMLElementTagNameMap {
    'booking-popup': BookingPopup;
  }
}

/** Attributes as Cal.com's guides write them, in HTML's lower case. */
const spellings: Record<string, string> = {
  buttontext: 'button-text',
  buttoncolor: 'button-color',
  buttontextcolor: 'button-text-color',
  buttonposition: 'button-position',
  hidebuttonicon: 'hide-button-icon',
};

/** Maximum milliseconds between two presses of a key that count as a double press. */
const secondPressMs = 500;

/**
 * Cal.com's booking page in a dialog, opened by any element, its own floating button, or `show()`.
 *
 * @customElement booking-popup
 * @slot trigger - A button or link that opens it; a link also works before the script runs.
 * @slot - Shown in the dialog when the booking page cannot be shown; e.g. a link to it.
 * @slot embed - Used by the element itself for the frame.
 * @fires {BookingOpenEvent} booking-open - The dialog opened.
 * @fires {BookingCloseEvent} booking-close - The dialog closed; `reason` says why.
 * @csspart button - The floating button.
 * @csspart dialog - The dialog.
 * @csspart close - The button that closes it.
 * @cssprop --booking-popup-offset - Distance of the floating button from the corner, default 1em.
 * @cssprop --booking-popup-width - Maximum width of the dialog, default 60em.
 */
export class BookingPopup extends BookingInline {
  static override styles = [tokens, ...BookingInline.styles, styles];

  static override properties: PropertyDeclarations = {
    open: {type: Boolean, reflect: true},
    for: {},
    floating: {type: Boolean},
    buttonText: {attribute: 'button-text'},
    buttonColor: {attribute: 'button-color'},
    buttonTextColor: {attribute: 'button-text-color'},
    buttonPosition: {attribute: 'button-position'},
    hideButtonIcon: {type: Boolean, attribute: 'hide-button-icon'},
  };

  /** Whether the dialog is shown. */
  open = false;

  /** Id of an element that opens it, anywhere on the page. */
  for?: string;

  /** Shows a button in the corner of the window. */
  floating = false;

  buttonText?: string;

  /** Any CSS colour. Defaults to the accent colour. */
  buttonColor?: string;

  /** Any CSS colour. Defaults to black or white, whichever is readable on the button's colour. */
  buttonTextColor?: string;

  buttonPosition: 'bottom-right' | 'bottom-left' = 'bottom-right';

  /** Hides the calendar icon of the floating button. */
  hideButtonIcon = false;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(spellings)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(spellings[name] ?? name, old, value);
  }

  /** Opens the dialog; does nothing if it is open. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog; does nothing if it is closed. The booking page stays as the visitor left it. */
  close(): void {
    this.open = false;
  }

  /** Loads the booking page ahead of opening the dialog. */
  prefetch(): void {
    this.want();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    if (this.#isShown) this.#finish('removed');
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    super.willUpdate(changed);
    this.isWanted ||= this.open;
  }

  protected override updated(changed: PropertyValues<this>): void {
    super.updated(changed);
    this.#paintButton();
    if (!changed.has('open') || this.open === this.#isShown) return;
    if (this.open) this.#start();
    else this.#finish(this.#reason);
  }

  override render(): TemplateResult {
    return html`
      <slot name="trigger" @click=${this.#onTrigger} @pointerover=${this.#onSign} @focusin=${this.#onSign}
        @touchstart=${this.#onSign} @slotchange=${this.#onSlot}></slot>
      ${this.floating ? this.#renderButton() : nothing}
      <dialog part="dialog" class=${this.isWanted ? `warm ${this.phase}` : ''} ?inert=${!this.open}
        aria-hidden=${this.open ? nothing : 'true'} aria-label=${this.locales.t('embed.title')} @close=${this.#onClose}
        @pointerdown=${this.#onPointer} @click=${this.#onBackdrop}>
        <div class="sheet">
          <button class="close" part="close" type="button" aria-label=${this.locales.t('popup.close')}
            @keydown=${this.#onKey} @click=${this.#onButton}>
            <svg aria-hidden="true" viewBox="0 0 20 20"><path d="M5 5l10 10M15 5L5 15" /></svg>
          </button>
          ${super.render()}
        </div>
      </dialog>
    `;
  }

  #renderButton(): TemplateResult {
    return html`
      <button class="float ${this.buttonPosition === 'bottom-left' ? 'left' : ''}" part="button" type="button"
        aria-haspopup="dialog"
        @click=${this.#onTrigger} @pointerover=${this.#onSign} @focusin=${this.#onSign} @touchstart=${this.#onSign}>
        ${
          this.hideButtonIcon
            ? nothing
            : html`
          <svg aria-hidden="true" viewBox="0 0 20 20"><path d="M3 5h14v12H3zM3 9h14M7 3v4M13 3v4" /></svg>`
        }
        <span>${String(this.buttonText ?? '').slice(0, 200) || this.locales.t('popup.button')}</span>
      </button>
    `;
  }

  protected override waitUntilNear(): void {
    // The page of a popup loads when the visitor approaches the button, not when it is near the viewport.
  }

  protected override want(): void {
    super.want();
    this.requestUpdate();
  }

  protected override receive(message: EmbedMessage, event: Event | undefined): void {
    super.receive(message, event);
    if (message.type === 'close') this.#close('page');
  }

  protected locales = new LocaleController(this, {...embedWords, ...popupWords});
  protected openers = new OpenerController(this, {open: () => this.show(), prefetch: () => this.prefetch()});
  #reason: CloseReason = 'api';
  #opener: HTMLElement | undefined;
  #isShown = false;
  #openedAt = 0;
  #isPressedBeside = false;
  #isElsewhere = false;
  #elsewhere = lazyPart(this, async () => (await import('./elsewhere.ts')).openElsewhere);
  protected isStandIn = false;
  #standIn: BookingPopup | undefined;

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  // Set by script, because the page's Content-Security-Policy may forbid style attributes.
  #paintButton(): void {
    const button = this.renderRoot.querySelector<HTMLElement>('.float');
    if (!button) return;
    const {buttonColor: color, buttonTextColor: text} = this;
    button.style.background = color ?? '';
    // The computed value has one notation, whichever the site uses.
    button.style.color = color && !text ? `color-mix(in srgb, ${color} 100%, white)` : '';
    button.style.color = text ?? (color && readableOn(getComputedStyle(button).color)) ?? '';
  }

  #start(): void {
    this.#isShown = true;
    this.#openedAt = performance.now();
    this.#opener = focused();
    this.#dialog.showModal();
    lockScroll(this);
    this.#sight.observe(this.#dialog);
    const event = new BookingOpenEvent();
    this.dispatchEvent(event);
  }

  #finish(reason: CloseReason): void {
    this.#isShown = false;
    this.#reason = 'api';
    this.open = false;
    this.#leave();
    this.#standIn?.close();
    this.#standIn = undefined;
    this.#isElsewhere = false;
    // A dialog restores the focus only from its own tree, but the frame is a child of the host.
    if (reason !== 'removed') this.#opener?.focus({preventScroll: true});
    this.#opener = undefined;
    if (this.isSpent) this.unwant();
    const event = new BookingCloseEvent(reason);
    this.dispatchEvent(event);
  }

  #leave(): void {
    this.#sight.disconnect();
    this.#dialog.close();
    unlockScroll(this);
  }

  /** Detects an open dialog that is not rendered, which would block the page invisibly. */
  #sight = new IntersectionObserver(
    () => void (this.#isShown && !this.#dialog.checkVisibility() && this.#moveElsewhere()),
  );

  async #moveElsewhere(): Promise<void> {
    this.#isElsewhere = true;
    this.#leave();
    this.unwant();
    try {
      // If the stand-in is not rendered either, the browser goes to the booking page itself.
      if (this.isStandIn) throw new Error('nowhere to open');
      const openElsewhere = await this.#elsewhere.load();
      if (this.#isElsewhere) this.#standIn = openElsewhere(this, reason => this.open && this.#close(reason));
    } catch {
      if (this.page?.link) location.assign(this.page.link.url);
    }
  }

  #close(reason: CloseReason): void {
    this.#reason = reason;
    this.close();
  }

  #onTrigger = (event: MouseEvent): void => {
    if (!isPlainClick(event)) return;
    event.preventDefault();
    this.show();
  };

  #onSign = (): void => this.prefetch();

  #onSlot = ({target}: Event): void => {
    for (const element of (target as HTMLSlotElement).assignedElements()) {
      if (!element.hasAttribute('aria-haspopup')) element.setAttribute('aria-haspopup', 'dialog');
    }
  };

  #onButton = ({detail, isTrusted, timeStamp}: MouseEvent): void => {
    // The second of two quick key presses arrives here, because the close button has the focus now.
    const isSecondPress = isTrusted && detail === 0 && timeStamp - this.#openedAt < secondPressMs;
    if (!isSecondClick(detail) && !isSecondPress) this.#close('button');
  };

  /** A key that is held down would open and close the dialog repeatedly. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.repeat) event.preventDefault();
  };

  /** The browser closed the dialog, e.g. by Escape or a phone's back gesture. */
  #onClose = (): void => {
    if (this.open && !this.#isElsewhere) this.#close('escape');
  };

  #onPointer = ({target, clientX, clientY}: PointerEvent): void => {
    const {left, right, top, bottom} = this.#dialog.getBoundingClientRect();
    this.#isPressedBeside =
      target === this.#dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  };

  // A press that began inside, e.g. to select text, does not close the dialog.
  #onBackdrop = ({target, detail}: MouseEvent): void => {
    if (target === this.#dialog && this.#isPressedBeside && !isSecondClick(detail)) this.#close('backdrop');
  };
}

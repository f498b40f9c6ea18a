import {nothing, type PropertyValues, type TemplateResult} from 'lit';
import {property} from 'lit/decorators.js';
import {embedWords, popupWords} from '../../core/words/en/embed.ts';
import {readableOn} from '../../embed/theme.ts';
import type {EmbedMessage} from '../../embed/messages.ts';
import {BookingCloseEvent, BookingOpenEvent, type CloseReason} from '../events/events-later.ts';
import {html} from '../base/html.ts';
import {BookingInline} from '../inline/booking-inline.ts';
import {LocaleController} from '../base/locale.ts';
import {tokens} from '../base/tokens.styles.ts';
import {styles} from './booking-popup.styles.ts';
import {isPlainClick, OpenerController} from './opener-controller.ts';
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

/** The second half of a double click, whose first half opened the dialog that is under the pointer by now. */
const isSecondClick = (detail: number) => detail > 1;

/** Milliseconds in which a key is pressed twice. */
const secondPressMs = 500;

/** The element that has focus, through open shadow roots. */
function focused(): HTMLElement | undefined {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}

/**
 * Cal.com's booking page in a dialog, opened by any element, a button of its own, or a call.
 *
 * @customElement booking-popup
 * @slot trigger - A button or link that opens it; a link also works before the script runs.
 * @slot - What the visitor gets in the dialog when the booking page cannot be shown: a link to it, for example.
 * @slot embed - Used by the element itself for the frame.
 * @fires {BookingOpenEvent} booking-open - The dialog was opened.
 * @fires {BookingCloseEvent} booking-close - The dialog was closed; `reason` says by what.
 * @csspart button - The floating button.
 * @csspart dialog - The dialog.
 * @csspart close - The button that closes it.
 * @cssprop --booking-popup-offset - Distance of the floating button from the corner, default 1em.
 * @cssprop --booking-popup-width - Widest the dialog gets, default 60em.
 */
export class BookingPopup extends BookingInline {
  static override styles = [tokens, ...BookingInline.styles, styles];

  /** Whether the dialog is shown. */
  @property({type: Boolean, reflect: true}) open = false;

  /** Id of an element that opens it, anywhere on the page. */
  @property() for?: string;

  /** Shows a button in the corner of the window. */
  @property({type: Boolean}) floating = false;

  @property({attribute: 'button-text'}) buttonText?: string;

  /** Any CSS colour; the accent colour without it. */
  @property({attribute: 'button-color'}) buttonColor?: string;

  /** Any CSS colour; black or white, whichever can be read on the button's, without it. */
  @property({attribute: 'button-text-color'}) buttonTextColor?: string;

  @property({attribute: 'button-position'}) buttonPosition: 'bottom-right' | 'bottom-left' = 'bottom-right';

  /** Leaves the calendar sign out of the floating button. */
  @property({type: Boolean, attribute: 'hide-button-icon'}) hideButtonIcon = false;

  static override get observedAttributes(): string[] {
    return [...super.observedAttributes, ...Object.keys(spellings)];
  }

  override attributeChangedCallback(name: string, old: string | null, value: string | null): void {
    super.attributeChangedCallback(spellings[name] ?? name, old, value);
  }

  /** Opens the dialog; nothing happens when it is open. */
  show(): void {
    this.open = true;
  }

  /** Closes the dialog; nothing happens when it is closed. The booking page stays as the visitor left it. */
  close(): void {
    this.open = false;
  }

  /** Loads the booking page now, so that the dialog opens with it. */
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
      <button class="float ${this.buttonPosition === 'bottom-left' ? 'left' : ''}" part="button" type="button" aria-haspopup="dialog"
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
    // What is behind a button is wanted when the button is.
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
  protected isStandIn = false;
  #standIn: BookingPopup | undefined;

  get #dialog(): HTMLDialogElement {
    return this.renderRoot.querySelector('dialog')!;
  }

  // A style attribute would need the page's Content-Security-Policy to allow it.
  #paintButton(): void {
    const button = this.renderRoot.querySelector<HTMLElement>('.float');
    if (!button) return;
    const {buttonColor: color, buttonTextColor: text} = this;
    button.style.background = color ?? '';
    // Computed, so that any notation can be read.
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
    // The dialog itself gives focus back only from its own tree, and the frame is a child of ours.
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

  /** A modal dialog that is not rendered would lock the page without anything to see. */
  #sight = new IntersectionObserver(
    () => void (this.#isShown && !this.#dialog.checkVisibility() && this.#moveElsewhere()),
  );

  async #moveElsewhere(): Promise<void> {
    this.#isElsewhere = true;
    this.#leave();
    this.unwant();
    try {
      // Where not even the stand-in is rendered, the booking page itself is left.
      if (this.isStandIn) throw new Error('nowhere to open');
      const {openElsewhere} = await import('./elsewhere.ts');
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
    // Of two quick presses the second arrives here, where the focus is by now.
    const isSecondPress = isTrusted && detail === 0 && timeStamp - this.#openedAt < secondPressMs;
    if (!isSecondClick(detail) && !isSecondPress) this.#close('button');
  };

  /** A key that is held down opened the dialog, and would close it and open it again as long as it is held. */
  #onKey = (event: KeyboardEvent): void => {
    if (event.repeat) event.preventDefault();
  };

  /** The browser closed it: by Escape, or by what a phone has for that. */
  #onClose = (): void => {
    if (this.open && !this.#isElsewhere) this.#close('escape');
  };

  #onPointer = ({target, clientX, clientY}: PointerEvent): void => {
    const {left, right, top, bottom} = this.#dialog.getBoundingClientRect();
    this.#isPressedBeside =
      target === this.#dialog && (clientX < left || clientX > right || clientY < top || clientY > bottom);
  };

  // A press that began inside, as when text is marked, does not close.
  #onBackdrop = ({target, detail}: MouseEvent): void => {
    if (target === this.#dialog && this.#isPressedBeside && !isSecondClick(detail)) this.#close('backdrop');
  };
}

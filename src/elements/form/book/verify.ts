import {nothing} from 'lit';
import {live} from 'lit/directives/live.js';
import {toCode} from '../../../core/flow/answers.ts';
import {isBookingError} from '../../../core/model/error.ts';
import type {ErrorCode} from '../../../core/model/error-codes.ts';
import {addWords} from '../../../core/words/messages.ts';
import {afterWords} from '../../../core/words/en/after.ts';
import {errorKey} from '../../inputs/error-key.ts';
import {html} from '../../base/html.ts';
import type {LaterContext} from './context.ts';
import {renderHandOver} from './render-failed.ts';
import type {LaterView} from '../form-view.ts';

addWords(afterWords);

/** Errors that mean that the server cannot send codes. Cal.com does not document that call. */
const unknownCall = new Set<ErrorCode>([
  'not_found',
  'upstream_version',
  'not_allowed',
  'invalid_request',
  'auth_required',
]);

/** Verifies the visitor's e-mail address by a code that Cal.com sends there. */
export class Verify {
  /** Whether the code step is shown. */
  isOpen = false;

  #context: LaterContext;
  #proceed: (code: string) => void;
  #email = '';
  #code = '';
  #isSending = false;
  #error?: ErrorCode | 'missing' | undefined;

  /** `proceed` books with the code. */
  constructor(context: LaterContext, proceed: (code: string) => void) {
    this.#context = context;
    this.#proceed = proceed;
  }

  /** Sends a code and opens the step. */
  async open(email: string): Promise<void> {
    this.isOpen = true;
    this.#email = email;
    await this.#send();
  }

  /** Shows that the code was wrong or has expired. */
  async refuse(code: ErrorCode): Promise<void> {
    this.#error = code;
    await this.#context.focus('#code');
  }

  render(view: LaterView) {
    const {t} = view;
    if (this.#error && this.#error !== 'missing' && unknownCall.has(this.#error)) return renderHandOver(view, 'verify');
    const {phase, moving} = view.state;
    const busy = phase === 'booking';
    const problem = this.#problem(view);
    return html`
      <section class="details" aria-labelledby="code-title" @keydown=${this.#onKeydown}>
        <h3 id="code-title" data-focus tabindex="-1">${t('code.title')}</h3>
        <p>${this.#isSending ? t('code.sending') : t('code.sent', {email: this.#email})}</p>
        <div part="field" class="reason">
          <label part="label" for="code">${t('code.label')}</label>
          <input part="input" id="code" inputmode="numeric" autocomplete="one-time-code" maxlength="20" dir="ltr"
            .value=${live(this.#code)} ?readonly=${busy}
            aria-required="true" aria-invalid=${problem ? 'true' : nothing} aria-describedby=${problem ? 'code-error' : nothing}
            @input=${(event: Event) => {
              this.#code = (event.target as HTMLInputElement).value;
            }}>
          <div role="alert">${problem ? html`<p part="error" class="problem" id="code-error">${problem}</p>` : nothing}</div>
        </div>
        <div class="choices">
          <button type="button" part="submit" class="primary" aria-disabled=${busy ? 'true' : nothing}
            @click=${this.#onSubmit}>${busy ? t(moving ? 'after.moving_now' : 'form.booking') : t(moving ? 'after.move_title' : 'code.submit')}</button>
          ${
            busy
              ? nothing
              : html`
            <button type="button" part="secondary" @click=${() => void this.#send()}>${t('code.another')}</button>
            <button type="button" part="secondary" @click=${this.leave}>${t('code.back')}</button>
          `
          }
        </div>
      </section>
    `;
  }

  #problem({t}: LaterView): string {
    if (!this.#error) return '';
    return this.#error === 'missing'
      ? t('code.missing')
      : t(this.#error === 'outcome_unknown' ? 'code.failed' : errorKey(this.#error));
  }

  async #send() {
    const {client, flow, host} = this.#context;
    this.#error = undefined;
    this.#code = '';
    this.#isSending = true;
    host.requestUpdate();
    try {
      await client().sendCode(this.#email, {locale: host.currentLocale, eventTypeId: flow.state.eventType?.id});
    } catch (error) {
      this.#error = isBookingError(error) ? error.code : 'internal';
    }
    this.#isSending = false;
    if (this.#error === 'network') addEventListener('online', this.#onOnline, {once: true});
    await this.#context.focus('[data-focus]');
  }

  #onOnline = () => {
    if (this.#error === 'network') this.#error = undefined;
    this.#context.host.requestUpdate();
  };

  #onSubmit = () => {
    if (this.#isSending || this.#context.flow.state.phase === 'booking') return;
    const code = toCode(this.#code);
    this.#error = code ? undefined : 'missing';
    if (code) this.#proceed(code);
    else void this.#context.focus('#code');
  };

  #onKeydown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && !event.isComposing && (event.target as Element).matches('input')) this.#onSubmit();
  };

  /** Returns to the questions. */
  leave = (): void => {
    this.isOpen = false;
    this.#error = undefined;
    void this.#context.focus('[data-focus]');
  };
}

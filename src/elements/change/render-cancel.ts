import {nothing} from 'lit';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import type {FlowState} from '../../core/flow/flow-state.ts';
import {errorKey} from '../inputs/error-key.ts';
import {html} from '../base/html.ts';
import type {Translate} from '../base/locale.ts';
import {renderReason, type Reason} from './reason.ts';

/** The state of a cancellation. */
export interface Cancelling {
  reason: Reason;
  isBusy: boolean;
  error?: ErrorCode | undefined;
}

/** The bookings to cancel, and the translations. */
export interface CancelView {
  t: Translate;
  state: Pick<FlowState, 'bookings'>;
}

/** Handlers of the visitor's actions. */
export interface CancelHandlers {
  type(text: string): void;
  confirm(): void;
  keep(): void;
}

/** Asks before a booking is cancelled. */
export function renderCancel({reason, isBusy, error}: Cancelling, {t, state}: CancelView, on: CancelHandlers) {
  const count = state.bookings!.length;
  const label = isBusy ? t('after.cancelling') : count > 1 ? t('after.cancel_all', {count}) : t('after.cancel');
  return html`
    <div class="panel" role="group" aria-labelledby="cancel-title">
      <h4 id="cancel-title" tabindex="-1">${t('after.cancel_question')}</h4>
      ${renderReason(reason, t, isBusy, on.type)}
      <div role="alert">${error ? html`<p part="error" class="problem">${t(errorKey(error))}</p>` : nothing}</div>
      <div class="choices">
        <button type="button" class="danger" aria-disabled=${isBusy ? 'true' : nothing}
          @click=${on.confirm}>${label}</button>
        <button type="button" part="secondary" aria-disabled=${isBusy ? 'true' : nothing}
          @click=${on.keep}>${t('after.keep')}</button>
      </div>
    </div>
  `;
}

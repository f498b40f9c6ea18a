import {html, nothing} from 'lit';
import type {MessageKey} from '../../core/messages.ts';
import type {BookingState, BookingView} from '../../core/wire.ts';
import {renderWhen} from './summary.ts';
import type {LaterView} from './view.ts';

const titles: Partial<Record<BookingState, MessageKey>> = {
  accepted: 'form.booked', rejected: 'form.rejected', cancelled: 'form.cancelled', rescheduled: 'form.rescheduled',
};

/** What was booked, and what becomes of it. Never says "booked" while the host has to agree. */
export function renderDone(view: LaterView) {
  const {state, t, locale, act} = view;
  const [booking] = state.bookings!;
  const initial: BookingView = {uid: booking.uid, state: booking.status, start: booking.start, end: booking.end, steps: []};
  const {state: now} = state.view ?? initial;
  const email = booking.attendee?.email ?? state.answers['email'];
  return html`
    <section part="confirmation" class="done" data-state=${now}>
      <h3 data-focus tabindex="-1">${t(titles[now] ?? 'form.requested')}</h3>
      ${renderWhen(booking.start, booking.end, state.timeZone, locale)}
      ${typeof email === 'string' && email && (now === 'accepted' || now === 'pending') ? html`<p class="muted">${t('form.email_sent', {email})}</p>` : nothing}
      <booking-status
        compact exportparts="status, steps, step, connection, error: status-error"
        .view=${initial} .live=${state.live} .locale=${locale} .timeZone=${state.timeZone}
        @booking-state-change=${act.stateChange}
      ></booking-status>
      <slot name="done"></slot>
    </section>
  `;
}

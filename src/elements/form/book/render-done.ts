import {nothing} from 'lit';
import type {MessageKey} from '../../../core/words/messages.ts';
import {own} from '../../../core/model/own.ts';
import {dayOf, formatDay, formatTime} from '../../../core/time/time.ts';
import type {Booking} from '../../../core/model/types.ts';
import {toLink} from '../../../core/text/web-address.ts';
import type {BookingState, BookingView} from '../../../core/model/wire.ts';
import {html} from '../../base/html.ts';
import {renderWhen} from '../../change/when.ts';
import type {LaterView} from '../form-view.ts';

const titles: Partial<Record<BookingState, MessageKey>> = {
  accepted: 'form.booked',
  rejected: 'form.rejected',
  cancelled: 'form.cancelled',
  rescheduled: 'form.rescheduled',
};

function titleOf({rescheduledFromUid}: Booking, now: BookingState): MessageKey {
  if (rescheduledFromUid && now === 'accepted') return 'form.moved';
  return own(titles as Record<string, MessageKey>, now) ?? 'form.requested';
}

/** Lists the dates of a series, and how many are missing if Cal.com booked only some of them. */
function renderDates(bookings: readonly Booking[], {state, locale, t}: LaterView) {
  const {eventType, count = eventType?.recurrence?.count ?? 1} = state;
  const missing = eventType?.recurrence ? count - bookings.length : 0;
  return html`
    ${
      bookings.length > 1
        ? html`
      <ol class="dates">${bookings.map(
        ({start}) => html`
        <li><time datetime=${start}>${formatDay(dayOf(start, state.timeZone), locale, 'long')}, ${formatTime(start, state.timeZone, locale)}</time></li>
      `,
      )}</ol>
    `
        : nothing
    }
    ${missing > 0 ? html`<p class="problem">${t('form.missed', {count: missing})}</p>` : nothing}
  `;
}

function renderPlace({location}: Booking, {t}: LaterView) {
  if (!location) return nothing;
  const link = toLink(location);
  return link
    ? html`<p><a href=${link} target="_blank" rel="noopener noreferrer">${t('form.join')}</a></p>`
    : html`<p>${location}</p>`;
}

function noteOf(now: BookingState, email: unknown, {t}: LaterView): string {
  if (now === 'cancelled') return t('form.cancelled_note');
  return typeof email === 'string' && email && (now === 'accepted' || now === 'pending')
    ? t('form.email_sent', {email})
    : '';
}

/**
 * The confirmation: the booking, its live status and its actions. Never says "booked" before the host has confirmed.
 */
export function renderDone(view: LaterView) {
  const {state, t, locale, act, after, host} = view;
  const bookings = state.bookings!;
  const [booking] = bookings;
  const initial: BookingView = {
    uid: booking.uid,
    state: booking.status,
    start: booking.start,
    end: booking.end,
    steps: [],
  };
  const {state: now, start = booking.start, end = booking.end} = state.view ?? initial;
  const note = noteOf(now, booking.attendee?.email ?? state.answers['email'], view);
  return html`
    <section part="confirmation" class="done" data-state=${now}>
      <h3 data-focus tabindex="-1">${t(titleOf(booking, now))}</h3>
      ${renderWhen(start, end, state.timeZone, locale)}
      ${renderDates(bookings, view)}
      ${now === 'accepted' ? renderPlace(booking, view) : nothing}
      ${note ? html`<p class="muted">${note}</p>` : nothing}
      <booking-status
        compact exportparts="status, steps, step, connection, error: status-error"
        .view=${initial} .live=${state.live} .api=${host.api} .bookingUid=${host.proxy ? undefined : booking.uid} .locale=${locale} .timeZone=${state.timeZone}
        @booking-state-change=${act.stateChange}
      ></booking-status>
      ${after?.renderActions(view)}
      <slot name="done"></slot>
    </section>
  `;
}

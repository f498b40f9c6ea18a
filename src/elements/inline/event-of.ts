import type {EmbedBooking, EmbedMessage} from '../../embed/messages.ts';
import {BookingReadyEvent, BookingSlotsLoadedEvent} from '../events/events.ts';
import {
  BookingCancelledEvent,
  BookingCreatedEvent,
  BookingRescheduledEvent,
  BookingRouteEvent,
  type CreatedBooking,
} from '../events/events-later.ts';

/** Converts a booking reported by the booking page. The uid is empty if Cal.com sent none. */
function toCreated({paymentRequired, uid = '', ...rest}: EmbedBooking): CreatedBooking {
  return {uid, ...rest};
}

/** Whether the booking is known to be accepted. */
function isAccepted({status, paymentRequired}: EmbedBooking): boolean {
  return status === 'accepted' && !paymentRequired;
}

/** The event for a message of the booking page; undefined for internal messages. */
export function eventOf(message: EmbedMessage): Event | undefined {
  switch (message.type) {
    case 'ready':
      return new BookingReadyEvent();
    case 'slots-loaded':
      return new BookingSlotsLoadedEvent(0);
    case 'booked':
      return new BookingCreatedEvent(toCreated(message.booking), isAccepted(message.booking));
    case 'rescheduled':
      return new BookingRescheduledEvent(toCreated(message.booking));
    case 'cancelled':
      return new BookingCancelledEvent(message.uid);
    case 'route':
      return new BookingRouteEvent(message.data);
    default:
      return undefined;
  }
}

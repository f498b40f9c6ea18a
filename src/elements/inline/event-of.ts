import type {EmbedBooking, EmbedMessage} from '../../embed/messages.ts';
import {BookingReadyEvent, BookingSlotsLoadedEvent} from '../events/events.ts';
import {
  BookingCancelledEvent,
  BookingCreatedEvent,
  BookingRescheduledEvent,
  BookingRouteEvent,
  type CreatedBooking,
} from '../events/events-later.ts';

/** What the embedded page told of a booking, as the kit's events tell it; the uid is empty where Cal.com sent none. */
function toCreated({paymentRequired, uid = '', ...rest}: EmbedBooking): CreatedBooking {
  return {uid, ...rest};
}

/** Where no status is told it is not known to be accepted. */
function isAccepted({status, paymentRequired}: EmbedBooking): boolean {
  return status === 'accepted' && !paymentRequired;
}

/** The kit's event for a message of an embedded page; undefined for one that is nobody else's business. */
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

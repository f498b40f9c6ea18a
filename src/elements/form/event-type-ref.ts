import {parseCalLink} from '../../core/model/cal-link.ts';
import {BookingError} from '../../core/model/error.ts';
import type {Booking, EventTypeRef} from '../../core/model/types.ts';
import type {FlowHost} from './flow-host.ts';

/**
 * The event type that the element names, or that of the booking to be moved. Throws `invalid_request` if there is none,
 * or if it is named by its id without a proxy.
 */
export function refOf(host: FlowHost, moving: Booking | undefined): EventTypeRef {
  const {calLink, proxy, api, eventTypeId = calLink ? undefined : moving?.eventTypeId} = host;
  if (eventTypeId == null) return parseCalLink(calLink, false, proxy ? undefined : api);
  if (!Number.isSafeInteger(eventTypeId) || eventTypeId < 1)
    throw new BookingError('invalid_request', 'event-type-id must be a positive integer.');
  if (proxy) return {kind: 'id', id: eventTypeId};
  throw new BookingError('invalid_request', 'event-type-id needs a proxy.');
}

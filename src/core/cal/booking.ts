import type {Booking} from '../model/types.ts';
import {toLink} from '../text/web-address.ts';
import {
  array,
  defined,
  instant,
  isObject,
  longestShown,
  looseObject,
  looseObjects,
  looseText,
  object,
  text,
  wrongShape,
  type Json,
} from './read.ts';

const statuses: Record<string, Booking['status']> = {
  accepted: 'accepted',
  pending: 'pending',
  cancelled: 'cancelled',
  rejected: 'rejected',
  // A team's instant booking that no host has accepted yet.
  awaiting_host: 'pending',
};

/**
 * Decodes a join link or a place in words. Leaves out `integrations:…` (no link yet) and every address except http(s).
 */
function decodeLocation(value: unknown): string | undefined {
  const location = looseText(value)?.trim() ?? '';
  const words = location && !/^[a-z][a-z\d+.-]*:(?!\s)/i.test(location) ? location.slice(0, longestShown) : undefined;
  // A truncated address would be a different one.
  return toLink(location) ?? words;
}

/** The visitor among the attendees. For a seat, the attendee with its uid: the others are other people. */
function decodeAttendee(booking: Json): Booking['attendee'] {
  const attendees = looseObjects(booking['attendees']);
  const {seatUid} = booking;
  const own = attendees.some(attendee => 'seatUid' in attendee)
    ? attendees.find(attendee => attendee['seatUid'] === seatUid)
    : attendees[0];
  const name = looseText(own?.['name'], longestShown);
  if (!own || !name) return undefined;
  return defined<NonNullable<Booking['attendee']>>({
    name,
    email: looseText(own['displayEmail']) ?? looseText(own['email']),
    timeZone: looseText(own['timeZone']),
  });
}

function decodeMetadata(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(looseObject(value))
      .filter(([, entry]) => ['string', 'number', 'boolean'].includes(typeof entry))
      .map(([key, entry]) => [key, String(entry)]),
  );
}

function decodeBooking(value: unknown, path: string): Booking {
  const json = object(value, path);
  const raw = json['status'];
  const status = typeof raw === 'string' && Object.hasOwn(statuses, raw) ? statuses[raw] : undefined;
  if (!status) throw wrongShape(`${path}.status`, 'known status');
  const id = looseObject(json['eventType'])['id'] ?? json['eventTypeId'];
  return defined<Booking>({
    uid: text(json['uid'], `${path}.uid`),
    status,
    title: looseText(json['title'], longestShown) ?? '',
    start: instant(json['start'], `${path}.start`),
    end: instant(json['end'], `${path}.end`),
    // Cal.com writes "unknown" in every member of a deleted host.
    hosts: looseObjects(json['hosts'])
      .filter(({id, timeZone}) => id !== 'unknown' && timeZone !== 'unknown')
      .map(host =>
        defined<Booking['hosts'][number]>({
          name: looseText(host['name'], longestShown) ?? '',
          timeZone: looseText(host['timeZone']),
        }),
      )
      .filter(({name}) => name !== ''),
    location: decodeLocation(json['location']),
    eventTypeId: typeof id === 'number' ? id : undefined,
    attendee: decodeAttendee(json),
    metadata: decodeMetadata(json['metadata']),
    rescheduledFromUid: looseText(json['rescheduledFromUid']),
    rescheduledToUid: looseText(json['rescheduledToUid']),
    seatUid: looseText(json['seatUid']),
    recurringBookingUid: looseText(json['recurringBookingUid']),
  });
}

/** Decodes every answer of /v2/bookings: a booking, a seat, or the bookings of a series. Throws `upstream_shape`. */
export function decodeBookings(json: unknown): [Booking, ...Booking[]] {
  const {data} = object(json, 'answer');
  if (isObject(data)) return [decodeBooking(data, 'data')];
  const [first, ...rest] = array(data, 'data').map((item, index) => decodeBooking(item, `data[${index}]`));
  if (!first) throw wrongShape('data', 'booking');
  return [first, ...rest];
}

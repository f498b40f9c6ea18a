import {videoCallUrl} from '../../world/desk.ts';
import type {Attendee, Seat, StoredBooking} from '../../world/model.ts';
import {iso} from '../../world/time.ts';
import {title} from '../../webhooks/payload-people.ts';
import type {World} from '../../world/world.ts';

function person(attendee: Attendee) {
  return {
    name: attendee.name,
    email: attendee.email,
    displayEmail: attendee.email,
    timeZone: attendee.timeZone,
    language: attendee.language,
    absent: attendee.absent ?? false,
    ...(attendee.phoneNumber ? {phoneNumber: attendee.phoneNumber} : {}),
  };
}

const seatOutput = ({seatUid, attendee, responses, metadata}: Seat) => ({
  ...person(attendee),
  seatUid,
  bookingFieldsResponses: {name: attendee.name, email: attendee.email, ...responses},
  metadata,
});

/** A name in two parts, which Cal.com splits at the first space (cal-real.md 14). */
function splitName(name: string): {firstName: string; lastName: string} {
  const [firstName = '', ...rest] = name.split(' ');
  return {firstName, lastName: rest.join(' ')};
}

/** A booking as in the API; attendees of seats are included only if they may be seen (cal-api.md §2.5). */
export function bookingOutput(world: World, booking: StoredBooking, view: {seat?: Seat; seatsVisible?: boolean} = {}) {
  const {attendee, guests, location, responses, seats, row} = booking;
  const place = booking.status === 'accepted' ? (videoCallUrl(world, booking) ?? location) : location;
  const common = {
    id: booking.id,
    uid: booking.uid,
    title: title(booking),
    description: typeof responses['notes'] === 'string' ? responses['notes'] : '',
    hosts: booking.hosts.map(host => ({
      id: host.id,
      name: host.name,
      email: host.email,
      displayEmail: host.email,
      username: host.username,
      timeZone: host.timeZone,
    })),
    status: booking.status,
    cancellationReason: booking.cancellationReason ?? '',
    cancelledByEmail: booking.cancelledByEmail ?? '',
    reschedulingReason: booking.reschedulingReason ?? null,
    rescheduledByEmail: booking.rescheduledByEmail ?? null,
    ...(booking.rescheduledFromUid ? {rescheduledFromUid: booking.rescheduledFromUid} : {}),
    ...(booking.rescheduledToUid ? {rescheduledToUid: booking.rescheduledToUid} : {}),
    start: iso(booking.start),
    end: iso(booking.end),
    duration: (booking.end - booking.start) / 60_000,
    eventTypeId: row.id,
    eventType: {id: row.id, slug: row.slug},
    location: place,
    meetingUrl: place,
    absentHost: booking.absentHost,
    createdAt: iso(booking.createdAt),
    updatedAt: iso(booking.updatedAt),
    metadata: view.seat?.metadata ?? booking.metadata,
    rating: null,
    icsUid: booking.icsUid,
    ...(booking.recurringBookingUid ? {recurringBookingUid: booking.recurringBookingUid} : {}),
  };
  if (row.seats) {
    const visible = row.seats.showAttendees || view.seatsVisible;
    return {
      ...common,
      ...(view.seat ? {seatUid: view.seat.seatUid} : {}),
      attendees: visible ? (seats ?? []).map(seatOutput) : [],
    };
  }
  return {
    ...common,
    attendees: [
      person(attendee),
      ...guests.map(email => person({...attendee, name: email, email, phoneNumber: undefined})),
    ],
    ...(guests.length ? {guests} : {}),
    isPlatformManagedUserBooking: false,
    bookingFieldsResponses: {
      name: row.splitName ? splitName(attendee.name) : attendee.name,
      email: attendee.email,
      ...(attendee.phoneNumber ? {attendeePhoneNumber: attendee.phoneNumber} : {}),
      guests,
      location: {value: location, optionValue: ''},
      ...responses,
    },
  };
}

import {labelKeys as labels} from '../api/event-types/event-type-output.ts';
import type {Attendee, Seat, StoredBooking} from '../world/model.ts';
import {iso, offsetMinutes} from '../world/time.ts';
import type {Extras} from './announce.ts';

/**
 * The time format of each trigger: without milliseconds, with an offset, or with milliseconds (cal-webhooks.md §1.3).
 */
export function timeFormat(trigger: string, follows?: string): (at: number) => string {
  const plain = (at: number) => iso(at).replace('.000Z', 'Z');
  if (trigger === 'BOOKING_CANCELLED') return at => plain(at).replace('Z', '+00:00');
  if (trigger === 'BOOKING_REJECTED' || trigger === 'BOOKING_PAID' || follows) return iso;
  return plain;
}

export function organizer({hosts: [host], start}: StoredBooking) {
  return {
    id: host!.id,
    name: host!.name,
    email: host!.email,
    username: host!.username,
    usernameInOrg: host!.username,
    timeZone: host!.timeZone,
    language: {locale: 'en'},
    timeFormat: 'h:mma',
    utcOffset: offsetMinutes(start, host!.timeZone),
  };
}

function person(attendee: Attendee, start: number) {
  const [firstName = '', ...rest] = attendee.name.split(' ');
  return {
    email: attendee.email,
    name: attendee.name,
    firstName,
    lastName: rest.join(' '),
    timeZone: attendee.timeZone,
    ...(attendee.phoneNumber ? {phoneNumber: attendee.phoneNumber} : {}),
    language: {locale: attendee.language},
    utcOffset: offsetMinutes(start, attendee.timeZone),
  };
}

export function invited({attendee, guests, start}: StoredBooking, seat?: Seat) {
  if (seat) return [person(seat.attendee, start)];
  return [
    person(attendee, start),
    ...guests.map(email => person({...attendee, email, name: '', phoneNumber: undefined}, start)),
  ];
}

/** Attendees as read from the database: no first and last name, no guests; a cancelled seat has the whole row. */
export function stored({attendee, start, id}: StoredBooking, {seat, seatOnly}: Extras) {
  const person = seat?.attendee ?? attendee;
  const common = {
    name: person.name,
    email: person.email,
    timeZone: person.timeZone,
    phoneNumber: person.phoneNumber ?? null,
    language: {locale: person.language},
    utcOffset: offsetMinutes(start, person.timeZone),
  };
  return [
    seatOnly && seat ? {id: seat.attendeeId, ...common, locale: person.language, bookingId: id, noShow: false} : common,
  ];
}

function answers(booking: StoredBooking, seat?: Seat): Record<string, unknown> {
  const {attendee, guests, location} = booking;
  const {email, name, phoneNumber} = seat?.attendee ?? attendee;
  return {
    name,
    email,
    attendeePhoneNumber: phoneNumber,
    location: {optionValue: '', value: location},
    title: undefined,
    notes: undefined,
    guests: guests.length ? guests : undefined,
    rescheduleReason: booking.reschedulingReason,
    ...(seat?.responses ?? booking.responses),
  };
}

/** Answers with labels, as in the events of new bookings; unanswered questions have no `value`. */
export function labelled(booking: StoredBooking, seat?: Seat) {
  const fields = booking.row.fields ?? [];
  const entries = Object.entries(answers(booking, seat)).map(([slug, value]) => {
    const field = fields.find(each => each.slug === slug);
    return [
      slug,
      {
        label: labels[slug] ?? field?.label ?? slug,
        value,
        isHidden: value === undefined && slug !== 'rescheduleReason' && slug in labels,
      },
    ] as const;
  });
  return {
    responses: Object.fromEntries(entries),
    userFieldsResponses: Object.fromEntries(entries.filter(([slug]) => !(slug in labels))),
  };
}

/** Answers as in events read from the database: the label is the raw name. */
export function raw(booking: StoredBooking) {
  const given = Object.entries(answers(booking)).filter(([slug, value]) => value !== undefined && slug !== 'location');
  return {
    responses: Object.fromEntries(given.map(([slug, value]) => [slug, {label: slug, value}])),
    userFieldsResponses: {},
  };
}

/** The booking's title in Cal.com's wording. */
export function title({row, hosts, attendee}: StoredBooking): string {
  return row.seats ? row.title : `${row.title} between ${hosts[0]!.name} and ${attendee.name}`;
}

import {labelKeys as labels} from '../api/event-types/event-type-output.ts';
import {videoCallUrl} from '../world/desk.ts';
import type {Attendee, Seat, StoredBooking} from '../world/model.ts';
import {iso, offsetMinutes} from '../world/time.ts';
import type {World} from '../world/world.ts';
import type {Extras} from './announce.ts';

/** How each trigger writes times: without milliseconds, with an offset, or with milliseconds (cal-webhooks.md §1.3). */
function timeFormat(trigger: string, follows?: string): (at: number) => string {
  const plain = (at: number) => iso(at).replace('.000Z', 'Z');
  if (trigger === 'BOOKING_CANCELLED') return at => plain(at).replace('Z', '+00:00');
  if (trigger === 'BOOKING_REJECTED' || trigger === 'BOOKING_PAID' || follows) return iso;
  return plain;
}

function organizer({hosts: [host], start}: StoredBooking) {
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

function invited({attendee, guests, start}: StoredBooking, seat?: Seat) {
  if (seat) return [person(seat.attendee, start)];
  return [
    person(attendee, start),
    ...guests.map(email => person({...attendee, email, name: '', phoneNumber: undefined}, start)),
  ];
}

/** Attendees read back from the database: no first and last name, no guests; a given-up seat shows the whole row. */
function stored({attendee, start, id}: StoredBooking, {seat, seatOnly}: Extras) {
  const who = seat?.attendee ?? attendee;
  const common = {
    name: who.name,
    email: who.email,
    timeZone: who.timeZone,
    phoneNumber: who.phoneNumber ?? null,
    language: {locale: who.language},
    utcOffset: offsetMinutes(start, who.timeZone),
  };
  return [
    seatOnly && seat ? {id: seat.attendeeId, ...common, locale: who.language, bookingId: id, noShow: false} : common,
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

/** Answers with labels, as the create paths send them; a question without an answer has no `value`. */
function labelled(booking: StoredBooking, seat?: Seat) {
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

/** Answers as the paths that read the database send them: the label is the raw name. */
function raw(booking: StoredBooking) {
  const given = Object.entries(answers(booking)).filter(([slug, value]) => value !== undefined && slug !== 'location');
  return {
    responses: Object.fromEntries(given.map(([slug, value]) => [slug, {label: slug, value}])),
    userFieldsResponses: {},
  };
}

const common = (world: World, booking: StoredBooking, trigger: string, follows?: string) => {
  const time = timeFormat(trigger, follows);
  const notes = typeof booking.responses['notes'] === 'string' ? booking.responses['notes'] : undefined;
  return {
    bookerUrl: world.options.origin,
    title: title(booking),
    type: booking.row.slug,
    additionalNotes: notes,
    description: notes,
    startTime: time(booking.start),
    endTime: time(booking.end),
    eventTypeId: booking.row.id,
    customInputs: {},
    organizer: organizer(booking),
    location: booking.location,
    uid: booking.uid,
    bookingId: booking.id,
    hideCalendarNotes: false,
    hideCalendarEventDetails: false,
    hideOrganizerEmail: false,
    customReplyToEmail: null,
    organizationId: null,
    eventTitle: booking.row.title,
    eventDescription: booking.row.description ?? null,
    price: booking.row.price ?? 0,
    currency: booking.row.currency ?? 'usd',
    length: (booking.end - booking.start) / 60_000,
  };
};

/** The booking's title as Cal.com words it. */
export function title({row, hosts, attendee}: StoredBooking): string {
  return row.seats ? row.title : `${row.title} between ${hosts[0]!.name} and ${attendee.name}`;
}

function metadata(
  world: World,
  trigger: string,
  booking: StoredBooking,
  {follows, seat}: Extras,
): Record<string, unknown> | undefined {
  const videoUrl = booking.status === 'accepted' ? videoCallUrl(world, booking) : undefined;
  const video = videoUrl ? {videoCallUrl: videoUrl} : {};
  if (trigger === 'BOOKING_PAID') {
    return {
      identifier: 'cal.com',
      bookingId: booking.id,
      eventTypeId: booking.row.id,
      bookerEmail: booking.attendee.email,
      eventTitle: booking.row.title,
      externalId: `pi_stand_in_${booking.payment!.id}`,
    };
  }
  if (trigger === 'BOOKING_PAYMENT_INITIATED') return {};
  if (trigger === 'BOOKING_REQUESTED' && follows === 'payment') return undefined;
  // The newer, hosted sender merges the stored metadata in; the older one sends only the link (cal-webhooks.md §1.4).
  if (follows && world.options.webhookMode === 'inline') return video;
  return {...video, ...(seat?.metadata ?? booking.metadata)};
}

function conference(world: World, booking: StoredBooking) {
  if (booking.status !== 'accepted' || !booking.location.startsWith('integrations:')) return {};
  return {
    conferenceData: {createRequest: {requestId: `request-${booking.id}`}},
    videoCallData: {
      type: 'daily_video',
      id: `room-${booking.id}`,
      password: `stand-in-meeting-token-${booking.id}`,
      url: videoCallUrl(world, booking),
    },
    appsStatus: [{appName: 'Cal Video', type: 'daily_video', success: 1, failures: 0, errors: []}],
  };
}

/** RRULE's numbers. */
const frequencies = {yearly: 0, monthly: 1, weekly: 2};

const statuses: Record<string, string | undefined> = {
  BOOKING_REQUESTED: 'PENDING',
  BOOKING_REJECTED: 'REJECTED',
  BOOKING_CANCELLED: 'CANCELLED',
};

const neverOnCancel = ['hideCalendarNotes', 'hideCalendarEventDetails'];
const notOnRequest = [
  'bookerUrl',
  'additionalNotes',
  'hideOrganizerEmail',
  'customReplyToEmail',
  'organizationId',
  'eventDescription',
  'price',
  'currency',
  'seatsPerTimeSlot',
  'seatsShowAttendees',
  'requiresConfirmation',
];

function without(record: Record<string, unknown>, names: string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => !names.includes(name)));
}

/** The `payload` of a booking trigger, as the inline sender of 2026 builds it (cal-webhooks.md §1.3, §1.4). */
export function payload(
  world: World,
  trigger: string,
  booking: StoredBooking,
  extras: Extras,
): Record<string, unknown> {
  const {row} = booking;
  const {follows, old, seat} = extras;
  const base = common(world, booking, trigger, follows);
  const seats = {
    seatsPerTimeSlot: row.seats?.count ?? null,
    seatsShowAttendees: row.seats?.showAttendees ?? trigger !== 'BOOKING_CANCELLED',
  };
  const recurringEvent = row.recurrence
    ? {
        recurringEvent: {
          freq: frequencies[row.recurrence.frequency],
          count: row.recurrence.occurrences,
          interval: row.recurrence.interval,
        },
      }
    : {};
  const calendar = {iCalUID: booking.icsUid, iCalSequence: booking.sequence};
  const requiresConfirmation = row.confirmation !== undefined;
  if (trigger === 'BOOKING_CANCELLED') {
    const cancelled = {
      ...base,
      ...raw(booking),
      ...seats,
      ...calendar,
      attendees: stored(booking, extras),
      destinationCalendar: [],
      cancellationReason: booking.cancellationReason,
      requiresConfirmation: null,
      price: null,
      status: 'CANCELLED',
      ...(extras.seatOnly ? {} : {cancelledBy: extras.cancelledBy}),
      requestReschedule: extras.requestReschedule ?? false,
      ...(extras.wholeSeries ? recurringEvent : {}),
    };
    return without(cancelled, extras.requestReschedule ? [...neverOnCancel, ...notOnRequest] : neverOnCancel);
  }
  if (trigger === 'BOOKING_REJECTED') {
    return {
      ...base,
      ...raw(booking),
      attendees: stored(booking, extras),
      destinationCalendar: [],
      requiresConfirmation: true,
      rejectionReason: booking.rejectionReason,
      status: 'REJECTED',
    };
  }
  if (follows === 'approval') {
    return {
      ...base,
      ...raw(booking),
      attendees: stored(booking, extras),
      destinationCalendar: [],
      requiresConfirmation,
      ...recurringEvent,
      metadata: metadata(world, trigger, booking, extras),
      status: 'ACCEPTED',
    };
  }
  const time = timeFormat(trigger);
  return {
    ...base,
    ...labelled(booking, seat),
    ...seats,
    seatsShowAvailabilityCount: true,
    schedulingType: row.scheduling?.toUpperCase() ?? null,
    disableRescheduling: row.disableRescheduling ?? false,
    disableCancelling: row.disableCancelling ?? false,
    attendees: invited(booking, seat),
    destinationCalendar: null,
    ...calendar,
    requiresConfirmation:
      trigger === 'BOOKING_PAID'
        ? requiresConfirmation
        : requiresConfirmation || (row.price !== undefined && booking.status === 'pending'),
    oneTimePassword: booking.status === 'pending' ? (booking.oneTimePassword ?? null) : null,
    hashedLink: null,
    ...conference(world, booking),
    ...recurringEvent,
    ...(old && !(world.options.edition === 'open-source' && trigger === 'BOOKING_REQUESTED')
      ? {
          rescheduleId: old.id,
          rescheduleUid: old.uid,
          rescheduleStartTime: time(old.start),
          rescheduleEndTime: time(old.end),
        }
      : {}),
    ...(old && trigger === 'BOOKING_RESCHEDULED' ? {rescheduledBy: booking.rescheduledByEmail} : {}),
    ...(seat ? {attendeeSeatId: seat.seatUid} : {}),
    ...(booking.payment && trigger.startsWith('BOOKING_PA') ? {paymentId: booking.payment.id} : {}),
    metadata: metadata(world, trigger, booking, extras),
    // The field is untrue on BOOKING_PAYMENT_INITIATED and missing on a request that follows a payment.
    ...(trigger === 'BOOKING_REQUESTED' && follows ? {} : {status: statuses[trigger] ?? 'ACCEPTED'}),
  };
}

import {videoCallUrl} from '../world/desk.ts';
import type {StoredBooking} from '../world/model.ts';
import type {World} from '../world/world.ts';
import type {Extras} from './announce.ts';

import {invited, labelled, organizer, raw, stored, timeFormat, title} from './payload-people.ts';

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
  // The newer, hosted sender merges the stored metadata; the older one sends only the link (cal-webhooks.md §1.4).
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
    // The field is wrong on BOOKING_PAYMENT_INITIATED and missing on a request that follows a payment.
    ...(trigger === 'BOOKING_REQUESTED' && follows ? {} : {status: statuses[trigger] ?? 'ACCEPTED'}),
  };
}

/** An event type as GET /v2/event-types (2024-06-14) answers it; members given replace its own. */
export function calEventType(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 7,
    ownerId: 1,
    lengthInMinutes: 30,
    title: 'A talk',
    slug: '30min',
    description: 'About anything.',
    locations: [{type: 'integration', integration: 'cal-video'}],
    bookingFields: [
      {isDefault: true, type: 'name', slug: 'name', required: true},
      {isDefault: true, type: 'email', slug: 'email', required: true, hidden: false},
      {isDefault: true, type: 'radioInput', slug: 'location', required: false, hidden: false},
      {isDefault: true, type: 'text', slug: 'title', required: true, hidden: true},
      {isDefault: true, type: 'textarea', slug: 'notes', required: false, hidden: false},
      {isDefault: true, type: 'multiemail', slug: 'guests', required: false, hidden: false},
      {isDefault: true, type: 'textarea', slug: 'rescheduleReason', required: false, hidden: false},
    ],
    disableGuests: false,
    slotInterval: null,
    minimumBookingNotice: 120,
    recurrence: null,
    metadata: {},
    price: 0,
    currency: 'usd',
    lockTimeZoneToggleOnBookingPage: false,
    seatsPerTimeSlot: null,
    successRedirectUrl: null,
    isInstantEvent: false,
    hidden: false,
    bookingRequiresAuthentication: false,
    confirmationPolicy: {disabled: true},
    seats: {disabled: true},
    bookingWindow: {disabled: true},
    users: [{id: 1, name: 'Rick', username: 'rick', avatarUrl: 'https://cal.example/rick.png', brandColor: null}],
    bookingUrl: 'https://cal.example/rick/30min',
    ...members,
  };
}

/** A booking as /v2/bookings (2024-08-13) answers it; members given replace its own. */
export function calBooking(members: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 123,
    uid: 'booking-1',
    title: 'A talk between Rick and Ada',
    description: null,
    status: 'accepted',
    hosts: [
      {
        id: 1,
        name: 'Rick',
        email: 'rick@example.com',
        displayEmail: 'rick@example.com',
        username: 'rick',
        timeZone: 'Europe/London',
      },
    ],
    cancellationReason: '',
    start: '2026-11-23T09:00:00.000Z',
    end: '2026-11-23T09:30:00.000Z',
    duration: 30,
    eventTypeId: 7,
    eventType: {id: 7, slug: '30min'},
    location: 'https://app.cal.example/video/booking-1',
    absentHost: false,
    createdAt: '2026-11-21T04:00:00.000Z',
    updatedAt: null,
    metadata: {order: '17'},
    rating: null,
    icsUid: 'booking-1@cal.example',
    attendees: [
      {
        name: 'Ada',
        email: 'ada+7@example.com',
        displayEmail: 'ada@example.com',
        timeZone: 'Europe/Berlin',
        language: 'de',
        absent: false,
      },
    ],
    guests: ['guest@example.com'],
    bookingFieldsResponses: {name: 'Ada', email: 'ada@example.com', secret: 'x'},
    ...members,
  };
}

export const success = (data: unknown): unknown => ({status: 'success', data});

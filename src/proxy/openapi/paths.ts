import {header, operation, page, path, query, success, type Operation} from './operations.ts';
import {exactly, flag, list, object, ref, text, whole} from './schemas.ts';

const uid = path('uid');
const firstSlots = [
  query('include', '`slots` puts the first slots into the same answer; with `start` and `end`.', {const: 'slots'}),
  query('start', 'ISO 8601.'),
  query('end', 'ISO 8601, at most 70 days after the start.'),
  query('duration', 'Minutes, where a visitor may choose.'),
];
const attempt = header(
  'Idempotency-Key',
  'The same key and body get the same answer and make no second booking; another body is refused.',
);
const holder = header(
  'Idempotency-Key',
  'While the reservation lasts, the same key and body get the same one; another body is refused.',
);
const bookings = {oneOf: [ref('Booking'), list(ref('Booking'))]};
const checkout = header(
  'Booking-Checkout-Token',
  "Signed by the shop's backend; its order and price go into the metadata.",
);
const manage = 'manageToken';
const missed = {...whole, description: 'So many dates of a series, its last ones, could not be booked.'};
const opened = {live: ref('LiveGrant'), manage: ref('ManageGrant')};

/** Cal.com's dialect: the calls of Cal.com's API v2 that a page needs. */
const dialect: Record<string, Record<string, Operation>> = {
  '/v2/event-types': {
    get: operation({
      summary: 'The event types that may be booked, or one of them by name.',
      parameters: [
        query('username', 'With `eventSlug`.'),
        query('eventSlug', 'With `username`.'),
        query('eventTypeId', 'Instead of a name.'),
        ...firstSlots,
      ],
      answers: {200: success(list(ref('EventType')), {'slots?': ref('Slots')})},
    }),
  },
  '/v2/event-types/{id}': {
    get: operation({
      summary: 'An event type by its number.',
      parameters: [path('id', whole), ...firstSlots],
      answers: {200: success(ref('EventType'), {'slots?': ref('Slots')})},
    }),
  },
  '/v2/teams/{teamId}/event-types': {
    get: operation({
      summary: 'An event type of a team.',
      parameters: [path('teamId', whole), query('eventSlug!', 'Which one.'), ...firstSlots],
      answers: {200: success(list(ref('EventType')), {'slots?': ref('Slots')})},
    }),
  },
  '/v2/slots': {
    get: operation({
      summary: 'Free times of an event type.',
      parameters: [
        query('start!', 'ISO 8601.'),
        query('end!', 'ISO 8601, at most 70 days after the start.'),
        query('eventTypeId', 'Or a slug with a name.'),
        query('eventTypeSlug', 'With `username` or `teamSlug`.'),
        query('username', 'With `eventTypeSlug`.'),
        query('teamSlug', 'With `eventTypeSlug`.'),
        query('timeZone', 'IANA; UTC without it.'),
        query('duration', 'Minutes, where a visitor may choose.'),
        query('format', '`range` adds the ends.', {enum: ['time', 'range']}),
        query('bookingUidToReschedule', 'Its own time counts as free.'),
      ],
      answers: {200: success(ref('Slots'))},
    }),
  },
  '/v2/slots/reservations': {
    post: operation({
      summary: 'Hides a time from others for five minutes.',
      parameters: [holder],
      body: exactly({eventTypeId: whole, slotStart: text, 'slotDuration?': whole}),
      answers: {201: success(ref('Reservation'))},
    }),
  },
  '/v2/slots/reservations/{uid}': {
    delete: operation({
      summary: 'Shows it again.',
      parameters: [uid],
      answers: {200: object({status: {const: 'success'}})},
    }),
  },
  '/v2/atoms/verification/email/send-code': {
    post: operation({
      summary:
        'Has Cal.com send a code to an e-mail address, for an event type that asks for one. It goes into the booking as `emailVerificationCode`.',
      body: exactly({email: {type: 'string', format: 'email'}, eventTypeId: whole, 'language?': text}),
      answers: {200: success(object({sent: {const: true}}))},
    }),
  },
  '/v2/bookings': {
    post: operation({
      summary: 'Books.',
      parameters: [attempt, checkout],
      body: ref('NewBooking'),
      answers: {201: success(bookings, {...opened, 'missed?': missed})},
    }),
  },
  '/v2/bookings/{uid}': {
    get: operation({
      summary: 'A booking, as anyone with its uid may see it; with its manage token also its live stream.',
      parameters: [uid, header('Booking-Manage-Token', 'Optional here.')],
      answers: {200: success(bookings, {'live?': ref('LiveGrant')})},
    }),
  },
  '/v2/bookings/{uid}/cancel': {
    post: operation({
      summary: 'Cancels a booking, or a seat of it.',
      security: manage,
      parameters: [uid],
      body: exactly({'cancellationReason?': text, 'cancelSubsequentBookings?': flag, 'seatUid?': text}),
      answers: {200: success(bookings)},
    }),
  },
  '/v2/bookings/{uid}/reschedule': {
    post: operation({
      summary: 'Moves a booking; the answer is a new one with a new uid.',
      security: manage,
      parameters: [uid],
      body: exactly({
        start: text,
        'reschedulingReason?': text,
        'seatUid?': text,
        'emailVerificationCode?': text,
        'rescheduledBy?': {description: 'Taken and left out.'},
      }),
      answers: {201: success(bookings, opened)},
    }),
  },
};

/** What the proxy adds. */
const own: Record<string, Record<string, Operation>> = {
  '/live/sessions': {
    post: operation({
      summary:
        'A session for a booking that is still to be made; with a live token as Bearer a newer one, which shows the booking whose uid is sent.',
      body: exactly({'uid?': text}),
      answers: {201: {anyOf: [ref('LiveSession'), ref('LiveGrant')]}},
    }),
  },
  '/live': {
    get: operation({
      summary: 'The live stream: server-sent events `snapshot`, `state`, `expired` and `stale`.',
      security: 'liveToken',
      parameters: [
        query('token', 'Instead of the Bearer header, for an EventSource.'),
        query('cursor', 'Instead of `Last-Event-ID`.'),
        header('Last-Event-ID', 'Goes on after this event.'),
      ],
      answers: {200: 'text/event-stream'},
    }),
  },
  '/webhooks/cal': {
    post: operation({
      summary: "Cal.com's webhook, signed over the raw body.",
      security: 'webhookSignature',
      body: {type: 'object'},
      answers: {200: object({status: {const: 'success'}}), 204: ''},
    }),
  },
  '/form': {
    get: page('The booking form as a page, or a part of one, that needs no script.', {
      parameters: [query('cal-link', 'Which event type.')],
    }),
    post: page('Its next step.', {fields: {type: 'object', additionalProperties: text}}),
  },
  '/healthz': {get: operation({summary: 'It lives.', answers: {200: object({status: {const: 'ok'}})}})},
  '/readyz': {
    get: operation({
      summary: 'It can serve.',
      answers: {200: object({status: {const: 'ok'}}), 503: object({status: text})},
    }),
  },
  '/metrics': {get: operation({summary: "Counters in Prometheus' text format.", answers: {200: 'text/plain'}})},
  '/openapi.json': {get: operation({summary: 'This description.', answers: {200: {type: 'object'}}})},
  '/ops/api/bookings/{uid}': {
    get: operation({
      summary: 'What is known of a booking. Only with an admin token in the settings.',
      security: 'adminToken',
      parameters: [uid],
      answers: {200: ref('KnownBooking')},
    }),
  },
  '/ops/api/bookings/{uid}/manage-link': {
    post: operation({
      summary: 'What a shop writes into its mails, so that a visitor can change the booking.',
      security: 'adminToken',
      parameters: [uid],
      body: exactly({'seatUid?': text}),
      answers: {201: success(object({uid: text, token: text, 'url?': text, expiresAt: text}))},
    }),
  },
};

/** Every path of the proxy, with its methods. */
export const paths: Record<string, Record<string, Operation>> = {...dialect, ...own};

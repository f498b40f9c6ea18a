import {header, operation, page, path, query, success, type Operation} from './operations.ts';
import {exactly, flag, list, object, ref, text, whole} from './schemas.ts';

const uid = path('uid');
const firstSlots = [
  query('include', '`slots` adds the first slots to the answer; requires `start` and `end`.', {const: 'slots'}),
  query('start', 'ISO 8601.'),
  query('end', 'ISO 8601, at most 70 days after the start.'),
  query('duration', 'Minutes, if visitors may choose the length.'),
];
const attempt = header(
  'Idempotency-Key',
  'A retry with the same key and body gets the same answer without a second booking; another body is rejected.',
);
const holder = header(
  'Idempotency-Key',
  'While the reservation lasts, the same key and body get the same one; another body is rejected.',
);
const bookings = {oneOf: [ref('Booking'), list(ref('Booking'))]};
const checkout = header(
  'Booking-Checkout-Token',
  "Signed by the shop's backend; its order and price are added to the metadata.",
);
const manage = 'manageToken';
const missed = {...whole, description: 'The number of dates at the end of a series that could not be booked.'};
const opened = {live: ref('LiveGrant'), manage: ref('ManageGrant')};

/** The calls of Cal.com's API v2 that the elements need, in Cal.com's format. */
const dialect: Record<string, Record<string, Operation>> = {
  '/v2/event-types': {
    get: operation({
      summary: 'All event types that may be booked, or one by name.',
      parameters: [
        query('username', 'With `eventSlug`.'),
        query('eventSlug', 'With `username`.'),
        query('eventTypeId', 'Instead of a user name and slug.'),
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
        query('eventTypeId', 'Or a slug with a user or team name.'),
        query('eventTypeSlug', 'With `username` or `teamSlug`.'),
        query('username', 'With `eventTypeSlug`.'),
        query('teamSlug', 'With `eventTypeSlug`.'),
        query('timeZone', 'IANA time zone. Defaults to UTC.'),
        query('duration', 'Minutes, if visitors may choose the length.'),
        query('format', '`range` adds the ends.', {enum: ['time', 'range']}),
        query('bookingUidToReschedule', 'Its own time counts as free.'),
      ],
      answers: {200: success(ref('Slots'))},
    }),
  },
  '/v2/slots/reservations': {
    post: operation({
      summary: 'Hides a slot from others for five minutes.',
      parameters: [holder],
      body: exactly({eventTypeId: whole, slotStart: text, 'slotDuration?': whole}),
      answers: {201: success(ref('Reservation'))},
    }),
  },
  '/v2/slots/reservations/{uid}': {
    delete: operation({
      summary: 'Releases a reservation.',
      parameters: [uid],
      answers: {200: object({status: {const: 'success'}})},
    }),
  },
  '/v2/atoms/verification/email/send-code': {
    post: operation({
      summary:
        'Makes Cal.com send a code to an e-mail address, for an event type that requires one. Send the code with the ' +
        'booking as `emailVerificationCode`.',
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
      summary: 'The public part of a booking; with its manage token also a live token.',
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
      summary: 'Reschedules a booking; the answer is a new booking with a new uid.',
      security: manage,
      parameters: [uid],
      body: exactly({
        start: text,
        'reschedulingReason?': text,
        'seatUid?': text,
        'emailVerificationCode?': text,
        'rescheduledBy?': {description: 'Accepted and ignored.'},
      }),
      answers: {201: success(bookings, opened)},
    }),
  },
};

/** The proxy's own additions. */
const own: Record<string, Record<string, Operation>> = {
  '/live/sessions': {
    post: operation({
      summary:
        'A session for a booking that is not made yet. With a live token as Bearer, renews it; `uid` names the booking it ' +
        'shows.',
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
        header('Last-Event-ID', 'Continues after this event.'),
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
    get: page('The booking form as HTML, whole or as a fragment, without a script.', {
      parameters: [query('cal-link', 'The event type.')],
    }),
    post: page('Its next step.', {fields: {type: 'object', additionalProperties: text}}),
  },
  '/healthz': {get: operation({summary: 'It lives.', answers: {200: object({status: {const: 'ok'}})}})},
  '/readyz': {
    get: operation({
      summary: 'The proxy can serve.',
      answers: {200: object({status: {const: 'ok'}}), 503: object({status: text})},
    }),
  },
  '/metrics': {get: operation({summary: "Counters in Prometheus' text format.", answers: {200: 'text/plain'}})},
  '/openapi.json': {get: operation({summary: 'This description.', answers: {200: {type: 'object'}}})},
  '/ops/api/bookings/{uid}': {
    get: operation({
      summary: 'The stored facts of a booking. Requires an admin token in the settings.',
      security: 'adminToken',
      parameters: [uid],
      answers: {200: ref('KnownBooking')},
    }),
  },
  '/ops/api/bookings/{uid}/manage-link': {
    post: operation({
      summary: "A link for the shop's mails that lets a visitor change the booking.",
      security: 'adminToken',
      parameters: [uid],
      body: exactly({'seatUid?': text}),
      answers: {201: success(object({uid: text, token: text, 'url?': text, expiresAt: text}))},
    }),
  },
};

const ids = {type: 'array', items: text, minItems: 1, maxItems: 500};
const started = {type: 'array', items: text};

/** What the operator sees and does of effects. All require an admin token in the settings. */
const operating: Record<string, Record<string, Operation>> = {
  '/ops/api/effects': {
    get: operation({
      summary: 'The effects, with how many of their runs are in each state.',
      security: 'adminToken',
      answers: {200: object({effects: list(object({name: text, kind: text, runs: {type: 'object'}}))})},
    }),
  },
  '/ops/api/effects/{name}/test': {
    post: operation({
      summary: 'Runs an effect for a booking, whatever its filters say.',
      security: 'adminToken',
      parameters: [path('name')],
      body: exactly({uid: text}),
      answers: {202: object({id: text})},
    }),
  },
  '/ops/api/runs': {
    get: operation({
      summary: 'Runs, the newest first.',
      security: 'adminToken',
      parameters: [
        query('effect', 'Only of this effect.'),
        query('state', 'Only in this state.'),
        query('uid', 'Only of this booking.'),
        query('reason', 'Only those whose last attempt failed for this reason, in full.'),
        query('status', 'Only those whose last attempt failed with this HTTP status.'),
        query('before', 'Only those made before this time, ISO 8601.'),
        query('limit', 'At most this many; 100 by default and 500 at most.'),
      ],
      answers: {200: object({runs: list(ref('Run'))})},
    }),
  },
  '/ops/api/runs/{id}': {
    get: operation({
      summary: 'A run with its steps and attempts, and why it waits.',
      security: 'adminToken',
      parameters: [path('id')],
      answers: {
        200: object({run: ref('Run'), why: text, steps: list({type: 'object'}), attempts: list({type: 'object'})}),
      },
    }),
  },
  '/ops/api/runs/replay': {
    post: operation({
      summary: 'Runs finished runs again. Finished steps are kept unless `fresh` is true.',
      security: 'adminToken',
      body: exactly({ids, 'fresh?': flag}),
      answers: {200: object({replayed: started})},
    }),
  },
  '/ops/api/runs/cancel': {
    post: operation({
      summary: 'Ends runs that wait or are being performed.',
      security: 'adminToken',
      body: exactly({ids}),
      answers: {200: object({cancelled: started})},
    }),
  },
};

/** Every path of the proxy, with its methods. */
export const paths: Record<string, Record<string, Operation>> = {...dialect, ...own, ...operating};

import {errorCodes} from '../../core/model/error-codes.ts';

/** A JSON Schema (draft 2020-12), as used by OpenAPI 3.1. */
export type Schema = Readonly<Record<string, unknown>>;

/** An object with at least these members; those whose name ends with `?` are optional. */
export function object(members: Record<string, Schema>, more: Schema = {}): Schema {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
  );
  const required = Object.keys(members).filter(name => !name.endsWith('?'));
  return {type: 'object', properties, ...(required.length > 0 ? {required} : {}), ...more};
}

/** A request object; the proxy rejects unknown members. */
export function exactly(members: Record<string, Schema>, more: Schema = {}): Schema {
  return object(members, {additionalProperties: false, ...more});
}

/** A reference to one of the schemas below. */
export function ref(name: keyof typeof schemas): Schema {
  return {$ref: `#/components/schemas/${name}`};
}

/** A list of one kind. */
export function list(items: Schema): Schema {
  return {type: 'array', items};
}

export const text: Schema = {type: 'string'};
export const flag: Schema = {type: 'boolean'};
export const whole: Schema = {type: 'integer', minimum: 1};
const instant: Schema = {type: 'string', format: 'date-time', description: 'UTC'};
const nullable = (type: string): Schema => ({type: [type, 'null']});
const texts: Schema = {type: 'object', additionalProperties: text};

const states = [
  'unknown',
  'pending',
  'awaiting_payment',
  'paid',
  'awaiting_host',
  'accepted',
  'rejected',
  'cancelled',
  'rescheduled',
];

const attendee = object({
  'name?': text,
  'email?': {type: 'string', format: 'email'},
  'timeZone?': text,
  'language?': nullable('string'),
  'phoneNumber?': text,
  'seatUid?': text,
});

export const schemas = {
  Error: object(
    {
      status: {const: 'error'},
      timestamp: instant,
      path: text,
      error: object({
        code: {type: 'string', enum: errorCodes},
        message: text,
        details: object({
          message: text,
          statusCode: {type: 'integer'},
          'fields?': texts,
          'retryAfterSeconds?': whole,
          'uid?': text,
        }),
      }),
      'live?': {$ref: '#/components/schemas/LiveGrant'},
    },
    {
      description:
        "Cal.com's envelope. `code` is stable and from a closed set; `fields` has errors of single answers; `live`, sent " +
        'with `outcome_unknown`, is a live token for the outcome.',
    },
  ),
  EventType: object(
    {
      id: whole,
      'slug?': text,
      'title?': text,
      'description?': nullable('string'),
      'lengthInMinutes?': whole,
      'lengthInMinutesOptions?': list(whole),
      'locations?': list({type: 'object'}),
      'bookingFields?': list({type: 'object'}),
      'metadata?': {type: 'object'},
      'price?': nullable('number'),
      'currency?': nullable('string'),
    },
    {description: "Cal.com's event type, without its owner's private settings."},
  ),
  Slots: {
    type: 'object',
    additionalProperties: list(
      object({
        start: text,
        'end?': text,
        'seatsBooked?': {type: 'integer'},
        'seatsRemaining?': {type: 'integer'},
        'seatsTotal?': {type: 'integer'},
      }),
    ),
    description: 'Day (YYYY-MM-DD) → its free times.',
  },
  Booking: object(
    {
      'id?': whole,
      uid: text,
      'title?': text,
      status: {type: 'string', enum: ['accepted', 'pending', 'cancelled', 'rejected']},
      start: instant,
      end: instant,
      'duration?': {type: 'number'},
      'eventTypeId?': nullable('integer'),
      'eventType?': object({id: whole, slug: text}),
      'location?': nullable('string'),
      'hosts?': list(object({'name?': text, 'username?': nullable('string'), 'timeZone?': text})),
      'attendees?': list(attendee),
      'metadata?': {type: 'object'},
      'seatUid?': text,
      'recurringBookingUid?': text,
      'rescheduledFromUid?': nullable('string'),
      'rescheduledToUid?': nullable('string'),
      'cancellationReason?': nullable('string'),
      'reschedulingReason?': nullable('string'),
    },
    {
      description:
        "Cal.com's booking, without addresses of hosts or other attendees; without its manage token only state " +
        'and time.',
    },
  ),
  NewBooking: exactly(
    {
      start: {...instant, description: 'UTC if it has no offset.'},
      'eventTypeId?': whole,
      'eventTypeSlug?': text,
      'username?': text,
      'teamSlug?': text,
      attendee: exactly({
        name: text,
        timeZone: text,
        'email?': {type: 'string', format: 'email'},
        'phoneNumber?': text,
        'language?': text,
      }),
      'bookingFieldsResponses?': {type: 'object'},
      'guests?': list({type: 'string', format: 'email'}),
      'location?': {type: 'object', required: ['type']},
      'metadata?': {type: 'object', additionalProperties: {type: ['string', 'number', 'boolean']}, maxProperties: 49},
      'lengthInMinutes?': whole,
      'recurrenceCount?': whole,
      'emailVerificationCode?': text,
    },
    {
      anyOf: [
        {required: ['eventTypeId']},
        {required: ['eventTypeSlug', 'username']},
        {required: ['eventTypeSlug', 'teamSlug']},
      ],
    },
  ),
  LiveGrant: object(
    {token: text, url: {type: 'string', format: 'uri'}},
    {description: 'Gives access to the live stream of one booking, for a short time.'},
  ),
  ManageGrant: object(
    {token: text, 'url?': {type: 'string', format: 'uri'}},
    {description: "Allows changes to the booking until a day after its end; `url` is the site's page for them."},
  ),
  LiveSession: object(
    {ref: text, token: text, url: {type: 'string', format: 'uri'}},
    {description: "`ref` goes into the booking's metadata as `booking_ref`; it gives no access by itself."},
  ),
  View: object(
    {
      'uid?': text,
      state: {type: 'string', enum: states},
      'start?': instant,
      'end?': instant,
      'rescheduledTo?': text,
      'rescheduleExpected?': flag,
      'joinUrl?': {type: 'string', format: 'uri'},
      steps: list(
        object({name: text, status: {type: 'string', enum: ['waiting', 'done', 'failed', 'skipped']}, 'at?': instant}),
      ),
    },
    {
      description:
        "Everything a browser learns about a booking: the `data` of the stream's events `snapshot` and `state`.",
    },
  ),
  Reservation: object({
    'eventTypeId?': whole,
    slotStart: text,
    'slotEnd?': text,
    'slotDuration?': whole,
    reservationUid: text,
    'reservationDuration?': whole,
    'reservationUntil?': text,
  }),
  Run: object({
    id: text,
    effect: text,
    state: {type: 'string', enum: ['waiting', 'active', 'done', 'failed', 'cancelled']},
    trigger: text,
    'uid?': text,
    events: {...whole, description: 'How many events it stands for.'},
    attempt: {type: 'integer', minimum: 0},
    round: {type: 'integer', minimum: 0, description: 'How often it was replayed.'},
    createdAt: instant,
    dueAt: instant,
    'endedAt?': instant,
    'reason?': {...text, description: 'Why the last attempt failed.'},
    'status?': {type: 'integer', description: 'What its target answered with.'},
    'progress?': {type: 'number', minimum: 0, maximum: 1},
    'note?': text,
  }),
  KnownBooking: object({
    uid: text,
    state: {type: 'string', enum: states},
    facts: {type: 'object'},
    events: list(object({seq: whole, at: instant, cause: text, state: {type: 'string', enum: states}})),
    'view?': {$ref: '#/components/schemas/View'},
  }),
} as const satisfies Record<string, Schema>;

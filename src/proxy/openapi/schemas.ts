import {errorCodes} from '../../core/model/error-codes.ts';

/** A JSON Schema of the 2020-12 draft, which OpenAPI 3.1 speaks. */
export type Schema = Readonly<Record<string, unknown>>;

/** An object that has at least these members; those whose name ends with `?` may be missing. */
export function object(members: Record<string, Schema>, more: Schema = {}): Schema {
  const properties = Object.fromEntries(
    Object.entries(members).map(([name, schema]) => [name.replace(/\?$/, ''), schema]),
  );
  const required = Object.keys(members).filter(name => !name.endsWith('?'));
  return {type: 'object', properties, ...(required.length > 0 ? {required} : {}), ...more};
}

/** A request's object: the proxy refuses members it does not know. */
export function exactly(members: Record<string, Schema>, more: Schema = {}): Schema {
  return object(members, {additionalProperties: false, ...more});
}

/** One of the schemas below. */
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
        "Cal.com's envelope. `code` is stable and of a closed set; `fields` says what is wrong with single answers; `live` comes with `outcome_unknown` and tells what becomes known.",
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
    {description: "Cal.com's event type, without what is its owner's alone."},
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
    description: 'Day (YYYY-MM-DD) → the times that are free on it.',
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
        "Cal.com's booking, with no address of a host or of another attendee; read without its token it is where it stands and when it is.",
    },
  ),
  NewBooking: exactly(
    {
      start: {...instant, description: 'Without an offset it is UTC.'},
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
    {description: 'Opens the live stream of one booking, for a short time.'},
  ),
  ManageGrant: object(
    {token: text, 'url?': {type: 'string', format: 'uri'}},
    {description: 'Opens the booking for changes until a day after its end; `url` is the page for that.'},
  ),
  LiveSession: object(
    {ref: text, token: text, url: {type: 'string', format: 'uri'}},
    {description: "`ref` goes into the booking's metadata as `booking_ref`; it opens nothing by itself."},
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
    {description: "All that a page learns of a booking: the `data` of the stream's events `snapshot` and `state`."},
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
  KnownBooking: object({
    uid: text,
    state: {type: 'string', enum: states},
    facts: {type: 'object'},
    events: list(object({seq: whole, at: instant, cause: text, state: {type: 'string', enum: states}})),
    'view?': {$ref: '#/components/schemas/View'},
  }),
} as const satisfies Record<string, Schema>;

import {coded, pipe, zod, type PropertyError} from '../../errors.ts';
import {isZone} from '../../world/time.ts';

/** The valid codes of attendee.language. */
const languages = (
  'ar ca de es eu he id ja lv pl ro sr th vi az cs el es-419 fi hr it km nl pt ru sv tr zh-CN bg da en et fr hu iw ko no ' +
  'pt-BR sk ta uk zh-TW bn'
).split(' ');

const topLevel = [
  'start',
  'attendee',
  'eventTypeId',
  'eventTypeSlug',
  'username',
  'teamSlug',
  'organizationSlug',
  'bookingFieldsResponses',
  'guests',
  'location',
  'meetingUrl',
  'metadata',
  'lengthInMinutes',
  'recurrenceCount',
  'instant',
  'routing',
  'emailVerificationCode',
  'allowConflicts',
  'allowBookingOutOfBounds',
  'overrideAvailability',
  'rrHostSubsetIds',
];
const attendeeMembers = ['name', 'email', 'timeZone', 'phoneNumber', 'language'];
const locationTypes = [
  'integration',
  'address',
  'link',
  'phone',
  'attendeePhone',
  'attendeeAddress',
  'attendeeDefined',
  'organizersDefaultApp',
];

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;
const isoDate = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})?$/;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown) => Number.isInteger(value) && (value as number) >= 1;
const refusal = (property: string, name: string, message: string): PropertyError => ({
  property,
  constraints: {[name]: message},
});
const surplus = (record: Record<string, unknown>, allowed: string[]) =>
  Object.keys(record)
    .filter(name => !allowed.includes(name))
    .map(name => refusal(name, 'whitelistValidation', `property ${name} should not exist`));

function attendeeErrors(attendee: unknown): PropertyError[] {
  if (!isRecord(attendee)) return [refusal('attendee', 'isDefined', 'attendee should not be null or undefined')];
  const errors = surplus(attendee, attendeeMembers);
  if (typeof attendee['name'] !== 'string') errors.push(refusal('name', 'isString', 'name must be a string'));
  if (typeof attendee['timeZone'] !== 'string' || !isZone(attendee['timeZone']))
    errors.push(refusal('timeZone', 'isTimeZone', 'timeZone must be a valid IANA time-zone'));
  if (attendee['email'] === undefined && attendee['phoneNumber'] === undefined) {
    errors.push(
      refusal('email', 'requireEmailOrPhone', 'At least one contact method (email or phoneNumber) must be provided'),
    );
  }
  if (attendee['language'] !== undefined && !languages.includes(String(attendee['language']))) {
    errors.push(refusal('language', 'isEnum', `language must be one of the following values: ${languages.join(', ')}`));
  }
  return errors.length ? [{property: 'attendee', children: errors}] : [];
}

function metadataErrors(metadata: unknown): PropertyError[] {
  if (metadata === undefined) return [];
  const wrong = (message: string) => [refusal('metadata', 'isValidMetadata', message)];
  if (!isRecord(metadata)) return wrong('metadata must be an object');
  const entries = Object.entries(metadata);
  if (entries.length > 50)
    return wrong('Metadata must have at most 50 keys, each key up to 40 characters, and values up to 500 characters.');
  const bad = entries.some(
    ([key, value]) =>
      key.length > 40 ||
      !['string', 'number', 'boolean'].includes(typeof value) ||
      (typeof value === 'string' && value.length > 500),
  );
  return bad
    ? wrong('Metadata must have at most 50 keys, each key up to 40 characters, and values up to 500 characters.')
    : [];
}

function locationErrors(location: unknown): PropertyError[] {
  if (location === undefined || typeof location === 'string') return [];
  if (isRecord(location) && locationTypes.includes(String(location['type']))) return [];
  return [
    refusal(
      'location',
      'validateLocation',
      `Validation failed for location: type must be one of ${locationTypes.join(', ')}`,
    ),
  ];
}

/** Refuses a body of POST /v2/bookings that fails the input checks, in shape E-pipe (cal-api.md §2.5). */
export function checkBookingBody(body: Record<string, unknown>): void {
  const errors = surplus(body, topLevel);
  const optional = (name: string, test: (value: unknown) => boolean, constraint: string, message: string) => {
    if (body[name] !== undefined && !test(body[name])) errors.push(refusal(name, constraint, `${name} ${message}`));
  };
  if (typeof body['start'] !== 'string' || !isoDate.test(body['start']))
    errors.push(refusal('start', 'isDateString', 'start must be a valid ISO 8601 date string'));
  errors.push(...attendeeErrors(body['attendee']));
  optional('eventTypeId', Number.isInteger, 'isInt', 'must be an integer number');
  optional('bookingFieldsResponses', isRecord, 'isObject', 'must be an object');
  optional(
    'guests',
    value => Array.isArray(value) && value.every(each => typeof each === 'string'),
    'isString',
    'each value in guests must be a string',
  );
  optional('lengthInMinutes', isCount, 'min', 'must not be less than 1');
  optional('recurrenceCount', isCount, 'min', 'must not be less than 1');
  optional('emailVerificationCode', value => typeof value === 'string', 'isString', 'must be a string');
  errors.push(...metadataErrors(body['metadata']), ...locationErrors(body['location']));
  if (errors.length) throw pipe(errors);
  // The core refuses an invalid e-mail address; nothing refuses an invalid phone number (cal-real.md 11).
  const address = (body['attendee'] as {email?: unknown}).email;
  if (address !== undefined && !email.test(String(address))) throw zod({email: 'email_validation_error'});
  for (const [name, value] of Object.entries((body['metadata'] ?? {}) as Record<string, unknown>)) {
    if (typeof value !== 'string')
      throw coded(400, 'BAD_REQUEST', `metadata.${name} - Expected string, received ${typeof value}, `);
  }
}

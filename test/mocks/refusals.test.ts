import {expect, test} from 'vitest';
import {faultKinds} from '../../mocks/faults.ts';
import {ask, attendee, book, calAt} from './ask.ts';

const answers = {company: 'Acme', 'company-size': '1-10', terms: true};
const asked = (more: Record<string, unknown>) => ({bookingFieldsResponses: {...answers, ...more}});
const without = (slug: string) => ({
  bookingFieldsResponses: Object.fromEntries(Object.entries(answers).filter(([name]) => name !== slug)),
});

test.each<[string, number, Record<string, unknown>, number, string]>([
  [
    'an unknown property',
    1001,
    {idempotencyKey: 'x'},
    400,
    'idempotencyKey property is wrong,property idempotencyKey should not exist ',
  ],
  [
    'an unknown attendee property',
    1001,
    {attendee: {...attendee, age: 3}},
    400,
    'attendee property is wrong, age property is wrong,property age should not exist ',
  ],
  [
    'an id as text',
    1001,
    {eventTypeId: '1001'},
    400,
    'eventTypeId property is wrong,eventTypeId must be an integer number ',
  ],
  ['no start', 1001, {start: undefined}, 400, 'start property is wrong'],
  ['a wrong e-mail', 1001, {attendee: {...attendee, email: 'ada'}}, 400, 'responses - {email}email_validation_error, '],
  ['neither e-mail nor phone', 1001, {attendee: {name: 'Ada', timeZone: 'UTC'}}, 400, 'At least one contact method'],
  [
    'an unknown zone',
    1001,
    {attendee: {...attendee, timeZone: 'Mars/Base'}},
    400,
    'timeZone must be a valid IANA time-zone',
  ],
  ['an unknown language', 1001, {attendee: {...attendee, language: 'en-US'}}, 400, 'language must be one of'],
  [
    '51 metadata keys',
    1001,
    {metadata: Object.fromEntries(Array.from({length: 51}, (_, index) => [`k${index}`, '']))},
    400,
    'Metadata must have at most 50 keys',
  ],
  ['a metadata key of 41 characters', 1001, {metadata: {['k'.repeat(41)]: ''}}, 400, 'Metadata must have'],
  ['a metadata value of 501 characters', 1001, {metadata: {k: 'v'.repeat(501)}}, 400, 'Metadata must have'],
  ['nested metadata', 1001, {metadata: {k: {}}}, 400, 'Metadata must have'],
  ['the default length where there is one only', 1001, {lengthInMinutes: 30}, 400, 'lengthInMinutes'],
  ['a length that is not offered', 1002, {lengthInMinutes: 45}, 400, 'lengthInMinutes'],
  ['more occurrences than offered', 1006, {recurrenceCount: 5}, 400, 'recurrenceCount must be less'],
  [
    'a location that is not offered',
    1001,
    {location: {type: 'attendeePhone', phone: '+491701234567'}},
    400,
    'Booking location with type attendeePhone not valid',
  ],
  ['an unknown location type', 1001, {location: {type: 'moon'}}, 400, 'location property is wrong'],
  [
    "an attendee's phone that is missing",
    1010,
    {location: {type: 'attendeePhone'}},
    400,
    'responses.location.optionValue - Required, ',
  ],
  ['no phone where one is called', 1009, {}, 400, 'Missing attendee phone number'],
  ['a missing answer', 1007, without('company'), 400, 'Missing required booking field response: company'],
  ['a hidden answer nobody can see', 1019, {}, 400, 'Missing required booking field response: internal-code'],
  ["an unknown question's answer", 1020, {}, 400, 'Missing required booking field response: smsReminderNumber'],
  ['an option that is not offered', 1007, asked({'company-size': '9'}), 400, "Invalid option '9'"],
  ['a number as text', 1007, asked({'party-size': '3'}), 400, "Invalid type for booking field 'party-size'"],
  ['an empty answer', 1007, asked({company: ''}), 400, 'responses - {company}error_required_field, '],
  ['terms not accepted', 1007, asked({terms: false}), 400, 'responses - {terms}error_required_field, '],
  [
    'a wrong phone and address',
    1007,
    asked({mobile: '12', website: 'x'}),
    400,
    'responses - {mobile}invalid_number, {website}url_validation_error, ',
  ],
  [
    'a colleague twice',
    1007,
    asked({colleagues: ['a@b.co', 'A@b.co']}),
    400,
    'responses - {colleagues}duplicate_email, ',
  ],
  ['no title where one is asked', 1022, {}, 400, 'responses - {title}error_required_field, '],
  ['the past', 1001, {start: '2026-11-20T09:00:00Z'}, 400, 'Attempting to book a meeting in the past.'],
  [
    'too far ahead',
    1001,
    {start: '2028-11-20T09:00:00Z'},
    400,
    'The event type can\'t be booked at the "start" time provided.',
  ],
  ['a time outside the schedule', 1001, {start: '2026-11-23T20:00:00Z'}, 400, 'User either already has booking'],
  ['no key where one is needed', 1012, {}, 401, 'checkBookingRequiresAuthentication'],
  ['no e-mail code', 1011, {}, 400, 'email_verification_required'],
  ['a wrong e-mail code', 1011, {emailVerificationCode: '1'}, 400, 'invalid_verification_code'],
  ['a blocked address', 1001, {attendee: {...attendee, email: 'blocked@example.com'}}, 403, 'Cannot use this email'],
  ['an unknown id', 9, {}, 404, 'Event type with id=9 not found'],
  ['a template', 2003, {}, 400, 'parent managed event type'],
])('%s is refused', async (_name, eventTypeId, more, status, message) => {
  const {status: answered, body} = await book(calAt(), eventTypeId, '09:00', more);
  expect([answered, body.error?.message ?? body.message]).toEqual([status, expect.stringContaining(message)]);
});

test('the five shapes of an error', async () => {
  const cal = calAt();
  const at = {status: 'error', timestamp: '2026-11-20T10:00:00.000Z'};
  const envelope = await ask(cal, 'GET', '/v2/bookings/none');
  const message = 'Booking with uid=none was not found in the database';
  expect(envelope.body).toEqual({
    ...at,
    path: '/v2/bookings/none',
    error: {code: 'NotFoundException', message, details: {message, error: 'Not Found', statusCode: 404}},
  });
  expect(envelope.headers.get('x-request-id')).toBeTruthy();
  const validation = await ask(cal, 'POST', '/v2/webhooks', {
    key: 'cal_x',
    body: {subscriberUrl: 'x', active: true, triggers: ['BOOKING_CONFIRMED'], secret: 's'},
  });
  expect(validation.body.error).toMatchObject({
    message: 'Bad Request Exception',
    details: {errors: [{property: 'subscriberUrl', value: 'x', target: {secret: 's'}}, {property: 'triggers'}]},
  });
  expect((await book(cal, 1022, '09:00')).body.error).toEqual({
    code: 'BAD_REQUEST',
    message: 'responses - {title}error_required_field, ',
  });
  cal.controls.failNext('taken-409-core');
  expect((await book(cal, 1001, '09:00')).body).toMatchObject({
    ...at,
    message: 'booking_conflict_error',
    error: {code: 'booking_conflict_error'},
  });
  const bare = await book(cal, 1001, '09:00', {attendee: {...attendee, email: 'limit@example.com'}});
  expect(bare.body).toEqual({statusCode: 401, message: 'booking_limit_reached'});
  expect(bare.headers.has('x-request-id')).toBe(false);
});

test('a taken time by itself: a sentence for one host, 500 for round robin, a sentence for all hosts', async () => {
  const cal = calAt();
  for (const id of [1001, 3001]) await book(cal, id, '15:00');
  expect((await book(cal, 1001, '15:00')).body.error.message).toMatch(/^User either already has booking/);
  expect((await book(cal, 2002, '15:00')).body.error.message).toMatch(/^One of the hosts either already has booking/);
  expect((await book(cal, 2001, '15:00')).body).toEqual({statusCode: 500, message: 'Internal server error'});
});

test.each([
  ['taken-400', 400, {error: {code: 'BadRequestException'}}],
  ['taken-409', 409, {statusCode: 409, message: 'booking_conflict_error'}],
  ['taken-409-core', 409, {message: 'booking_conflict_error', error: {code: 'booking_conflict_error'}}],
  ['taken-500', 500, {statusCode: 500, message: 'Internal server error'}],
  ['429', 429, {error: {code: 'ThrottlerException'}}],
  ['500', 500, {statusCode: 500}],
  ['shape', 200, {data: {unexpected: true}}],
] as const)('the next booking meets %s, the one after it not', async (kind, status, body) => {
  const cal = calAt();
  cal.controls.failNext(kind);
  expect(await book(cal, 1001, '09:00')).toMatchObject({status, body});
  expect((await book(cal, 1001, '10:00')).status).toBe(201);
});

test('a taken time waits for a booking, other calls pass', async () => {
  const cal = calAt();
  cal.controls.failNext('taken-409');
  expect((await ask(cal, 'GET', '/v2/event-types?username=rick')).status).toBe(200);
  expect((await book(cal, 1001, '09:00')).status).toBe(409);
});

test('a lost answer has booked all the same', async () => {
  const cal = calAt();
  cal.controls.failNext('lost-answer');
  const response = await cal.fetch(
    new Request('https://api.cal.com/v2/bookings', {
      method: 'POST',
      headers: {'cal-api-version': '2024-08-13'},
      body: JSON.stringify({eventTypeId: 1001, start: '2026-11-23T09:00:00Z', attendee}),
    }),
  );
  expect(response.type).toBe('error');
  expect(cal.controls.state().bookings).toHaveLength(1);
});

test('every kind of failure can be asked for and nothing else', () => {
  const {controls} = calAt();
  for (const kind of faultKinds) controls.failNext(kind);
  expect(() => controls.failNext('earthquake' as 'shape')).toThrow('Unknown kind earthquake');
});

test('an e-mail code opens the event type that asks for one', async () => {
  const cal = calAt();
  await ask(cal, 'POST', '/v2/atoms/verification/email/send-code', {body: {email: attendee.email}});
  const code = cal.controls.state().codes[attendee.email]!;
  expect(
    (await ask(cal, 'POST', '/v2/atoms/verification/email/verify-code', {body: {email: attendee.email, code: 'x'}}))
      .status,
  ).toBe(400);
  expect(
    (await ask(cal, 'POST', '/v2/atoms/verification/email/verify-code', {body: {email: attendee.email, code}})).status,
  ).toBe(200);
  expect((await book(cal, 1011, '09:00', {emailVerificationCode: code})).status).toBe(201);
});

test('the key opens what demands authentication, for its host only', async () => {
  const cal = calAt();
  const body = {eventTypeId: 1012, start: '2026-11-23T09:00:00Z', attendee};
  expect((await ask(cal, 'POST', '/v2/bookings', {body, key: 'cal_morty'})).status).toBe(403);
  expect((await ask(cal, 'POST', '/v2/bookings', {body, key: 'cal_x'})).status).toBe(201);
});

test('some releases want a number as text', async () => {
  const cal = calAt({numberAnswers: 'string'});
  expect((await book(cal, 1007, '09:00', asked({'party-size': 3}))).body.error.message).toBe(
    'responses - {party-size}Invalid string, ',
  );
  expect((await book(cal, 1007, '09:00', asked({'party-size': '3'}))).status).toBe(201);
});

test("a person's limit: the sentence names the booking to move where the event type offers that (cal-api.md §5.2)", async () => {
  const cal = calAt();
  const {uid} = (await book(cal, 1029, '09:00')).body.data;
  const said = "Attendee with this email can't book because the maximum number of active bookings has been reached.";
  expect((await book(cal, 1029, '10:00')).body.error).toMatchObject({
    code: 'BadRequestException',
    message: `${said} You can reschedule your existing booking (${uid}) to a new timeslot instead.`,
  });
  await book(cal, 1030, '11:00');
  expect((await book(cal, 1030, '12:00')).body.error.message).toBe(said);
});

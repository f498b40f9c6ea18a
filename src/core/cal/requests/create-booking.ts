import {toEmail, toEmails, toList, toNumber, toPhone, toText, toUrl} from '../../flow/answers.ts';
import {BookingError} from '../../model/error.ts';
import {chosenLocation, phoneSlug, placeDetail} from '../../flow/questions.ts';
import type {Answer, BookingRequest, Question} from '../../model/types.ts';
import {bare} from '../../model/own.ts';
import {withoutReserved} from '../../model/reserved.ts';
import {attemptKey} from '../../model/wire.ts';
import {modernZone} from '../../time/zones.ts';
import {toCalLanguage} from './languages.ts';
import type {CalRequest} from './requests.ts';
import {apiVersions} from '../versions.ts';

type Value = string | number | boolean | string[];

/** As Cal.com takes it: `+4930123456`. */
function phone(text: string, {timeZone, locale, phoneHints}: BookingRequest): string {
  return toPhone(text, {timeZone, locale, ...phoneHints}) ?? text;
}

/** The value of one custom answer as Cal.com wants it; `undefined` for an empty one. */
function toValue(question: Question, answer: Answer | undefined, request: BookingRequest): Value | undefined {
  if (typeof answer === 'boolean') return answer;
  if (['select', 'radio'].includes(question.type)) return toList(answer)[0];
  if (['multiselect', 'checkbox', 'multiemail'].includes(question.type)) {
    const list = question.type === 'multiemail' ? toEmails(answer) : toList(answer);
    return list.length > 0 ? list : undefined;
  }
  const text = toText(answer);
  if (text === '') return undefined;
  if (question.type === 'number') return toNumber(text) ?? text;
  if (question.type === 'phone') return phone(text, request);
  return question.type === 'url' ? (toUrl(text) ?? text) : text;
}

function attendee(request: BookingRequest): Record<string, string> {
  const {eventType, answers, timeZone, locale} = request;
  const find = (test: (question: Question) => boolean) => {
    const question = eventType.questions.find(test);
    return question ? toText(answers[question.slug]) : '';
  };
  const name = find(({type}) => type === 'name' || type === 'splitName');
  const email = toEmail(find(({type}) => type === 'email'));
  const number = find(({slug}) => slug === phoneSlug);
  const language = locale ? toCalLanguage(locale) : undefined;
  return {
    name,
    timeZone: modernZone(timeZone),
    ...(email ? {email} : {}),
    ...(number ? {phoneNumber: phone(number, request)} : {}),
    ...(language ? {language} : {}),
  };
}

const elsewhere = new Set(['name', 'splitName', 'email', 'guests', 'location']);

function responses(request: BookingRequest): Record<string, Value> {
  const {eventType, answers} = request;
  const entries = eventType.questions
    .filter(({type, slug}) => !elsewhere.has(type) && slug !== phoneSlug)
    .map(question => [question.slug, toValue(question, answers[question.slug], request)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined));
}

/** The place, only when there is a choice or it asks for something: else Cal.com takes the first by itself. */
function location(request: BookingRequest): Record<string, string> | undefined {
  const {eventType, answers} = request;
  const chosen = chosenLocation(eventType, answers);
  if (!chosen || chosen.type === 'unknown' || (eventType.locations.length < 2 && !chosen.ask)) return undefined;
  const {type, integration, ask} = chosen;
  const detail = placeDetail(eventType, answers);
  return {
    type,
    ...(integration ? {integration} : {}),
    ...(ask === 'phone'
      ? {phone: phone(detail, request)}
      : ask === 'address'
        ? {address: detail}
        : ask
          ? {location: detail}
          : {}),
  };
}

/** Cal.com's limits: 50 keys, 40 characters a key, 500 a value; only strings survive its own answers. */
function checkMetadata(metadata: Record<string, unknown>): void {
  const refuse = (why: string) => {
    throw new BookingError('invalid_request', why);
  };
  const entries = Object.entries(metadata);
  if (entries.length > 50)
    refuse(`Cal.com keeps 50 metadata keys, ${attemptKey} among them; there are ${entries.length}.`);
  for (const [key, value] of entries) {
    if (key === '' || key.length > 40) refuse(`The metadata key "${key.slice(0, 60)}" must have 1 to 40 characters.`);
    if (typeof value !== 'string') refuse(`The metadata value of "${key}" must be a string, not ${typeof value}.`);
    else if (value.length > 500) refuse(`The metadata value of "${key}" is longer than Cal.com's 500 characters.`);
  }
}

function duration({eventType, duration: wished}: BookingRequest): number | undefined {
  const {durations} = eventType;
  if (wished !== undefined && !durations.includes(wished)) {
    throw new BookingError(
      'invalid_request',
      `The event type cannot be booked for ${wished} minutes, only for ${durations.join(', ')}.`,
    );
  }
  // Cal.com refuses a length, even the right one, where there is no choice.
  return durations.length > 1 ? (wished ?? durations[0]) : undefined;
}

function count({eventType: {recurrence}, count: wished}: BookingRequest): number | undefined {
  if (!recurrence || wished === undefined) return undefined;
  if (Number.isInteger(wished) && wished >= 1 && wished <= recurrence.count) return wished;
  throw new BookingError(
    'invalid_request',
    `The event type can be booked 1 to ${recurrence.count} times at once, not ${wished}.`,
  );
}

/**
 * Books: the answers become the members Cal.com accepts, and the attempt's id goes into the metadata, where a lost
 * booking is found again. Throws `payment_required` for a paid event type, `invalid_request` for what Cal.com would refuse.
 */
export function createBookingRequest(asked: BookingRequest, attemptId: string): CalRequest {
  const request = {...asked, answers: bare(asked.answers)};
  const {eventType, answers, start} = request;
  if (eventType.price) {
    throw new BookingError(
      'payment_required',
      'A paid event type cannot be booked through the API: Cal.com gives no link to pay. Send the visitor to its bookingUrl.',
    );
  }
  const metadata = {...withoutReserved(request.metadata ?? {}), [attemptKey]: attemptId};
  checkMetadata(metadata);
  const guestQuestion = eventType.questions.find(({type}) => type === 'guests');
  const guests = guestQuestion ? toEmails(answers[guestQuestion.slug]) : [];
  const fields = responses(request);
  const place = location(request);
  const lengthInMinutes = duration(request);
  const recurrenceCount = count(request);
  const body = {
    start,
    eventTypeId: eventType.id,
    attendee: attendee(request),
    ...(Object.keys(fields).length > 0 ? {bookingFieldsResponses: fields} : {}),
    ...(guests.length > 0 ? {guests} : {}),
    ...(place ? {location: place} : {}),
    ...(lengthInMinutes === undefined ? {} : {lengthInMinutes}),
    ...(recurrenceCount === undefined ? {} : {recurrenceCount}),
    ...(request.emailCode ? {emailVerificationCode: request.emailCode} : {}),
    metadata,
  };
  return {method: 'POST', path: '/v2/bookings', body, version: apiVersions.bookings};
}

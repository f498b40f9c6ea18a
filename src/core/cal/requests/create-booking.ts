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

/** A phone number in E.164, as Cal.com expects it: `+4930123456`. */
function phone(text: string, {timeZone, locale, phoneHints}: BookingRequest): string {
  return toPhone(text, {timeZone, locale, ...phoneHints}) ?? text;
}

/** Converts a custom answer to Cal.com's type; `undefined` if it is empty. */
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

/** The location, only if there is a choice or it requires a detail; otherwise Cal.com uses the only one. */
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

/**
 * Enforces Cal.com's limits: 50 keys of at most 40 characters, values of at most 500. Only strings survive in its
 * answers.
 */
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

function duration({eventType, duration: minutes}: BookingRequest): number | undefined {
  const {durations} = eventType;
  if (minutes !== undefined && !durations.includes(minutes)) {
    throw new BookingError(
      'invalid_request',
      `The event type cannot be booked for ${minutes} minutes, only for ${durations.join(', ')}.`,
    );
  }
  // Cal.com refuses a length, even the right one, if the event type has only one.
  return durations.length > 1 ? (minutes ?? durations[0]) : undefined;
}

function count({eventType: {recurrence}, count: times}: BookingRequest): number | undefined {
  if (!recurrence || times === undefined) return undefined;
  if (Number.isInteger(times) && times >= 1 && times <= recurrence.count) return times;
  throw new BookingError(
    'invalid_request',
    `The event type can be booked 1 to ${recurrence.count} times at once, not ${times}.`,
  );
}

/**
 * Builds the request that books. The attempt's id goes into the metadata, by which a lost booking is found. Throws
 * `payment_required` for a paid event type and `invalid_request` for input that Cal.com would refuse.
 */
export function createBookingRequest(input: BookingRequest, attemptId: string): CalRequest {
  const request = {...input, answers: bare(input.answers)};
  const {eventType, answers, start} = request;
  if (eventType.price) {
    throw new BookingError(
      'payment_required',
      "Cal.com's API cannot book paid event types: send the visitor to the event type's bookingUrl.",
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

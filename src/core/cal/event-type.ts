import {isTimeZone} from '../time/parse-time.ts';
import type {EventType, Location} from '../model/types.ts';
import {toLink} from '../text/web-address.ts';
import {asksRescheduleReason, decodeQuestions, obstacleOf} from './questions.ts';
import {
  array,
  defined,
  isObject,
  longestShown,
  looseObject,
  looseObjects,
  looseText,
  object,
  positive,
  text,
  type Json,
} from './read.ts';

/** Maximum characters of a description that are shown. */
const longestDescription = 10_000;

/** Minutes in a week; Cal.com's own limit is a day. A larger number could overflow dates. */
const longestMinutes = 10_080;
/** Maximum dates of a series; Cal.com's own limit is 24. */
const mostDates = 1_000;

const asks: Record<string, Location['ask']> = {
  attendeePhone: 'phone',
  attendeeAddress: 'address',
  attendeeDefined: 'text',
};

/**
 * Decodes only the kinds of locations. Addresses, links and phone numbers are in the public answer even if the host
 * keeps them private, so they are left out. Locations that Cal.com cannot tell apart in a booking count once.
 */
function decodeLocations(value: unknown): Location[] {
  const locations = new Map<string, Location>();
  for (const item of looseObjects(value)) {
    const type = looseText(item['type']) ?? 'unknown';
    const integration = looseText(item['integration']);
    const ask = Object.hasOwn(asks, type) ? asks[type] : undefined;
    const key = `${type}:${integration ?? ''}`;
    if (!locations.has(key)) locations.set(key, defined<Location>({type, integration, ask}));
  }
  return [...locations.values()];
}

function decodeDurations(json: Json, path: string): number[] {
  const standard = Math.min(longestMinutes, positive(json['lengthInMinutes'], `${path}.lengthInMinutes`));
  const options = json['lengthInMinutesOptions'];
  const others = (Array.isArray(options) ? options : []).filter(
    option => typeof option === 'number' && option > 0 && option <= longestMinutes,
  );
  // The default comes first; a single duration is no choice.
  return [...new Set<number>([standard, ...others])];
}

/** The price is in the event type itself or in the settings of an enabled app. */
function decodePrice(json: Json): EventType['price'] {
  const apps = Object.values(looseObject(looseObject(json['metadata'])['apps']));
  for (const source of [json, ...looseObjects(apps).filter(app => app['enabled'] === true)]) {
    const amount = source['price'];
    if (typeof amount === 'number' && amount > 0) {
      const currency = looseText(source['currency']) ?? looseText(json['currency']) ?? 'usd';
      return {amount, currency: currency.toUpperCase()};
    }
  }
  return undefined;
}

function decodeConfirmation(value: unknown): EventType['confirmation'] {
  const {type, disabled} = looseObject(value);
  if (disabled === true) return 'none';
  return type === 'always' ? 'always' : type === 'time' ? 'sometimes' : 'none';
}

function decodeSeats(json: Json): EventType['seats'] {
  const seats = looseObject(json['seats']);
  const perSlot = seats['seatsPerTimeSlot'] ?? json['seatsPerTimeSlot'];
  const showRemaining = seats['showAvailabilityCount'] ?? json['seatsShowAvailabilityCount'];
  if (seats['disabled'] === true || typeof perSlot !== 'number' || !(perSlot > 0)) return undefined;
  return {perSlot, showRemaining: showRemaining === true};
}

function decodeRecurrence(value: unknown): EventType['recurrence'] {
  const {occurrences, frequency, interval, disabled} = looseObject(value);
  if (disabled === true || typeof occurrences !== 'number' || typeof frequency !== 'string') return undefined;
  const within = (number: number, most: number) => Math.trunc(Math.min(Math.max(number, 1), most));
  return {
    count: within(occurrences, mostDates),
    frequency,
    interval: typeof interval === 'number' ? within(interval, 100) : 1,
  };
}

function people(json: Json): Json[] {
  const users = looseObjects(json['users']);
  return users.length > 0 ? users : looseObjects(json['hosts']);
}

function decodeHosts(json: Json): EventType['hosts'] {
  return people(json).flatMap(host => {
    const username = looseText(host['username']);
    const name = looseText(host['name'], longestShown) ?? username;
    return name ? [defined<EventType['hosts'][number]>({name, username, avatarUrl: toLink(host['avatarUrl'])})] : [];
  });
}

/** The time zone of the schedule, or else of the host, if the event type shows times only in that zone. */
function decodeLockedZone(json: Json): string | undefined {
  if (json['lockTimeZoneToggleOnBookingPage'] !== true) return undefined;
  const zones = [
    json['lockedTimeZone'],
    looseObject(json['schedule'])['timeZone'],
    ...people(json).map(host => host['timeZone']),
  ];
  return zones.find((zone): zone is string => typeof zone === 'string' && isTimeZone(zone));
}

function decodeLocks(json: Json): EventType['locks'] {
  const {disabled, minutesBefore} = looseObject(json['disableRescheduling']);
  const locks = defined<NonNullable<EventType['locks']>>({
    cancel: looseObject(json['disableCancelling'])['disabled'] === true || undefined,
    move: disabled === true || undefined,
    moveMinutesBefore: typeof minutesBefore === 'number' && minutesBefore > 0 ? minutesBefore : undefined,
  });
  return Object.keys(locks).length > 0 ? locks : undefined;
}

function decodeEventType(value: unknown, path: string): EventType {
  const json = object(value, path);
  const price = decodePrice(json);
  const questions = decodeQuestions(json['bookingFields'], `${path}.bookingFields`, json['disableGuests'] === true);
  const seats = decodeSeats(json);
  const recurrence = decodeRecurrence(json['recurrence']);
  return defined<EventType>({
    id: positive(json['id'], `${path}.id`),
    slug: text(json['slug'], `${path}.slug`),
    title: text(json['title'], `${path}.title`).slice(0, longestShown),
    description: looseText(json['description'], longestDescription),
    durations: decodeDurations(json, path),
    questions,
    locations: decodeLocations(json['locations']),
    hosts: decodeHosts(json),
    confirmation: decodeConfirmation(json['confirmationPolicy']),
    price,
    // Cal.com refuses every booking with seats in a series (cal-api.md 3.8).
    handOver: price ? 'paid' : seats && recurrence ? 'series' : obstacleOf(questions),
    seats,
    recurrence,
    lockedTimeZone: decodeLockedZone(json),
    locksTimeZone: json['lockTimeZoneToggleOnBookingPage'] === true || undefined,
    requiresEmailVerification: json['requiresBookerEmailVerification'] === true || undefined,
    requiresRescheduleReason: asksRescheduleReason(json['bookingFields']) || undefined,
    locks: decodeLocks(json),
    requiresAuthentication: json['bookingRequiresAuthentication'] === true || undefined,
    bookingUrl: toLink(json['bookingUrl']),
  });
}

/**
 * Decodes the answers of GET /v2/event-types and /v2/event-types/:id. For an unknown user or slug Cal.com answers 200
 * with an empty list. Settings may be a value, `{disabled: true}` or missing. Throws `upstream_shape`.
 */
export function decodeEventTypes(json: unknown): EventType[] {
  const {data} = object(json, 'answer');
  if (isObject(data)) return [decodeEventType(data, 'data')];
  return array(data, 'data').map((item, index) => decodeEventType(item, `data[${index}]`));
}

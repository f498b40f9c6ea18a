import {randomUUID} from 'node:crypto';
import {chosenCount} from '../../core/flow/rules/chosen-count.ts';
import {chosenDuration} from '../../core/flow/rules/chosen-duration.ts';
import {withoutObstacle} from '../../core/flow/rules/obstacles.ts';
import {zoneOfTimes} from '../../core/flow/rules/zone-lock.ts';
import {defined} from '../../core/cal/read.ts';
import {answerField, readAnswers} from '../../core/flow/answer-fields.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import type {ErrorCode} from '../../core/model/error-codes.ts';
import {
  endsAttempt,
  isMendable,
  isOwnTrace,
  isTimeLost,
  isUnsure,
  needsBookingPage,
} from '../../core/flow/rules/refusals.ts';
import {validateAnswers} from '../../core/flow/questions.ts';
import {lostTimeNotice} from '../../core/flow/rules/lost-time.ts';
import {repeatStarts} from '../../core/time/repeat.ts';
import {blockRange} from '../../core/time/schedule.ts';
import {addMonths, dayOf, monthOf} from '../../core/time/time.ts';
import type {BookingRequest, Day, EventType, Instant, Slot, PhoneHints} from '../../core/model/types.ts';
import {statusOf} from '../errors.ts';
import {addressOf, fieldNames} from './address.ts';
import {Refusal, type OwnApi} from './serve/own-api.ts';
import {mostMissed, type FormInput} from './read-input.ts';
import {toView} from './page-view.ts';
import type {BookingFormOptions, FormNotice} from './form-options.ts';

/** The answer to a request: a form to render, or a URL to redirect to. */
export type Outcome = {status: number; options: BookingFormOptions} | {goTo: string};

/** Dependencies of the steps. */
export interface StepsOptions {
  api: OwnApi;
  /** The URL the form is sent to, as the browser reaches it. */
  action: string;
  proxy?: string | undefined;
  /** Milliseconds since 1970. */
  now: number;
  /** The host's time zone, used until the visitor chooses one. */
  hostZone(): Promise<string | undefined>;
}

const minuteMs = 60_000;
/** The furthest month shown. */
const maxMonths = 36;

/** The steps of a booking without a script; each is one request. */
export interface Steps {
  /** A month, the times of a day, or the questions for a time. */
  show(input: FormInput): Promise<Outcome>;
  /** Books, once however often the form is sent; redirects to the result. */
  book(input: FormInput): Promise<Outcome>;
  /** The booking's current state. An expired token redirects to the same URL with a newer one. */
  state(input: FormInput, token: string): Promise<Outcome>;
}

/** Creates the steps for one visitor's request. */
export function createSteps({api, action, proxy, now, hostZone}: StepsOptions): Steps {
  // Rounded, so that visitors within a minute share a query.
  const present: Instant = new Date(Math.floor(now / minuteMs) * minuteMs).toISOString();

  async function load(
    input: FormInput,
    need: 'times' | 'event type' = 'times',
  ): Promise<{eventType: EventType; slots: Slot[]; options: BookingFormOptions}> {
    const timeZone = input.timeZone ?? (await hostZone()) ?? 'UTC';
    const thisMonth = monthOf(dayOf(present, timeZone));
    const requestedMonth = input.slot
      ? monthOf(dayOf(input.slot, timeZone))
      : (input.month ?? (input.day && monthOf(input.day)));
    const month =
      requestedMonth && requestedMonth >= thisMonth && requestedMonth <= addMonths(thisMonth, maxMonths)
        ? requestedMonth
        : undefined;
    const range = need === 'times' ? blockRange(month ?? thisMonth, present) : undefined;
    const {slots, ...loaded} = await api.load(input.ref, range, input.duration);
    const eventType = withoutObstacle(loaded.eventType, ({slug}) => input.valuesOf(answerField(slug)).some(Boolean));

    // If the host fixes the time zone, the one in the URL is ignored.
    const isLocked = eventType.locksTimeZone === true;
    const zone = isLocked ? zoneOfTimes(eventType, (await hostZone()) ?? 'UTC') : timeZone;
    const {calLink, locale, theme, page, day, duration, checkoutToken, phoneCountry, metadata, unsure} = input;
    return {
      eventType,
      slots,
      options: {
        eventType,
        slots,
        action,
        proxy,
        now: present,
        calLink,
        locale,
        theme,
        page,
        month,
        day,
        duration,
        unsure,
        checkoutToken,
        phoneCountry,
        metadata,
        timeZone: zone,
        zoneChosen: !isLocked && input.timeZone !== undefined,
      },
    };
  }

  function toDetails(input: FormInput, eventType: EventType, options: BookingFormOptions): BookingFormOptions {
    return {
      ...options,
      slot: input.slot,
      count: input.count,
      attempt: input.attempt,
      answers: readAnswers(eventType, input.valuesOf),
    };
  }

  function toPick(input: FormInput, options: BookingFormOptions): BookingFormOptions {
    const lost = input.slot && dayOf(input.slot, options.timeZone ?? 'UTC');
    return {
      ...options,
      day: lost ?? options.day,
      typed: input.typed.length > 0 ? input.typed : undefined,
      attempt: input.attempt,
    };
  }

  /** Another time must be chosen; offers the next ones. */
  function toLost(input: FormInput, options: BookingFormOptions, code: ErrorCode): BookingFormOptions {
    const start = input.slot!;
    const slots = options.slots.filter(slot => slot.start !== start);
    return {...toPick(input, {...options, slots}), attempt: randomUUID(), notice: lostTimeNotice(slots, start, code)};
  }

  async function show(input: FormInput): Promise<Outcome> {
    const {eventType, slots, options} = await load(input);
    if (input.slot === undefined || input.step === 'pick') return {status: 200, options: toPick(input, options)};
    const isFree = slots.some(({start}) => start === input.slot);
    return isFree
      ? {status: 200, options: toDetails(input, eventType, options)}
      : {status: 409, options: toLost(input, options, 'slot_taken')};
  }

  async function refuse(input: FormInput, {error, token}: Refusal): Promise<Outcome> {
    const {code, fields = {}} = error;
    const isOwn = isOwnTrace(code, input.slot, input.unsure);
    const isLost = isTimeLost(code) && !isOwn;
    const {eventType, options: loaded} = await load(input, isLost ? 'times' : 'event type');
    const options = {...loaded, unsure: isUnsure(code) ? input.slot : input.unsure};
    const status = error.status ?? statusOf(code);
    if (isLost) return {status, options: toLost(input, options, code)};
    const details = toDetails(input, eventType, options);
    const answers = details.answers ?? {};
    if (isMendable(fields, eventType, answers)) return {status: 422, options: {...details, problems: fields}};
    const href = token && addressOf(toView(options), {[fieldNames.booking]: token});
    // The form has no field for a value it never asked for, and no step for an e-mailed code.
    const isElsewhere = needsBookingPage(code, fields, eventType, {answers, canVerify: false});
    const notice: FormNotice = isOwn ? {code: 'outcome_unknown', isLikely: true, href} : {code, href, isElsewhere};
    return {status, options: {...details, notice, ...(!isOwn && endsAttempt(code) ? {attempt: randomUUID()} : {})}};
  }

  return {
    show,

    async book(input) {
      const {slot, locale, duration, count, metadata, attempt, checkoutToken, phoneCountry} = input;
      if (slot === undefined) return show(input);
      const {eventType, options} = await load(input, 'event type');
      const answers = readAnswers(eventType, input.valuesOf);
      const phoneHints: PhoneHints = {
        country: phoneCountry,
        timeZone: options.timeZone,
        locale: input.language ?? locale,
      };
      const problems = validateAnswers(eventType, answers, phoneHints);
      if (Object.keys(problems).length > 0)
        return {status: 422, options: {...toDetails(input, eventType, options), problems}};
      try {
        const request: BookingRequest = {
          eventType,
          start: slot,
          answers,
          timeZone: options.timeZone!,
          phoneHints,
          ...(locale === undefined ? {} : {locale}),
          ...(eventType.durations.length > 1 ? {duration: chosenDuration(eventType, duration)} : {}),
          ...defined({count: chosenCount(eventType, count)}),
          ...(metadata ? {metadata} : {}),
        };
        const {token, missed} = await api.book(request, attempt, checkoutToken);
        const days = missed > 0 ? lastDays(request, missed).join('.') : undefined;
        const step = {[fieldNames.booking]: token, [fieldNames.missed]: days};
        return {goTo: addressOf(toView({...options, zoneChosen: true}), step)};
      } catch (error) {
        if (error instanceof Refusal) return refuse(input, error);
        if (isBookingError(error)) return refuse(input, new Refusal(error, undefined));
        throw error;
      }
    },

    async state(input, token) {
      const {options} = await load(input, 'event type');
      const {missed} = input;
      const addressWith = (booking: string) =>
        addressOf(toView(options), {[fieldNames.booking]: booking, [fieldNames.missed]: missed.join('.')});
      try {
        const view = await api.readBooking(token);
        return {status: 200, options: {...options, booked: {view, href: addressWith(token), missed}}};
      } catch (error) {
        if (!(error instanceof Refusal) || error.error.code !== 'token_expired') throw error;
        return {goTo: addressWith(await api.renew(token))};
      }
    },
  };
}

/** Cal.com books a series in order and stops at a date it rejects, so the last ones are missing. */
function lastDays({eventType: {recurrence}, start, count, timeZone}: BookingRequest, missed: number): Day[] {
  if (!recurrence) return [];
  return repeatStarts(start, recurrence, count ?? recurrence.count, timeZone)
    .slice(-missed)
    .slice(0, mostMissed)
    .map(at => dayOf(at, timeZone));
}

/** The `BookingError` behind anything thrown; undefined if unexpected. */
export function errorOf(thrown: unknown): BookingError | undefined {
  if (thrown instanceof Refusal) return thrown.error;
  return isBookingError(thrown) ? thrown : undefined;
}

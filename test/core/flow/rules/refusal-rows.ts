import type {ErrorCode} from '../../../../src/core/model/error-codes.ts';
import type {EventType, Slot} from '../../../../src/core/model/types.ts';
import {anEventType} from '../../fixtures.ts';

/** How a visitor goes on after a booking was refused. */
export interface RefusalRow {
  why: string;
  code: ErrorCode;
  fields?: Record<string, string>;
  eventType?: EventType;
  next: 'other-times' | 'questions' | 'booking-page';
}

export const slots: Slot[] = ['09:00', '09:30', '10:00', '10:30'].map(time => ({start: `2026-11-23T${time}:00.000Z`}));

const bookingUrl = 'https://cal.com/rick/30min';
export const eventType = anEventType({
  bookingUrl,
  questions: [
    {slug: 'name', type: 'name', required: true},
    {slug: 'email', type: 'email', required: true},
    {slug: 'source', type: 'text', required: false, hidden: true},
  ],
});
/** Asks for a place although none of its questions does. */
const withPlaces = {
  ...eventType,
  locations: [{type: 'cal-video'}, {type: 'attendeeAddress', ask: 'address'}],
} as EventType;
/** Has one place, so that its question is not shown. */
const withOnePlace = anEventType({
  bookingUrl,
  questions: [...eventType.questions, {slug: 'place', type: 'location', required: true}],
});

const row = (code: ErrorCode, next: RefusalRow['next'], why: string = code): RefusalRow => ({why, code, next});
const answers = (slug: string, next: RefusalRow['next'], why: string, of = eventType): RefusalRow => ({
  why: `invalid_answers: ${why}`,
  code: 'invalid_answers',
  fields: {[slug]: 'is not valid'},
  eventType: of,
  next,
});

/** The same for the element and for the form without a script. */
export const refusalRows: RefusalRow[] = [
  row('slot_taken', 'other-times'),
  row('out_of_bounds', 'other-times'),
  row('no_hosts', 'other-times'),
  row('already_booked', 'questions'),
  row('booking_limit', 'questions'),
  row('email_blocked', 'questions'),
  row('rate_limited', 'questions'),
  row('outcome_unknown', 'questions'),
  row('in_progress', 'questions'),
  row('idempotency_conflict', 'questions'),
  row('upstream_down', 'questions'),
  row('network', 'questions'),
  row('internal', 'questions'),
  row('booker_limit', 'booking-page'),
  row('auth_required', 'booking-page'),
  row('payment_required', 'booking-page'),
  row('not_allowed', 'booking-page'),
  row('invalid_answers', 'booking-page', 'invalid_answers: nobody says which'),
  answers('email', 'questions', 'an answer that was asked for'),
  answers('source', 'booking-page', 'a hidden question'),
  answers('elsewhere', 'booking-page', 'a question that the event type does not have'),
  answers('location', 'questions', 'the choice of a place', withPlaces),
  answers('location.detail', 'questions', "a place's detail", withPlaces),
  answers('place', 'booking-page', 'a place that is not asked for', withOnePlace),
];

import type {Message} from '../message.ts';

/** Words for choosing a day and a time. */
export const pickWords = {
  'calendar.available': {one: '{day}, {count} time available', other: '{day}, {count} times available'},
  'calendar.next': 'Next month, {month}',
  'calendar.previous': 'Previous month, {month}',
  'calendar.unavailable': '{day}, no times available',

  'form.continue': 'Continue with {time}',
  'form.duration': 'Duration',
  'form.empty': 'No times in {month}.',
  'form.find_next': 'Find the next free time',
  'form.loading': 'Loading times…',
  'form.minutes': {one: '{count} minute', other: '{count} minutes'},
  'form.none_until': 'No times until {month}.',
  'form.retry': 'Try again',
  'form.with': 'with {names}',

  'location.in_person': 'In person',
  'location.online': 'Online',
  'location.phone': 'Phone call',
  'location.video': 'Video call',

  'slots.afternoon': 'Afternoon',
  'slots.count': {one: '{count} time', other: '{count} times'},
  'slots.evening': 'Evening',
  'slots.label': 'Times on {day}, {zone}',
  'slots.morning': 'Morning',
  'slots.none': 'No times on this day.',
  'slots.seats': {one: 'Last seat', other: '{count} seats left'},
  'slots.until': 'to {end}',

  'zone.change': 'Change',
  'zone.line': 'Times in {city} ({offset})',
} as const satisfies Record<string, Message>;

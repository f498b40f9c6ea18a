import type {EventTypeRow, Person, Team} from './model.ts';

/**
 * Everyone the stand-in knows. Rick works in UTC, so that his 9:00–17:00 are the same instants all year and his days
 * are UTC days whatever zone a test runs in; Morty's zone has summer time.
 */
const people: Person[] = [
  {id: 301, username: 'rick', name: 'Rick Astley', email: 'rick@example.com', timeZone: 'UTC'},
  {id: 302, username: 'morty', name: 'Morty Smith', email: 'morty@example.com', timeZone: 'America/New_York'},
];

export const teams: Team[] = [{id: 50, slug: 'acme', name: 'Acme'}];

const video = {type: 'integration', integration: 'cal-video'};
const text = (slug: string, label: string, more = {}) => ({type: 'text', slug, label, required: false, ...more});

/**
 * One event type of every kind. Free times: Monday to Friday, 9:00 to 17:00 in the host's zone (or `zone`), from
 * tomorrow on for a year, every `minutes` minutes. Ids never change.
 */
export const eventTypes: EventTypeRow[] = [
  {id: 1001, slug: '30min', title: '30 Min Meeting', minutes: 30, hosts: ['rick'], description: 'A short talk.'},
  {
    id: 1002,
    slug: 'flexible',
    title: 'As long as you like',
    minutes: 30,
    hosts: ['rick'],
    options: [15, 30, 60],
    labels: 'none',
  },
  {
    id: 1003,
    slug: 'approval',
    title: 'On request',
    minutes: 30,
    hosts: ['rick'],
    confirmation: 'always',
    labels: 'empty',
  },
  {id: 1004, slug: 'paid', title: 'Paid consultation', minutes: 30, hosts: ['rick'], price: 4900, currency: 'eur'},
  {
    id: 1005,
    slug: 'workshop',
    title: 'Workshop',
    minutes: 60,
    hosts: ['rick'],
    seats: {count: 3, showAttendees: false},
  },
  {
    id: 1006,
    slug: 'weekly',
    title: 'Weekly lesson',
    minutes: 30,
    hosts: ['rick'],
    recurrence: {interval: 1, occurrences: 4, frequency: 'weekly'},
  },
  {
    id: 1025,
    slug: 'weekly-window',
    title: 'Weekly, for two weeks',
    minutes: 30,
    hosts: ['rick'],
    daysAhead: 14,
    recurrence: {interval: 1, occurrences: 4, frequency: 'weekly'},
  },
  {
    id: 1026,
    slug: 'weekly-limit',
    title: 'Weekly, three a month',
    minutes: 30,
    hosts: ['rick'],
    mostAMonth: 3,
    recurrence: {interval: 1, occurrences: 4, frequency: 'weekly'},
  },
  {
    id: 1029,
    slug: 'one-at-a-time',
    title: 'One at a time',
    minutes: 30,
    hosts: ['rick'],
    bookerLimit: {most: 1, offersMove: true},
  },
  {
    id: 1030,
    slug: 'only-one',
    title: 'Only one',
    minutes: 30,
    hosts: ['rick'],
    bookerLimit: {most: 1, offersMove: false},
  },
  {
    id: 1027,
    slug: 'weekly-workshop',
    title: 'Weekly workshop',
    minutes: 60,
    hosts: ['rick'],
    seats: {count: 3, showAttendees: false},
    recurrence: {interval: 1, occurrences: 4, frequency: 'weekly'},
  },
  {
    id: 1028,
    slug: 'no-options',
    title: 'Asks to choose from nothing',
    minutes: 30,
    hosts: ['rick'],
    fields: [{type: 'select', slug: 'room', label: 'Room', required: true, options: []}],
  },
  {
    id: 1007,
    slug: 'questions',
    title: 'With many questions',
    minutes: 30,
    hosts: ['rick'],
    fields: [
      text('company', 'Company', {required: true, placeholder: 'Acme Ltd'}),
      {type: 'phone', slug: 'mobile', label: 'Mobile number', required: false},
      {type: 'number', slug: 'party-size', label: 'How many of you?', required: false},
      {
        type: 'select',
        slug: 'company-size',
        label: 'Company size',
        required: true,
        options: ['1-10', '11-50', '51-200'],
      },
      {
        type: 'multiselect',
        slug: 'topics',
        label: 'Topics',
        required: false,
        options: ['Pricing', 'Security', 'Support'],
      },
      {
        type: 'radio',
        slug: 'heard-from',
        label: 'How did you hear of us?',
        required: false,
        options: ['Friend', 'Search', 'Other'],
      },
      {type: 'checkbox', slug: 'days', label: 'Days that suit you', required: false, options: ['Monday', 'Tuesday']},
      {type: 'boolean', slug: 'terms', label: 'I accept the terms', required: true},
      {type: 'url', slug: 'website', label: 'Website', required: false},
      {type: 'address', slug: 'office', label: 'Office address', required: false},
      {type: 'multiemail', slug: 'colleagues', label: 'Colleagues', required: false},
      {type: 'textarea', slug: 'background', label: 'Background', required: false},
    ],
  },
  {id: 1008, slug: 'split-name', title: 'First and last name', minutes: 30, hosts: ['rick'], splitName: true},
  {
    id: 1009,
    slug: 'phone-only',
    title: 'Phone call',
    minutes: 15,
    hosts: ['rick'],
    phoneOnly: true,
    locations: [{type: 'attendeePhone'}],
  },
  {
    id: 1010,
    slug: 'locations',
    title: 'Where you like',
    minutes: 30,
    hosts: ['rick'],
    locations: [
      video,
      {type: 'address', address: '1 Main Street, Berlin', public: false},
      {type: 'link', link: 'https://meet.example.com/rick', public: true},
      {type: 'phone', phone: '+493012345678', public: true},
      {type: 'attendeePhone'},
      {type: 'attendeeAddress'},
      {type: 'attendeeDefined'},
    ],
  },
  {id: 1011, slug: 'verified', title: 'With a checked e-mail', minutes: 30, hosts: ['rick'], requiresEmailCode: true},
  {id: 1012, slug: 'members', title: 'Members only', minutes: 30, hosts: ['rick'], requiresAuthentication: true},
  {id: 1013, slug: 'secret', title: 'Hidden from the list', minutes: 30, hosts: ['rick'], hidden: true},
  {
    id: 1014,
    slug: 'new-york',
    title: 'In New York time',
    minutes: 30,
    hosts: ['rick'],
    zone: 'America/New_York',
    lockedZone: true,
  },
  {id: 1015, slug: 'fully-booked', title: 'Never free', minutes: 30, hosts: ['rick'], days: []},
  {id: 1016, slug: 'short-notice', title: 'Asks when it is soon', minutes: 30, hosts: ['rick'], confirmation: 'time'},
  {
    id: 1017,
    slug: 'paid-approval',
    title: 'Paid and on request',
    minutes: 60,
    hosts: ['rick'],
    price: 9900,
    currency: 'usd',
    confirmation: 'always',
  },
  {
    id: 1018,
    slug: 'final',
    title: 'No changes later',
    minutes: 30,
    hosts: ['rick'],
    disableCancelling: true,
    disableRescheduling: true,
  },
  {
    id: 1023,
    slug: 'on-short-notice',
    title: 'Not moved a day before',
    minutes: 30,
    hosts: ['rick'],
    rescheduleMinutesBefore: 1440,
  },
  {
    id: 1024,
    slug: 'blocking',
    title: 'On request, kept free',
    minutes: 30,
    hosts: ['rick'],
    confirmation: 'always',
    blocksWhilePending: true,
  },
  {
    id: 1019,
    slug: 'hidden-question',
    title: 'Asks what nobody sees',
    minutes: 30,
    hosts: ['rick'],
    fields: [text('internal-code', 'Internal code', {required: true, hidden: true})],
  },
  {
    id: 1020,
    slug: 'unknown-question',
    title: 'Asks in an unknown way',
    minutes: 30,
    hosts: ['rick'],
    fields: [
      {
        type: 'unknown',
        slug: 'unknown',
        required: true,
        bookingField: JSON.stringify({name: 'smsReminderNumber', type: 'phone', required: true, editable: 'system'}),
      },
    ],
  },
  {id: 1022, slug: 'titled', title: 'Asks for a title', minutes: 30, hosts: ['rick'], asksTitle: true},
  {
    id: 1021,
    slug: 'many-seats',
    title: 'Lecture',
    minutes: 60,
    hosts: ['rick'],
    seats: {count: 30, showAttendees: true},
  },
  {
    id: 2001,
    slug: 'round-robin',
    title: 'Whoever is free',
    minutes: 30,
    hosts: ['rick', 'morty'],
    team: 'acme',
    scheduling: 'roundRobin',
    zone: 'UTC',
  },
  {
    id: 2002,
    slug: 'collective',
    title: 'With all of us',
    minutes: 30,
    hosts: ['rick', 'morty'],
    team: 'acme',
    scheduling: 'collective',
    zone: 'UTC',
  },
  {
    id: 2003,
    slug: 'managed',
    title: 'A template',
    minutes: 30,
    hosts: ['rick', 'morty'],
    team: 'acme',
    scheduling: 'managed',
    zone: 'UTC',
  },
  {id: 3001, slug: '15min', title: '15 Min Meeting', minutes: 15, hosts: ['morty'], labels: 'unstored'},
];

/** What certain addresses meet, however correct the rest is: the refusals nobody can provoke otherwise. */
export const emailRefusals: Record<string, {status: number; message: string}> = {
  'blocked@example.com': {status: 403, message: 'Cannot use this email to create the booking.'},
  'spam@example.com': {status: 500, message: 'Internal server error'},
  'limit@example.com': {status: 401, message: 'booking_limit_reached'},
};

/** The person, event type or team of a name; undefined when there is none. */
export const findPerson = (username: string) => people.find(person => person.username === username);
export const findTeam = (slug: string) => teams.find(team => team.slug === slug);
export const findEventType = (id: number) => eventTypes.find(row => row.id === id);

/** The event type of a user or a team by its slug. */
export function findBySlug(owner: {username?: string; team?: string}, slug: string): EventTypeRow | undefined {
  return eventTypes.find(
    row => row.slug === slug && (owner.team ? row.team === owner.team : !row.team && row.hosts[0] === owner.username),
  );
}

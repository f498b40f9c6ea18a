import type {EventType, Question} from '../../../src/core/model/types.ts';

/** An event type that asks these questions. */
export function eventType(questions: Question[], more: Partial<EventType> = {}): EventType {
  return {
    id: 1,
    slug: '30min',
    title: 'Meeting',
    durations: [30],
    questions,
    locations: [],
    hosts: [],
    confirmation: 'none',
    ...more,
  };
}

export const basics: Question[] = [
  {slug: 'name', type: 'name', required: true},
  {slug: 'email', type: 'email', required: true},
  {slug: 'notes', type: 'notes', required: false},
];

/** One question of every kind. */
export const everyKind = eventType(
  [
    {slug: 'splitName', type: 'splitName', required: true, parts: {lastRequired: false}},
    {slug: 'email', type: 'email', required: true},
    {slug: 'attendeePhoneNumber', type: 'phone', required: false},
    {slug: 'location', type: 'location', required: true},
    {slug: 'title', type: 'title', required: true},
    {slug: 'company', type: 'text', required: false, label: 'Company', placeholder: 'ACME'},
    {slug: 'story', type: 'textarea', required: true, label: 'Your story'},
    {slug: 'people', type: 'number', required: true, label: 'How many people?'},
    {slug: 'home', type: 'address', required: false, label: 'Address'},
    {slug: 'site', type: 'url', required: false, label: 'Website'},
    {slug: 'size', type: 'select', required: true, label: 'Size', options: ['Small', 'Large']},
    {slug: 'colour', type: 'radio', required: true, label: 'Colour', options: ['Red', 'Blue']},
    {slug: 'topics', type: 'multiselect', required: false, label: 'Topics', options: ['Price', 'Terms']},
    {slug: 'extras', type: 'checkbox', required: true, label: 'Extras', options: ['Tea', 'Cake']},
    {slug: 'copies', type: 'multiemail', required: true, label: 'Copies to'},
    {slug: 'terms', type: 'boolean', required: true, label: 'I accept the terms'},
    {slug: 'sms-reminder', type: 'unknown', required: true},
    {slug: 'guests', type: 'guests', required: false},
    {slug: 'notes', type: 'notes', required: false},
  ],
  {
    locations: [
      {type: 'integration', integration: 'google-meet'},
      {type: 'attendeePhone', ask: 'phone'},
      {type: 'attendeeAddress', ask: 'address'},
    ],
  },
);

import {hasWords, type MessageKey, type MessageValues} from './messages.ts';
import {own} from '../model/own.ts';
import type {Location, Question, QuestionType} from '../model/types.ts';

type Translate = (key: MessageKey, values?: MessageValues) => string;

const ownLabels: Record<string, MessageKey> = {
  name: 'question.name',
  splitName: 'question.name',
  email: 'question.email',
  phone: 'question.phone',
  location: 'question.location',
  title: 'question.title',
  notes: 'question.notes',
  guests: 'question.guests',
};

/** `google-meet` → `Google Meet`, `smsReminderNumber` → `Sms Reminder Number`. */
function fromSlug(slug: string): string {
  return slug
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .replace(/[-_]+/g, ' ')
    .replace(/(^| )\p{Ll}/gu, letter => letter.toUpperCase());
}

/** The visible label of a question. Cal.com sends none for most default fields. */
export function labelOf({label, type, slug}: Question, t: Translate): string {
  const words = own(ownLabels, type);
  return label ?? (words ? t(words) : fromSlug(slug));
}

const places: Record<string, MessageKey> = {
  organizersDefaultApp: 'location.video',
  phone: 'location.your_phone',
  link: 'location.online',
  address: 'location.in_person',
  attendeePhone: 'location.my_phone',
  attendeeAddress: 'location.my_address',
  attendeeDefined: 'location.elsewhere',
};

/** The label of a location among several. */
export function placeLabel({type, integration}: Location, t: Translate): string {
  return integration ? fromSlug(integration) : t(own(places, type) ?? 'location.elsewhere');
}

const choices: readonly QuestionType[] = ['select', 'radio', 'location', 'multiselect', 'checkbox'];

/** What to enter where nothing was entered. Others are told by the message for an answer that does not fit. */
const missing: Partial<Record<QuestionType, MessageKey>> = {
  name: 'problem.required_name',
  splitName: 'problem.required_name',
  boolean: 'problem.required_check',
  email: 'problem.email',
  phone: 'problem.phone',
  number: 'problem.number',
  url: 'problem.url',
};

/** Text for a problem with an answer. The server may send reasons the kit does not know. */
export function problemText(type: QuestionType | undefined, problem: string, t: Translate): string {
  if (problem === 'required' && type && choices.includes(type)) return t('problem.option');
  const words = problem === 'required' && type ? own(missing, type) : undefined;
  if (words) return t(words);
  // Cal.com uses the same reason for numbers and phone numbers.
  const key = `problem.${problem === 'phone' && type === 'number' ? type : problem}`;
  return t(hasWords(key) ? key : 'problem.refused');
}

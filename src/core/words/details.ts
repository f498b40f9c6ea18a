import type {Problem} from '../form.ts';
import type {Message} from '../messages.ts';

/** Words of the questions and of sending the answers. */
export const detailsWords = {
  'form.book': 'Book {when}',
  'form.booking': 'Confirming…',
  'form.change_time': 'Change time',
  'form.details': 'Your details',
  'form.request': 'Request {when}',
  'form.slow': 'Almost there…',
  'form.very_slow': 'Still working. Please keep this page open.',

  'location.elsewhere': 'Somewhere else',
  'location.my_address': 'At my address',
  'location.my_phone': 'Phone call to me',

  'problem.email': 'Enter an email address like name@example.com.',
  'problem.guests': 'Check the email addresses.',
  'problem.number': 'Enter a number, e.g. 1500 or 2.5.',
  'problem.option': 'Choose one of the options.',
  'problem.phone': 'Enter a phone number with country code, e.g. +1 212 555 0123.',
  'problem.refused': 'This answer was not accepted. Please change it.',
  'problem.required': 'Please fill this in.',
  'problem.required_check': 'Tick this box to go on.',
  'problem.summary': {one: 'Please check {count} answer', other: 'Please check {count} answers'},
  'problem.too_long': 'This text is too long. Please shorten it.',
  'problem.url': 'Enter a web address like example.com.',

  'question.add_guests': 'Add guests',
  'question.choose': 'Choose…',
  'question.email': 'Email',
  'question.first_name': 'First name',
  'question.guests': 'Guests',
  'question.last_name': 'Last name',
  'question.list_hint': 'One email address per line.',
  'question.location': 'Where should we meet?',
  'question.locked': 'This was filled in for you and cannot be changed here.',
  'question.name': 'Your name',
  'question.notes': 'Notes',
  'question.optional': '(optional)',
  'question.phone': 'Phone number',
  'question.phone_hint': 'With country code, e.g. +1 212 555 0123.',
  'question.place.address': 'Your address',
  'question.place.phone': 'Your phone number',
  'question.place.text': 'Your suggestion',
  'question.submit': 'Continue',
  'question.title': 'What is this meeting about?',
} as const satisfies Record<`problem.${Problem}`, Message> & Record<string, Message>;

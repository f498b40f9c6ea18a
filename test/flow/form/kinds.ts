import {expect, type Page} from '@playwright/test';
import type {Mode} from './form-system.ts';

/** One kind of event type: what the visitor does, and what Cal.com must get for it. */
export interface Kind {
  name: string;
  calLink: string;
  /** Attributes beside the cal-link. */
  attributes?: string;
  /** Before a time is chosen. */
  pick?(page: Page): Promise<void>;
  /** Beside name and e-mail address. */
  answer?(page: Page): Promise<void>;
  /** After the answers are sent; `code` is what was sent to the visitor's address. */
  confirm?(page: Page, code: () => string): Promise<void>;
  /** Members of the body beside start and metadata; the attendee's beside name, address, zone and language. */
  body: {attendee?: Record<string, unknown>; [member: string]: unknown};
  /** The heading of the confirmation; "You’re booked" without it. */
  heading?: string;
  /** Asks for no name and address by these labels. */
  introduces?: false;
  only?: Mode;
}

const field = (page: Page, name: string) => page.getByRole('textbox', {name, exact: true});
const option = (page: Page, name: string) => page.getByLabel(name, {exact: true}).check();

function place(
  name: string,
  id: string,
  location: Record<string, string>,
  detail?: [label: string, text: string],
): Kind {
  return {
    name: `place: ${name}`,
    calLink: 'rick/locations',
    body: {eventTypeId: 1010, location},
    async answer(page) {
      await page.getByRole('radio', {name: id, exact: true}).check();
      if (detail) await field(page, detail[0]).fill(detail[1]);
    },
  };
}

/** One of every kind the API can book. */
export const kinds: Kind[] = [
  {
    name: 'plain, with notes and guests',
    calLink: 'rick/30min',
    async answer(page) {
      await field(page, 'Notes (optional)').fill('See you there.\nAda');
      await page.getByRole('button', {name: 'Add guests'}).click();
      await field(page, 'Guests (optional)').fill('bob@example.com, eve@example.com');
    },
    body: {
      eventTypeId: 1001,
      bookingFieldsResponses: {notes: 'See you there.\nAda'},
      guests: ['bob@example.com', 'eve@example.com'],
    },
  },
  {
    name: 'several durations',
    calLink: 'rick/flexible',
    body: {eventTypeId: 1002, lengthInMinutes: 60},
    pick: page => page.getByRole('button', {name: '60 minutes'}).click(),
  },
  {name: 'needs confirmation', calLink: 'rick/approval', body: {eventTypeId: 1003}, heading: 'Request sent'},
  {
    name: 'needs confirmation at short notice',
    calLink: 'rick/short-notice',
    body: {eventTypeId: 1016},
    heading: 'Request sent|You’re booked',
  },
  {
    name: 'seats',
    calLink: 'rick/workshop',
    body: {eventTypeId: 1005},
    pick: page => expect(page.getByText('3 seats left').first()).toBeVisible(),
  },
  {name: 'seats whose attendees are shown', calLink: 'rick/many-seats', body: {eventTypeId: 1021}},
  {
    name: 'recurring, three times',
    calLink: 'rick/weekly',
    body: {eventTypeId: 1006, recurrenceCount: 3},
    async answer(page) {
      await expect(page.getByRole('region', {name: 'All dates'}).getByRole('listitem')).toHaveCount(4);
      await page.getByLabel('How many times?').selectOption('3');
      await expect(page.getByRole('region', {name: 'All dates'}).getByRole('listitem')).toHaveCount(3);
    },
  },
  {
    name: 'every type of question',
    calLink: 'rick/questions',
    async answer(page) {
      await field(page, 'Company').fill('Acme');
      await field(page, 'Mobile number (optional)').fill('+49 (0)151 2345678');
      await field(page, 'How many of you? (optional)').fill('4');
      await page.getByLabel('Company size').selectOption('11-50');
      for (const name of ['Support', 'Pricing', 'Friend', 'Tuesday', 'I accept the terms']) await option(page, name);
      await field(page, 'Website (optional)').fill('example.com');
      await field(page, 'Office address (optional)').fill('1 Main Street');
      await field(page, 'Colleagues (optional)').fill('bob@example.com\neve@example.com');
      await field(page, 'Background (optional)').fill('Long story');
    },
    body: {
      eventTypeId: 1007,
      bookingFieldsResponses: {
        company: 'Acme',
        mobile: '+491512345678',
        'party-size': 4,
        'company-size': '11-50',
        topics: ['Pricing', 'Support'],
        'heard-from': 'Friend',
        days: ['Tuesday'],
        terms: true,
        website: 'https://example.com',
        office: '1 Main Street',
        colleagues: ['bob@example.com', 'eve@example.com'],
        background: 'Long story',
      },
    },
  },
  {
    name: 'first and last name',
    calLink: 'rick/split-name',
    introduces: false,
    body: {eventTypeId: 1008},
    async answer(page) {
      await field(page, 'First name').fill('Ada');
      await field(page, 'Last name').fill('Lovelace');
      await field(page, 'Email').fill('ada@example.com');
    },
  },
  {
    name: 'known by phone only',
    calLink: 'rick/phone-only',
    introduces: false,
    async answer(page) {
      await field(page, 'Your name').fill('Ada Lovelace');
      await field(page, 'Phone number').fill('+49 30 1234567');
    },
    body: {
      eventTypeId: 1009,
      attendee: {email: undefined, phoneNumber: '+49301234567'},
      location: {type: 'attendeePhone', phone: '+49301234567'},
    },
  },
  place('video', 'Cal Video', {type: 'integration', integration: 'cal-video'}),
  place("the host's address", 'In person', {type: 'address'}),
  place("the host's link", 'Online', {type: 'link'}),
  place("the host's phone", 'I’ll call', {type: 'phone'}),
  place("the visitor's phone", 'Call me', {type: 'attendeePhone', phone: '+49301234567'}, [
    'Your phone number',
    '+49 30 1234567',
  ]),
  place("the visitor's address", 'At my address', {type: 'attendeeAddress', address: '1 Main Street'}, [
    'Your address',
    '1 Main Street',
  ]),
  place("the visitor's wish", 'Somewhere else', {type: 'attendeeDefined', location: 'The café'}, [
    'Your suggestion',
    'The café',
  ]),
  {
    name: 'e-mail code',
    calLink: 'rick/verified',
    body: {eventTypeId: 1011, emailVerificationCode: expect.stringMatching(/^\d{6}$/)},
    async confirm(page, code) {
      await expect(page.getByText('We sent a code to ada@example.com.')).toBeVisible();
      await field(page, 'Code from the email').fill('000000');
      await page.getByRole('button', {name: 'Confirm and book'}).click();
      await expect(page.getByText('This code is not right.')).toBeVisible();
      await field(page, 'Code from the email').fill(code());
      await page.keyboard.press('Enter');
    },
  },
  {
    name: "for those who log in, with the owner's key",
    calLink: 'rick/members',
    only: 'proxy',
    body: {eventTypeId: 1012},
  },
  {
    name: 'hidden, by its id',
    calLink: '',
    attributes: 'event-type-id="1013"',
    only: 'proxy',
    body: {eventTypeId: 1013},
  },
  {
    name: "in the host's zone",
    calLink: 'rick/new-york',
    body: {eventTypeId: 1014, attendee: {timeZone: expect.any(String)}},
  },
  {name: 'without changes later', calLink: 'rick/final', body: {eventTypeId: 1018}},
  {
    name: 'a question the API has no type for',
    calLink: 'rick/unknown-question',
    answer: page => field(page, 'Phone number').fill('+49 151 2345678'),
    body: {eventTypeId: 1020, bookingFieldsResponses: {smsReminderNumber: '+491512345678'}},
  },
  {
    name: 'asks for a title',
    calLink: 'rick/titled',
    answer: page => field(page, 'What is this meeting about?').fill('Plans'),
    body: {eventTypeId: 1022, bookingFieldsResponses: {title: 'Plans'}},
  },
  {name: 'a team, whoever is free', calLink: 'team/50/round-robin', body: {eventTypeId: 2001}},
  {name: 'a team, all of them', calLink: 'team/50/collective', body: {eventTypeId: 2002}},
];

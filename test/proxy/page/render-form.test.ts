import {createHash} from 'node:crypto';
import {expect, test} from 'vitest';
import type {EventType, Question, Slot} from '../../../src/core/model/types.ts';
import {bookingFormStyleHashes, renderBookingForm, type BookingFormOptions} from '../../../src/proxy/index.ts';
import {renderPage} from '../../../src/proxy/page/render-page.ts';

const eventType: EventType = {
  id: 7,
  slug: 'talk',
  title: 'A talk',
  durations: [30],
  locations: [],
  hosts: [{name: 'Rick'}],
  confirmation: 'none',
  questions: [
    {slug: 'name', type: 'name', required: true},
    {slug: 'email', type: 'email', required: true},
  ],
};
const slots: Slot[] = ['2026-11-24T09:00:00.000Z', '2026-11-24T23:30:00.000Z', '2026-12-01T09:00:00.000Z'].map(
  start => ({start}),
);

function render(options: Partial<BookingFormOptions> = {}): string {
  return renderBookingForm({
    eventType,
    slots,
    action: 'https://book.example/form',
    now: '2026-11-23T08:00:00.000Z',
    ...options,
  });
}

test('the form is a declarative shadow root of the element, with times of the first free day and links to the others', () => {
  const text = render({calLink: 'rick/talk', proxy: 'https://book.example'});
  expect(text).toMatch(
    /^<booking-form cal-link="rick\/talk" proxy="https:\/\/book\.example"><template shadowrootmode="open"/,
  );
  expect(text.match(/class="slot"/g)).toHaveLength(2);
  expect(text).toContain(
    'href="https://book.example/form?cal-link=rick/talk&amp;locale=en&amp;slot=2026-11-24T09:00:00.000Z"',
  );
  expect(text).toContain('href="https://book.example/form?cal-link=rick/talk&amp;locale=en&amp;month=2026-12"');
});

test("days and times are those of the zone, and of the event type's own where it is locked", () => {
  const kolkata = render({timeZone: 'Asia/Kolkata'});
  expect(kolkata.match(/class="slot"/g)).toHaveLength(1);
  expect(kolkata).toContain('2:30 PM');
  expect(kolkata).toContain('<select name="time-zone"');
  const locked = render({
    timeZone: 'Asia/Kolkata',
    eventType: {...eventType, locksTimeZone: true, lockedTimeZone: 'America/New_York'},
  });
  expect(locked).toContain('4:00 AM');
  expect(locked).not.toContain('<select name="time-zone"');
});

test('an hour that comes twice is told apart without a script too, in the list, the summary and the button', () => {
  const twice = ['2026-10-29T20:00:00.000Z', '2026-10-29T21:00:00.000Z'];
  const cairo = {timeZone: 'Africa/Cairo', now: '2026-10-27T08:00:00.000Z', slots: twice.map(start => ({start}))};
  const plain = (text: string) => text.replace(/\s+/g, ' ');
  expect(plain(render(cairo))).toMatch(/11:00 PM GMT\+3.*11:00 PM GMT\+2/);
  const text = plain(render({...cairo, slot: twice[0]!}));
  expect(text).toContain('11:00 PM GMT+3 – 11:30 PM GMT+3');
  expect(text).toMatch(/>Book Thu, Oct 29, 11:00 PM GMT\+3</);
  const lost = plain(render({...cairo, notice: {code: 'slot_taken', start: twice[0]!, instead: [{start: twice[1]!}]}}));
  expect(lost).toContain('11:00 PM GMT+3 was just taken.');
});

test('the questions are a plain form that is sent to the proxy and names its attempt', () => {
  const text = render({
    slot: slots[0]!.start,
    attempt: 'attempt-1',
    metadata: {orderId: 'A"1'},
    checkoutToken: 'token',
    page: 'https://shop.example/book',
  });
  expect(text).toContain('<form method="post" action="https://book.example/form"');
  for (const [name, value] of [
    ['event-type-id', '7'],
    ['slot', '2026-11-24T09:00:00.000Z'],
    ['attempt', 'attempt-1'],
    ['metadata.orderId', 'A&quot;1'],
    ['checkout-token', 'token'],
    ['page', 'https://shop.example/book'],
  ]) {
    expect(text).toContain(`<input type="hidden" name="${name}" value="${value}">`);
  }
  expect(text).toMatch(/<input part="input" type="text" id="q0" name="answer\.name"[^>]* autocomplete="name"/);
  expect(text).toMatch(/<input part="input" type="email" id="q1" name="answer\.email"[^>]* autocomplete="email"/);
});

test("every kind of question has a field whose name is its answer's", () => {
  const types: Question['type'][] = [
    'name',
    'splitName',
    'email',
    'phone',
    'title',
    'notes',
    'guests',
    'text',
    'textarea',
    'number',
    'address',
    'url',
    'select',
    'radio',
    'multiselect',
    'checkbox',
    'multiemail',
    'boolean',
    'unknown',
  ];
  const questions = types.map((type, index): Question => ({
    slug: `s${index}`,
    type,
    required: true,
    options: ['one', 'two'],
  }));
  const text = render({slot: slots[0]!.start, eventType: {...eventType, questions}});
  for (const {slug} of questions) expect(text).toContain(`name="answer.${slug}"`);
  const lines = text.match(/<(input|textarea) part="input"[^>]*>/g)!;
  expect(lines.length).toBeGreaterThan(8);
  expect(lines.filter(line => !line.includes(' maxlength="10000"'))).toEqual([]);
});

const hostile = `"><img src=x onerror=alert(1)></template></textarea></style><!--'`;

test('hostile titles, names, labels, options and answers stay texts, at every step', () => {
  const questions: Question[] = (
    ['text', 'textarea', 'select', 'radio', 'checkbox', 'boolean', 'splitName'] as const
  ).map((type, index) => ({
    slug: `${hostile}${index}`,
    type,
    required: false,
    label: hostile,
    placeholder: hostile,
    options: [hostile],
    parts: {firstLabel: hostile, lastLabel: hostile, lastRequired: false},
  }));
  const type: EventType = {
    ...eventType,
    title: hostile,
    description: hostile,
    hosts: [{name: hostile}],
    bookingUrl: `https://cal.example/${hostile}`,
    questions: [...questions, {slug: 'secret', type: 'text', required: false, hidden: true}],
    locations: [
      {type: 'integration', integration: hostile},
      {type: 'attendeeDefined', ask: 'text'},
    ],
  };
  const answers = {
    ...Object.fromEntries(questions.map(({slug}) => [slug, hostile])),
    secret: hostile,
    location: 'attendeeDefined',
    'location.detail': hostile,
  };
  const problems = Object.fromEntries(questions.map(({slug}) => [slug, hostile]));
  const view = {
    state: 'accepted' as const,
    start: slots[0]!.start,
    end: slots[1]!.start,
    steps: [{name: hostile, status: 'done' as const, at: slots[0]!.start}],
  };
  const site = {
    eventType: type,
    calLink: hostile,
    metadata: {[hostile]: hostile},
    page: `https://shop.example/?a=${hostile}`,
    checkoutToken: hostile,
    locale: 'en',
    nonce: hostile,
  };
  for (const step of [
    {},
    {typed: [[hostile, hostile]] as const},
    {slot: slots[0]!.start, answers, problems},
    {booked: {view, href: `/${hostile}`}},
    {eventType: {...type, handOver: 'question' as const}},
    {notice: {code: 'slot_taken' as const, start: slots[0]!.start, instead: slots, href: `/${hostile}`}},
  ]) {
    const text = render({...site, ...step});
    expect(text).not.toContain('<img');
    expect(text.match(/<\/template>/g)).toHaveLength(2);
    expect(text.match(/<\/style>/g)).toHaveLength(2);
  }
  expect(renderPage({locale: hostile, title: hostile, content: {html: ''}})).not.toContain('<img');
});

test('the style sheets are those the hashes allow, and no style stands anywhere else', () => {
  const text = render();
  const sheets = [...text.matchAll(/<style>(.*?)<\/style>/gs)].map(match => match[1]!);
  expect(sheets.map(sheet => `sha256-${createHash('sha256').update(sheet).digest('base64')}`)).toEqual(
    bookingFormStyleHashes,
  );
  expect(text).not.toMatch(/ style=| on\w+=|<script/);
});

test("the page's own words take the place of the catalogue's, in every plural form", () => {
  const text = render({
    locale: 'pl',
    words: {
      'form.minutes': {one: '{count} minuta', few: '{count} minuty', many: '{count} minut', other: '{count} minuty'},
    },
  });
  expect(text).toContain('30 minut<');
});

test('a month without times says so and offers the next', () => {
  const text = render({month: '2027-01'});
  expect(text).toContain('No times in January 2027.');
  expect(text).toContain('Next month, February 2027');
});

test.each(['constructor', 'toString', '__proto__', 'hasOwnProperty'])(
  'what an event type calls "%s" is shown like anything else',
  name => {
    const foreign: EventType = {
      ...eventType,
      locations: [{type: name}, {type: 'address'}],
      recurrence: {count: 2, frequency: name, interval: 1},
      questions: [
        ...eventType.questions,
        {slug: name, type: 'text', required: false},
        {slug: `${name}2`, type: 'select', required: false, options: [name]},
      ],
    };
    for (const more of [{}, {answers: {}}, {answers: {name: 'Ann'}, problems: {}}] as Partial<BookingFormOptions>[]) {
      const text = render({
        eventType: foreign,
        slot: slots[0]!.start,
        attempt: 'attempt-1',
        theme: name as never,
        locale: name,
        ...more,
      });
      expect(text).toContain(`name="answer.${name}"`);
      expect(text).not.toMatch(/native code|\[object|function /);
      expect(text).not.toContain('aria-invalid="true"');
    }
  },
);

test('a form with a language of its own is read in its direction, whatever the page around it is', () => {
  expect(render({locale: 'ar'})).toContain('<div data-server lang="ar" dir="rtl"');
  expect(render({locale: 'en-GB'})).toContain('<div data-server lang="en-GB" dir="ltr"');
  expect(render()).not.toMatch(/ dir="/);
});

test('a question that Cal.com insisted on is not called optional any more', () => {
  const company: Question = {slug: 'company', type: 'text', required: false, label: 'Company'};
  const text = (problems: Record<string, string>) =>
    render({slot: slots[0]!.start, eventType: {...eventType, questions: [...eventType.questions, company]}, problems});
  expect(text({})).toContain('Company <span class="optional">(optional)</span>');
  expect(text({company: 'required'})).not.toContain('(optional)');
});

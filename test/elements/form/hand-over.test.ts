import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page} from 'vitest/browser';
import {eventTypes} from '../../../mocks/world/event-types.ts';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {fixture} from '../../support/fixture.ts';
import {heading, introduce, openForm, proceed, send, startStandIn} from './system.ts';

const question = 'This booking asks for something that only the booking page can take.';

test.each([
  [
    'weekly-workshop',
    'This event is booked on the booking page.',
    /"weekly-workshop" cannot be booked here.*both repeat and have seats/,
  ],
  ['no-options', question, /"no-options" cannot be booked here.*a required question cannot be asked here/],
])(
  '%s leads to the booking page before anything is filled in, and the console says why once',
  async (slug, words, told) => {
    startStandIn();
    const warn = vi.spyOn(console, 'warn').mockReturnValue();
    await openForm(`rick/${slug}`);
    await expect.element(page.getByText(words)).toBeVisible();
    await expect
      .element(page.getByRole('link', {name: 'Open the booking page'}))
      .toHaveAttribute('href', `https://cal.com/rick/${slug}`);
    await openForm(`rick/${slug}`);
    await expect.element(page.getByText(words)).toBeVisible();
    await expect
      .poll(() => warn.mock.calls.map(([text]) => String(text)).filter(text => told.test(text)))
      .toHaveLength(1);
  },
);

test('a hidden question that Cal.com does not show leads to the booking page once it is missed, and the answers stay', async () => {
  startStandIn();
  await openForm('rick/hidden-question');
  await proceed();
  await introduce();
  await send();

  await expect.element(page.getByText(question)).toBeVisible();
  await expect.element(page.getByRole('link', {name: 'Open the booking page'})).toBeVisible();
  await expect.element(page.getByLabelText('Your name')).toHaveValue('Ada Lovelace');
});

/** Some releases of Cal.com show hidden questions to everybody. */
function showHidden(cal: ReturnType<typeof startStandIn>): void {
  cal.meet(async (request, deliver) => {
    const response = await deliver(request);
    if (!request.url.includes('/event-types')) return response;
    const body = (await response.json()) as {data: {bookingFields: object[]}[]};
    body.data[0]!.bookingFields.push({
      type: 'text',
      slug: 'internal-code',
      label: 'Internal code',
      required: true,
      hidden: true,
    });
    return Response.json(body);
  });
}

test.each([
  [
    'leads to the booking page',
    html`<booking-form cal-link="rick/hidden-question" time-zone="UTC"></booking-form>`,
    false,
  ],
  [
    'is booked where the page answers by prefill',
    html`<booking-form cal-link="rick/hidden-question" time-zone="UTC" .prefill=${{'internal-code': 'x7'}}></booking-form>`,
    true,
  ],
  [
    'is booked where the page answers by a control of its own',
    html`<booking-form cal-link="rick/hidden-question" time-zone="UTC"><input slot="fields" name="internal-code" aria-label="Code" value="x7"></booking-form>`,
    true,
  ],
])('a hidden question that Cal.com shows %s', async (_name, markup, isBooked) => {
  const cal = startStandIn();
  showHidden(cal);
  await fixture<BookingForm>(markup);
  if (!isBooked) return expect.element(page.getByText(question)).toBeVisible();
  await proceed();
  await introduce();
  await send();
  await expect.element(heading('You’re booked')).toBeVisible();
  expect(cal.writes[0]!.body['bookingFieldsResponses']).toEqual({'internal-code': 'x7'});
});

test('a required number question that Cal.com takes no answer to leads to the booking page, and the answers stay', async () => {
  const field: {required: boolean} = {
    type: 'number',
    slug: 'people',
    label: 'How many of you?',
    required: true,
  } as never;
  const row = eventTypes.find(({slug}) => slug === '30min')!;
  row.fields = [field as never];
  try {
    startStandIn({edition: 'open-source'});
    await openForm('rick/30min');
    await proceed();
    await introduce();
    await page.getByRole('textbox', {name: 'How many of you?'}).fill('4');
    await send();
    await expect.element(page.getByText(question)).toBeVisible();
    await expect.element(page.getByRole('link', {name: 'Open the booking page'})).toBeVisible();
    await expect.element(page.getByRole('textbox', {name: 'How many of you?'})).toHaveValue('4');
  } finally {
    delete row.fields;
  }
});

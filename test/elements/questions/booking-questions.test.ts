import {html} from 'lit';
import {beforeEach, describe, expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingQuestions} from '../../../src/elements/questions/booking-questions.ts';
import {fixture} from '../../support/fixture.ts';
import {basics, eventType, everyKind} from './event-types.ts';
import {expectFocus, focused, listen, show, submit, textbox} from './page.ts';

describe('asking', () => {
  test("default questions have the kit's labels, optional ones are marked", async () => {
    await show();
    await expect.element(textbox('Your name')).toHaveAttribute('aria-required', 'true');
    await expect.element(textbox('Email')).toBeVisible();
    await expect.element(textbox('Notes (optional)')).toBeVisible();
  });

  test('browsers know what to fill in', async () => {
    await show(everyKind);
    const autofill = async (name: string | RegExp, value: string) =>
      expect.element(textbox(name)).toHaveAttribute('autocomplete', value);
    await autofill('First name', 'given-name');
    await autofill(/Last name/, 'family-name');
    await autofill('Email', 'email');
    await autofill(/Phone number/, 'tel');
    await autofill(/Company/, 'organization');
    await autofill(/Address/, 'street-address');
    await autofill(/Website/, 'url');
    await autofill(/Notes/, 'off');
    await expect.element(textbox('How many people?')).toHaveAttribute('inputmode', 'decimal');
  });

  test('no line takes more than can be drawn at once: accents piled on one letter take long', async () => {
    const element = await show(everyKind);
    const lines = [
      ...element.renderRoot.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(
        'input:not([type=radio], [type=checkbox]), textarea',
      ),
    ];
    expect(lines.length).toBeGreaterThan(8);
    expect(lines.filter(({maxLength}) => maxLength !== 10_000).map(({id}) => id)).toEqual([]);

    const story = textbox('Your story').element() as HTMLTextAreaElement;
    story.focus();
    document.execCommand('insertText', false, `a${'\u0301'.repeat(30_000)}`);
    expect(story.value).toHaveLength(10_000);
  });

  test('every answer is told in the shape of its question', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const element = await show(everyKind);
    const {submitted} = listen(element);
    await textbox('First name').fill('Ada');
    await textbox(/Last name/).fill('Lovelace');
    await textbox('Email').fill('ada@example.com');
    await textbox('Phone number (optional)').fill('+44 20 7946 0000');
    await page.getByRole('radio', {name: 'Call me'}).click();
    // A place can be changed, not left out.
    await expect.element(page.getByRole('radiogroup', {name: 'Where should we meet?', exact: true})).toBeVisible();
    await expect.element(textbox('Phone number')).toHaveAttribute('aria-required', 'true');
    await textbox('What is this meeting about?').fill('Engines');
    await textbox('Your story').fill('Long');
    await textbox('How many people?').fill('2,5');
    await page.getByRole('combobox', {name: 'Size'}).selectOptions('Large');
    await page.getByRole('radio', {name: 'Blue'}).click();
    await page.getByRole('checkbox', {name: 'Terms', exact: true}).click();
    await page.getByRole('checkbox', {name: 'Price'}).click();
    await page.getByRole('checkbox', {name: 'Tea'}).click();
    await textbox('Copies to').fill('a@example.com\nb@example.com');
    await page.getByRole('checkbox', {name: 'I accept the terms'}).click();
    await textbox('Sms Reminder').fill('yes');
    await submit.click();
    expect(submitted).toEqual([
      expect.objectContaining({
        splitName: ['Ada', 'Lovelace'],
        email: 'ada@example.com',
        location: 'attendeePhone',
        'location.detail': '',
        title: 'Engines',
        story: 'Long',
        people: '2,5',
        size: 'Large',
        colour: 'Blue',
        topics: ['Price', 'Terms'],
        extras: ['Tea'],
        copies: 'a@example.com\nb@example.com',
        terms: true,
        'sms-reminder': 'yes',
        guests: '',
        attendeePhoneNumber: '+44 20 7946 0000',
      }),
    ]);
  });

  test('a question of a kind the kit does not know is asked for as text, and the developer is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await show(eventType([{slug: 'odd', type: 'unknown', required: true}]));
    await expect.element(textbox('Odd')).toBeVisible();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('"odd"'));
  });

  test('a question that the server insisted on is not called optional any more, also while it is answered', async () => {
    const element = await show(
      eventType([...basics, {slug: 'company', type: 'text', required: false, label: 'Company'}]),
    );
    await expect.element(textbox('Company (optional)')).toBeVisible();
    element.problems = {company: 'required'};
    const field = page.getByRole('textbox', {name: 'Company', exact: true});
    await expect.element(field).toHaveAttribute('aria-required', 'true');
    await userEvent.fill(field, 'Acme');
    await expect.element(field).not.toHaveAttribute('aria-invalid');
    await expect.element(field).toHaveAttribute('aria-required', 'true');
  });

  test('guests are asked for when wanted, and the field is focused', async () => {
    await show(eventType([...basics, {slug: 'guests', type: 'guests', required: false}]));
    await page.getByRole('button', {name: 'Add guests'}).click();
    await expectFocus(textbox('Guests (optional)'));
  });

  test('guests can be asked for by keyboard', async () => {
    await show(eventType([{slug: 'guests', type: 'guests', required: false}]));
    await userEvent.keyboard('{Tab}{Enter}');
    await expectFocus(textbox('Guests (optional)'));
    await expect.element(textbox('Guests (optional)')).toHaveAccessibleDescription('One email address per line.');
  });

  test('what the page filled in and locked can be read but not changed', async () => {
    const type = eventType(basics.map(question => ({...question, lockedOnPrefill: true})));
    await fixture(
      html`<booking-questions .eventType=${type} .answers=${{email: 'ada@example.com'}} .prefilled=${['email']}></booking-questions>`,
    );
    await expect.element(textbox('Email')).toHaveAttribute('readonly');
    await expect.element(textbox('Email')).toHaveAccessibleDescription(/filled in for you/);
    await expect.element(textbox('Your name')).not.toHaveAttribute('readonly');
  });

  test('choices can be made by keyboard', async () => {
    const element = await show(
      eventType([
        {slug: 'colour', type: 'radio', required: true, label: 'Colour', options: ['Red', 'Blue']},
        {slug: 'terms', type: 'boolean', required: true, label: 'I accept'},
      ]),
    );
    await userEvent.keyboard('{Tab}{ArrowDown}{Tab}{ }');
    expect(element.answers).toEqual({colour: 'Blue', terms: true});
  });

  test('radios are one group with the name of the question', async () => {
    await show(everyKind);
    await expect.element(page.getByRole('radiogroup', {name: 'Colour'})).toHaveAttribute('aria-required', 'true');
    await expect.element(page.getByRole('group', {name: 'Topics (optional)'})).toBeVisible();
  });
});

describe('submitting', () => {
  let element: BookingQuestions;
  let heard: ReturnType<typeof listen>;

  beforeEach(async () => {
    element = await show();
    heard = listen(element);
    element.answers = {name: 'Ada', email: 'ada@example.com', notes: ''};
  });

  test('by click tells all answers; the event bubbles, crosses shadow roots and can be refused', async () => {
    let event: Event | undefined;
    element.addEventListener('booking-submit', each => (event = each));
    await submit.click();
    expect(heard.submitted).toEqual([{name: 'Ada', email: 'ada@example.com', notes: ''}]);
    expect(event).toMatchObject({bubbles: true, composed: true, cancelable: true});
  });

  test('by Enter in a line of text', async () => {
    await textbox('Email').click();
    await userEvent.keyboard('{Enter}');
    expect(heard.submitted).toHaveLength(1);
  });

  test('not by Enter in a text of several lines', async () => {
    await textbox(/Notes/).click();
    await userEvent.keyboard('{Enter}');
    expect(heard.submitted).toEqual([]);
  });

  test('not while the booking is on its way', async () => {
    element.busy = true;
    await submit.click({force: true});
    await textbox('Email').click();
    await userEvent.keyboard('x{Enter}');
    expect(heard).toEqual({submitted: [], changed: []});
    expect(focused()).toBe(textbox('Email').element());
  });

  test('each change of an answer is told', async () => {
    await textbox(/Notes/).fill('Hi');
    expect(heard.changed.at(-1)).toEqual({name: 'Ada', email: 'ada@example.com', notes: 'Hi'});
  });
});

describe('without a form of its own', () => {
  const inPage = () =>
    fixture(html`
    <form><booking-questions formless .eventType=${eventType(basics)} .answers=${{name: 'Ada', email: 'ada@example.com'}}></booking-questions></form>`);
  const within = (form: Element) => form.querySelector('booking-questions')!;

  test("Enter submits the answers, not the page's form", async () => {
    const form = await inPage();
    const {submitted} = listen(within(form));
    const pageSubmits = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', pageSubmits);
    expect(within(form).shadowRoot!.querySelector('form')).toBeNull();
    await textbox('Email').click();
    await userEvent.keyboard('{Enter}');
    expect(submitted).toHaveLength(1);
    expect(pageSubmits).not.toHaveBeenCalled();
  });

  test("the button submits the answers, not the page's form", async () => {
    const form = await inPage();
    const {submitted} = listen(within(form));
    const pageSubmits = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', pageSubmits);
    await submit.click();
    expect(submitted).toHaveLength(1);
    expect(pageSubmits).not.toHaveBeenCalled();
  });

  test("Enter that ends an input method's word does not submit", async () => {
    const form = await inPage();
    const {submitted} = listen(within(form));
    const input = textbox('Email').element();
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, composed: true}));
    expect(submitted).toEqual([]);
  });
});

test("the page's own fields and buttons have their places", async () => {
  await fixture(html`
    <booking-questions .eventType=${eventType(basics)} submit-label="Book Mon 23 Nov, 10:00">
      <label>Voucher <input></label><button slot="actions">Back</button>
    </booking-questions>`);
  await expect.element(textbox('Voucher')).toBeVisible();
  const names = page
    .getByRole('button')
    .elements()
    .map(button => button.textContent.trim());
  expect(names).toEqual(expect.arrayContaining(['Book Mon 23 Nov, 10:00', 'Back']));
});

test('what was typed stays when the event type is loaded again', async () => {
  const element = await show();
  await textbox('Your name').fill('Ada');
  element.eventType = eventType(basics);
  await element.updateComplete;
  await expect.element(textbox('Your name')).toHaveValue('Ada');
});

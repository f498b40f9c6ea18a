import {html} from 'lit';
import {beforeEach, describe, expect, test, vi} from 'vitest';
import {page, userEvent, type Locator} from 'vitest/browser';
import '../../../src/define/booking-questions.ts';
import type {Answers} from '../../../src/core/types.ts';
import type {BookingQuestions} from '../../../src/elements/questions/booking-questions.ts';
import type {BookingSubmitEvent} from '../../../src/elements/events.ts';
import {fixture} from '../../support/fixture.ts';
import {basics, eventType, everyKind} from './event-types.ts';

const textbox = (name: string | RegExp) => page.getByRole('textbox', {name});
const submit = page.getByRole('button', {name: 'Continue'});

function listen(element: BookingQuestions): {submitted: Answers[]; changed: Answers[]} {
  const heard = {submitted: [] as Answers[], changed: [] as Answers[]};
  element.addEventListener('booking-submit', event => heard.submitted.push((event as BookingSubmitEvent).answers));
  element.addEventListener('booking-answers-change', event => heard.changed.push(event.answers));
  return heard;
}

const show = (type = eventType(basics)) => fixture<BookingQuestions>(html`<booking-questions .eventType=${type}></booking-questions>`);
const focused = () => document.activeElement?.shadowRoot?.activeElement;
const expectFocus = (locator: Locator) => expect.poll(() => focused() !== undefined && focused() === locator.query()).toBe(true);

describe('asking', () => {
  test('default questions have the kit\'s labels, optional ones are marked', async () => {
    await show();
    await expect.element(textbox('Your name')).toHaveAttribute('aria-required', 'true');
    await expect.element(textbox('Email')).toBeVisible();
    await expect.element(textbox('Notes (optional)')).toBeVisible();
  });

  test('browsers know what to fill in', async () => {
    await show(everyKind);
    const autofill = async (name: string | RegExp, value: string) => expect.element(textbox(name)).toHaveAttribute('autocomplete', value);
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

  test('every answer is told in the shape of its question', async () => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const element = await show(everyKind);
    const {submitted} = listen(element);
    await textbox('First name').fill('Ada');
    await textbox(/Last name/).fill('Lovelace');
    await textbox('Email').fill('ada@example.com');
    await page.getByRole('radio', {name: 'Phone call to me'}).click();
    await textbox('Your phone number').fill('+44 20 7946 0000');
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
    expect(submitted).toEqual([expect.objectContaining({
      'splitName': ['Ada', 'Lovelace'], 'email': 'ada@example.com', 'location': 'attendeePhone', 'location.detail': '+44 20 7946 0000',
      'title': 'Engines', 'story': 'Long', 'people': '2,5', 'size': 'Large', 'colour': 'Blue', 'topics': ['Price', 'Terms'], 'extras': ['Tea'],
      'copies': 'a@example.com\nb@example.com', 'terms': true, 'sms-reminder': 'yes', 'guests': '', 'attendeePhoneNumber': '',
    })]);
  });

  test('a question of a kind the kit does not know is asked for as text, and the developer is told', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    await show(eventType([{slug: 'odd', type: 'unknown', required: true}]));
    await expect.element(textbox('Odd')).toBeVisible();
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('"odd"'));
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
    await fixture(html`<booking-questions .eventType=${type} .answers=${{email: 'ada@example.com'}} .prefilled=${['email']}></booking-questions>`);
    await expect.element(textbox('Email')).toHaveAttribute('readonly');
    await expect.element(textbox('Email')).toHaveAccessibleDescription(/filled in for you/);
    await expect.element(textbox('Your name')).not.toHaveAttribute('readonly');
  });

  test('choices can be made by keyboard', async () => {
    const element = await show(eventType([{slug: 'colour', type: 'radio', required: true, label: 'Colour', options: ['Red', 'Blue']},
      {slug: 'terms', type: 'boolean', required: true, label: 'I accept'}]));
    await userEvent.keyboard('{Tab}{ArrowDown}{Tab}{ }');
    expect(element.answers).toEqual({colour: 'Blue', terms: true});
  });

  test('radios are one group with the name of the question', async () => {
    await show(everyKind);
    await expect.element(page.getByRole('radiogroup', {name: 'Colour'})).toHaveAttribute('aria-required', 'true');
    await expect.element(page.getByRole('group', {name: 'Topics (optional)'})).toBeVisible();
  });
});

describe('problems', () => {
  test('are not shown while the visitor types for the first time, then on leaving, then as the answer changes', async () => {
    await show();
    await textbox('Email').fill('ada@');
    await expect.element(textbox('Email')).not.toHaveAttribute('aria-invalid');
    await userEvent.keyboard('{Tab}');
    await expect.element(textbox('Email')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(textbox('Email')).toHaveAccessibleDescription(/Enter an email address like/);
    await textbox('Email').fill('ada@example.com');
    await expect.element(textbox('Email')).not.toHaveAttribute('aria-invalid');
  });

  test('are not shown in a field that was only passed through', async () => {
    await show();
    await userEvent.keyboard('{Tab}{Tab}');
    await expectFocus(textbox('Email'));
    await expect.element(textbox('Your name')).not.toHaveAttribute('aria-invalid');
  });

  test('are listed on top after an attempt to submit, and the heading is focused', async () => {
    const {submitted} = listen(await show());
    await submit.click();
    await expectFocus(page.getByRole('heading', {name: 'Please check 2 answers'}));
    await expect.poll(() => page.getByRole('listitem').elements().map(item => item.textContent?.trim())).toEqual([
      'Your name: Please fill this in.', 'Email: Please fill this in.',
    ]);
    expect(submitted).toEqual([]);
  });

  test('lead to their fields by click', async () => {
    await show();
    await submit.click();
    await page.getByRole('link', {name: 'Email'}).click();
    await expectFocus(textbox('Email'));
  });

  test('lead to their fields by keyboard', async () => {
    await show();
    await userEvent.keyboard('{Tab}{Enter}');
    await expectFocus(page.getByRole('heading'));
    await userEvent.keyboard('{Tab}{Enter}');
    await expectFocus(textbox('Your name'));
  });

  test('leave the list when they are mended and left', async () => {
    await show();
    await submit.click();
    await textbox('Your name').fill('Ada');
    await textbox('Email').click();
    await expect.element(page.getByRole('heading')).toHaveTextContent('Please check 1 answer');
    await textbox('Email').fill('ada@example.com');
    await textbox('Your name').click();
    await expect.element(page.getByRole('heading')).not.toBeInTheDocument();
  });

  test('that appear under a pressed button do not eat its click', async () => {
    const element = await show();
    const {submitted} = listen(element);
    await textbox('Your name').fill('Ada');
    await textbox('Email').fill('ada@example');
    await submit.click();
    await expectFocus(page.getByRole('heading'));
    expect(submitted).toEqual([]);
  });

  test('of the server land at their fields and stay until the answer changes', async () => {
    const element = await show();
    element.answers = {name: 'Ada', email: 'ada@blocked.example', notes: ''};
    element.problems = {email: 'blocked_by_server'};
    await expectFocus(page.getByRole('heading', {name: 'Please check 1 answer'}));
    await expect.element(textbox('Email')).toHaveAccessibleDescription(/This answer was not accepted/);
    await textbox('Email').fill('ada@example.com');
    await expect.element(textbox('Email')).not.toHaveAttribute('aria-invalid');
  });

  test('of the server do not take the focus again when nothing new is said', async () => {
    const element = await show();
    element.problems = {email: 'email'};
    await expectFocus(page.getByRole('heading'));
    await textbox('Your name').click();
    element.problems = {email: 'email'};
    await element.updateComplete;
    await expectFocus(textbox('Your name'));
  });

  test('of a place stand at what the place asks for', async () => {
    await show(eventType(basics, {locations: [{type: 'attendeePhone', ask: 'phone'}]}));
    await submit.click();
    await page.getByRole('link', {name: 'Your phone number'}).click();
    await expectFocus(textbox('Your phone number'));
    await textbox('Your phone number').fill('030 1234');
    await expect.element(textbox('Your phone number')).toHaveAccessibleDescription(/with country code/);
  });

  test('of a name stand at the part that is missing', async () => {
    await show(eventType([{slug: 'splitName', type: 'splitName', required: true, parts: {lastRequired: true}}]));
    await textbox('First name').fill('Ada');
    await submit.click();
    await expect.element(textbox('Last name')).toHaveAttribute('aria-invalid', 'true');
    await expect.element(textbox('First name')).not.toHaveAttribute('aria-invalid');
  });

  test('of a tick box say what to do', async () => {
    await show(eventType([{slug: 'terms', type: 'boolean', required: true, label: 'I accept'}]));
    await submit.click();
    await expect.element(page.getByRole('checkbox')).toHaveAccessibleDescription(/Tick this box to go on/);
  });

  test('can be shown and focused from outside', async () => {
    const element = await show();
    expect(element.validate()).toBe(false);
    await element.focusFirstProblem();
    await expectFocus(textbox('Your name'));
    element.answers = {name: 'Ada', email: 'ada@example.com'};
    expect(element.validate()).toBe(true);
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
  const inPage = () => fixture(html`
    <form><booking-questions formless .eventType=${eventType(basics)} .answers=${{name: 'Ada', email: 'ada@example.com'}}></booking-questions></form>`);
  const within = (form: Element) => form.querySelector('booking-questions')!;

  test('Enter submits the answers, not the page\'s form', async () => {
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

  test('the button submits the answers, not the page\'s form', async () => {
    const form = await inPage();
    const {submitted} = listen(within(form));
    const pageSubmits = vi.fn((event: Event) => event.preventDefault());
    form.addEventListener('submit', pageSubmits);
    await submit.click();
    expect(submitted).toHaveLength(1);
    expect(pageSubmits).not.toHaveBeenCalled();
  });

  test('Enter that ends an input method\'s word does not submit', async () => {
    const form = await inPage();
    const {submitted} = listen(within(form));
    const input = textbox('Email').element();
    input.dispatchEvent(new KeyboardEvent('keydown', {key: 'Enter', isComposing: true, bubbles: true, composed: true}));
    expect(submitted).toEqual([]);
  });
});

test('the page\'s own fields and buttons have their places', async () => {
  await fixture(html`
    <booking-questions .eventType=${eventType(basics)} submit-label="Book Mon 23 Nov, 10:00">
      <label>Voucher <input></label><button slot="actions">Back</button>
    </booking-questions>`);
  await expect.element(textbox('Voucher')).toBeVisible();
  const names = page.getByRole('button').elements().map(button => button.textContent!.trim());
  expect(names).toEqual(expect.arrayContaining(['Book Mon 23 Nov, 10:00', 'Back']));
});

test('what was typed stays when the event type is loaded again', async () => {
  const element = await show();
  await textbox('Your name').fill('Ada');
  element.eventType = eventType(basics);
  await element.updateComplete;
  await expect.element(textbox('Your name')).toHaveValue('Ada');
});

import {html} from 'lit';
import {expect, test, vi} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {Question} from '../../../src/core/model/types.ts';
import type {BookingQuestions} from '../../../src/elements/questions/booking-questions.ts';
import {oddValues} from '../../core/flow/odd-values.ts';
import {fixture} from '../../support/fixture.ts';
import {eventType} from './event-types.ts';
import {listen, submit, textbox} from './page.ts';

const phone: Question = {slug: 'attendeePhoneNumber', type: 'phone', required: true};

test("a phone number without its country's code is read as visitors write it, and the hint says which one is sent", async () => {
  const element = await fixture<BookingQuestions>(html`
    <booking-questions .eventType=${eventType([phone])} .phoneHints=${{country: 'DE'}}></booking-questions>
  `);
  const {submitted} = listen(element);
  await expect.element(textbox('Phone number')).toHaveAccessibleDescription(/With country code/);
  await userEvent.fill(textbox('Phone number'), '0151 / 234 567 89');
  await expect.element(textbox('Phone number')).toHaveAccessibleDescription(/^.?\+4915123456789.?$/);
  await userEvent.fill(textbox('Phone number'), '+44 20 7946 0958');
  await expect.element(textbox('Phone number')).toHaveAccessibleDescription(/With country code/);
  await userEvent.fill(textbox('Phone number'), '012');
  await submit.click();
  await expect.element(textbox('Phone number')).toHaveAccessibleDescription(/Enter a phone number/);
  await userEvent.fill(textbox('Phone number'), '０１５１ 23456789');
  await userEvent.keyboard('{Enter}');
  expect(submitted).toEqual([{attendeePhoneNumber: '０１５１ 23456789'}]);
});

test('every option can be chosen as it is offered, however odd', async () => {
  const options = Object.values(oddValues);
  const element = await fixture<BookingQuestions>(
    html`<booking-questions .eventType=${eventType([
      {slug: 'one', type: 'radio', required: true, label: 'One', options},
      {slug: 'menu', type: 'select', required: true, label: 'Menu', options},
      {slug: 'all', type: 'checkbox', required: true, label: 'All', options},
    ])}></booking-questions>`,
  );
  const {submitted} = listen(element);
  const inputs = <T extends Element>(selector: string) => [...element.renderRoot.querySelectorAll<T>(selector)];
  const select = element.renderRoot.querySelector('select')!;
  for (const box of inputs<HTMLInputElement>('[type=checkbox]')) {
    box.click();
    await element.updateComplete;
  }
  for (const [index, value] of options.entries()) {
    inputs<HTMLInputElement>('[type=radio]')[index]!.click();
    select.selectedIndex = index + 1;
    select.dispatchEvent(new Event('change'));
    await element.updateComplete;
    element.renderRoot.querySelector<HTMLButtonElement>('[part=submit]')!.click();
    expect(submitted.at(-1)).toEqual({one: value, menu: value, all: options});
  }
});

test('a question that is filled in with what cannot be sent can be answered, also once it is right', async () => {
  const type = eventType([
    {slug: 'email', type: 'email', required: true, lockedOnPrefill: true},
    {slug: 'size', type: 'radio', required: true, label: 'Size', options: ['Small ', 'Large'], lockedOnPrefill: true},
    {slug: 'notes', type: 'notes', required: false, lockedOnPrefill: true},
  ]);
  const answers = {email: 'ada@', size: '', notes: 'Kept'};
  const element = await fixture<BookingQuestions>(html`
    <booking-questions .eventType=${type} .answers=${answers} .prefilled=${['email', 'size', 'notes']}></booking-questions>
  `);
  const {submitted} = listen(element);
  await userEvent.fill(textbox('Email'), 'ada@x.example');
  await userEvent.type(textbox('Email'), '.org');
  await userEvent.click(page.getByRole('radio', {name: 'Small'}));
  await expect.element(textbox(/Notes/)).toHaveAttribute('readonly');
  await submit.click();
  expect(submitted).toEqual([{email: 'ada@x.example.org', size: 'Small ', notes: 'Kept'}]);
});

test('an answer the page filled in and the server refused can be changed', async () => {
  const type = eventType([{slug: 'email', type: 'email', required: true, lockedOnPrefill: true}]);
  const element = await fixture<BookingQuestions>(html`
    <booking-questions .eventType=${type} .answers=${{email: 'blocked@x.example'}} .prefilled=${['email']}></booking-questions>
  `);
  await expect.element(textbox('Email')).toHaveAttribute('readonly');
  element.problems = {email: 'blocked'};
  await expect.element(textbox('Email')).not.toHaveAttribute('readonly');
  await vi.waitFor(() => userEvent.fill(textbox('Email'), 'ada@x.example'));
});

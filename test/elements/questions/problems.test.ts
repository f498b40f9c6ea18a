import {describe, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {basics, eventType, everyKind} from './event-types.ts';
import {expectFocus, listen, show, submit, textbox} from './page.ts';

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
    await expect
      .poll(() =>
        page
          .getByRole('listitem')
          .elements()
          .map(item => item.textContent?.trim()),
      )
      .toEqual(['Your name: Enter your name.', 'Email: Enter an email address like name@example.com.']);
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

  test('name a pasted text that is too long, and keep it to be shortened', async () => {
    await show(everyKind);
    const story = textbox('Your story').element() as HTMLTextAreaElement;
    story.focus();
    document.execCommand('insertText', false, 'All of it. '.repeat(600));
    await userEvent.keyboard('{Tab}');
    await expect.element(textbox('Your story')).toHaveAccessibleDescription(/too long/);
    expect(story.value).toHaveLength(6_600);
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

import {expect, onTestFinished, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {translatePage} from '../../support/translator.ts';
import {button, heading, introduce, openForm, proceed, send, startStandIn} from './system.ts';

test('under a translator that replaces every text, what is shown follows what is done, up to the confirmation', async () => {
  startStandIn();
  const form = await openForm('rick/30min');
  await expect.element(page.getByRole('radio').first()).toBeVisible();
  onTestFinished(translatePage());
  const shown = (selector: string) => () => {
    const within = (root: ShadowRoot): string | undefined => {
      const found = root.querySelector(selector);
      if (found) return found.textContent.replace(/\s+/g, ' ').trim();
      return [...root.querySelectorAll('*')].flatMap(({shadowRoot}) =>
        shadowRoot ? (within(shadowRoot) ?? []) : [],
      )[0];
    };
    return within(form.shadowRoot!);
  };
  const month = shown('#title');
  const day = shown('[part=slots-title]');
  await expect.poll(() => form.shadowRoot!.querySelector('font')).not.toBe(null);
  const before = [month(), day()];

  await userEvent.click(button(/^Next month/));
  await expect.poll(month).not.toBe(before[0]);
  expect(month()).toMatch(/^December 2026$/);
  const calendar = form.shadowRoot!.querySelector('booking-calendar')!.shadowRoot!;
  const days = [...calendar.querySelectorAll('button[value]')].map(each => [
    each.textContent.trim(),
    each.getAttribute('value'),
  ]);
  expect(days.filter(([text, value]) => parseInt(text!, 10) !== Number(value!.slice(-2)))).toEqual([]);
  await userEvent.click(page.getByRole('button', {name: /times available/}).nth(3));
  await expect.poll(day).toMatch(/December/);
  await proceed();
  await introduce();
  await expect.poll(shown('[part=summary]')).toContain('December');
  const first = shown('[part=summary]')();
  await userEvent.click(button('Change time'));
  await proceed(3);
  await expect.poll(shown('[part=summary]')).not.toBe(first);
  await userEvent.fill(page.getByRole('textbox', {name: 'Email', exact: true}), 'nowhere');
  await send();
  await expect.element(page.getByText(/Enter an email address/).first()).toBeVisible();
  await introduce();
  await send();
  await expect.element(heading('You’re booked')).toBeVisible();
  await expect.poll(shown('[part=confirmation]')).toContain('ada@example.com');
});

import {html} from 'lit';
import {afterEach, beforeAll, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import type {BookingForm} from '../../../src/elements/form/booking-form.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture} from '../../support/fixture.ts';
import {standIn} from '../form/stand-in.ts';

standIn();

// Tall enough for the bar with the button not to cover times: axe cannot see through it.
beforeAll(() => page.viewport(1024, 3000));

afterEach(() => {
  document.documentElement.removeAttribute('style');
});

const brands = {lemon: '#ffd60a', noir: '#111111', coral: '#e4002b'};
const themes = ['light', 'dark'] as const;
const times = page.getByRole('radio');
const submit = (form: BookingForm) => form.shadowRoot!.querySelector<HTMLElement>('.continue [part=submit]');

/** Through the form to the confirmation; stops at each state. */
async function walk(form: BookingForm, look: (state: string) => Promise<void>) {
  await expect.element(times.first()).toBeVisible();
  await userEvent.click(times.first());
  await expect.poll(() => submit(form)).toBeTruthy();
  await look('times');
  await userEvent.click(submit(form)!);
  await expect.element(page.getByRole('textbox').first()).toBeVisible();
  await look('questions');
  const questions = form.shadowRoot!.querySelector('booking-questions')!;
  await userEvent.click(questions.shadowRoot!.querySelector<HTMLElement>('[part=submit]')!);
  await expect.poll(() => questions.shadowRoot!.querySelector('[part=error-summary]')).toBeTruthy();
  await look('problems');
  await userEvent.fill(page.getByRole('textbox').nth(0), 'Ada Lovelace');
  await userEvent.fill(page.getByRole('textbox').nth(1), 'ada@example.com');
  await userEvent.click(questions.shadowRoot!.querySelector<HTMLElement>('[part=submit]')!);
  await expect.poll(() => form.shadowRoot!.querySelector('[part=confirmation]')).toBeTruthy();
  await expect.poll(() => form.shadowRoot!.querySelector('booking-status')?.shadowRoot?.textContent).toBeTruthy();
  await look('confirmation');
}

test.each(Object.keys(brands).flatMap(brand => themes.map(theme => [brand, theme] as const)))(
  '%s by its accent alone keeps nobody out of any state in a %s page',
  async (brand, theme) => {
    const form = await fixture<BookingForm>(
      html`
    <booking-form cal-link="rick/30min" time-zone="UTC" style="--booking-color-accent: ${brands[brand as keyof typeof brands]}"></booking-form>
  `,
      {theme},
    );
    await walk(form, () => expectNoViolations(form));
  },
);

test.each(['de', 'fr', 'ar', 'ja'])('text of twice the size fits into 320 px in %s', async lang => {
  document.documentElement.style.fontSize = '200%';
  const form = await fixture<BookingForm>(html`<booking-form cal-link="rick/30min" time-zone="UTC"></booking-form>`, {
    lang,
    dir: lang === 'ar' ? 'rtl' : 'ltr',
    width: 320,
  });
  await walk(form, async state => {
    const wide = [form, ...form.shadowRoot!.querySelectorAll<HTMLElement>('*')]
      .flatMap(element => [element, ...(element.shadowRoot?.querySelectorAll<HTMLElement>('*') ?? [])])
      .filter(element => !element.closest('.visually-hidden') && element.getBoundingClientRect().width > 0)
      .filter(element => {
        const outer = element.getBoundingClientRect();
        const box = form.getBoundingClientRect();
        // Of what its parent clips, the padding may be out of sight, the content may not.
        const {overflowX} = element.parentElement ? getComputedStyle(element.parentElement) : {overflowX: 'visible'};
        const {paddingLeft, paddingRight} = getComputedStyle(element);
        const isClipped = overflowX === 'clip';
        const left = outer.left + (isClipped ? parseFloat(paddingLeft) : 0);
        const right = outer.right - (isClipped ? parseFloat(paddingRight) : 0);
        return (
          left < box.left - 1 ||
          right > box.right + 1 ||
          (element.matches('button') && element.scrollWidth > element.clientWidth + 4)
        );
      });
    expect(
      wide.map(
        element => `${state}: ${element.clientWidth} of ${element.scrollWidth}: ${element.outerHTML.slice(0, 120)}`,
      ),
    ).toEqual([]);
  });
});

test('motion is left out for those who ask for it', async () => {
  // The tests' browser asks for reduced motion.
  const form = await fixture<BookingForm>(html`<booking-form cal-link="rick/30min" time-zone="UTC"></booking-form>`);
  await expect.element(times.first()).toBeVisible();
  const moving = [form, ...form.shadowRoot!.querySelectorAll('*')]
    .flatMap(element => [...(element.shadowRoot?.querySelectorAll('*') ?? [])])
    .filter(
      element =>
        getComputedStyle(element).transitionDuration !== '0s' || getComputedStyle(element).animationName !== 'none',
    );
  expect(moving).toEqual([]);
});

import {html, render} from 'lit';
import {afterEach, expect, test, vi} from 'vitest';
import '../../../src/define/booking-calendar.ts';

const gate = vi.hoisted(() => {
  let open!: () => void;
  const opened = new Promise<void>(resolve => (open = resolve));
  return {open, opened};
});

vi.mock('../../../src/core/locales/it.ts', async importOriginal => {
  await gate.opened;
  return importOriginal();
});

vi.mock('../../../src/core/locales/fr.ts', () => {
  throw new Error('offline');
});

// Never arrives.
vi.mock('../../../src/core/locales/nl.ts', () => new Promise(() => {}));

const root = document.documentElement;

afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

async function calendarIn(lang: string) {
  root.lang = lang;
  const main = document.body.appendChild(document.createElement('main'));
  render(html`<booking-calendar month="2026-11" today="2026-11-21" min="2026-11-21"></booking-calendar>`, main);
  const calendar = main.querySelector('booking-calendar')!;
  await calendar.updateComplete;
  return {
    calendar,
    title: () => calendar.shadowRoot!.querySelector('#title')!.textContent,
    next: () => calendar.shadowRoot!.querySelector('.next')!.getAttribute('aria-label'),
  };
}

test('until its words are here an element has dates and no words, its buttons too; a change of language keeps the former words', async () => {
  const former = await calendarIn('en');
  root.lang = 'it';
  const first = await calendarIn('it');

  expect([first.title(), first.next()]).toEqual(['novembre 2026', 'dicembre 2026']);
  expect([former.title(), former.next()]).toEqual(['November 2026', 'Next month, December 2026']);

  gate.open();
  await expect.poll(first.next).toBe('Mese successivo, dicembre 2026');
  await expect.poll(former.next).toBe('Mese successivo, dicembre 2026');
});

test('words that cannot be loaded leave English, with the dates of the language', async () => {
  const {next, title} = await calendarIn('fr');

  await expect.poll(next).toBe('Next month, décembre 2026');
  expect(title()).toBe('novembre 2026');
});

test('words that keep a visitor waiting give way to English', async () => {
  vi.useFakeTimers({toFake: ['setTimeout']});
  const {calendar, next} = await calendarIn('nl');
  expect(next()).toBe('december 2026');

  vi.advanceTimersByTime(3000);
  await calendar.updateComplete;

  expect(next()).toBe('Next month, december 2026');
});

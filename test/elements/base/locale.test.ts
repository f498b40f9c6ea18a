import {html, render} from 'lit';
import {afterEach, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {loadWords} from '../../../src/core/words/load-words.ts';
import {registerLocale} from '../../../src/core/words/messages.ts';
import '../../../src/define/booking-form.ts';
import '../../../src/define/booking-inline.ts';
import '../../../src/define/booking-popup.ts';
import '../../../src/define/booking-questions.ts';
import '../../../src/define/booking-slots.ts';
import '../../../src/define/booking-status.ts';
import type {EventType} from '../../../src/core/model/types.ts';
import type {BookingCalendar} from '../../../src/elements/calendar/booking-calendar.ts';
import type {BookingSlots} from '../../../src/elements/slots/booking-slots.ts';
import {fixture} from '../../support/fixture.ts';
import {counts, focusedDay, november} from '../calendar/november.ts';

const root = document.documentElement;
const next = () => page.getByRole('button').nth(1);
const name = (element: Element) => element.getAttribute('aria-label');
const hosts: HTMLElement[] = [];

afterEach(() => {
  root.lang = 'en';
  for (const host of hosts.splice(0)) host.remove();
});

/** A calendar that nothing waited for: its words may be on their way. */
function bareCalendar(within: HTMLElement | ShadowRoot = document.body) {
  const host = document.createElement('div');
  within.append(host);
  hosts.push(host);
  render(
    html`<booking-calendar month="2026-11" today="2026-11-21" min="2026-11-21" .counts=${counts}></booking-calendar>`,
    host,
  );
  return host.querySelector('booking-calendar')!;
}

const sentences = {
  en: [
    'Next month, December 2026',
    'Monday, November 23, 2026, 16 times available',
    'Times on Monday, November 23, Central European Time',
    '9:00 AM to 9:30 AM',
  ],
  de: [
    'Nächster Monat, Dezember 2026',
    'Montag, 23. November 2026, 16 Termine frei',
    'Termine am Montag, 23. November, Mitteleuropäische Zeit',
    '9:00 bis 9:30',
  ],
  fr: [
    'Mois suivant, décembre 2026',
    'lundi 23 novembre 2026, 16 créneaux disponibles',
    'Créneaux du lundi 23 novembre, heure d’Europe centrale',
    '9:00 à 9:30',
  ],
  es: [
    'Mes siguiente, diciembre de 2026',
    'lunes, 23 de noviembre de 2026, 16 horarios disponibles',
    'Horarios del lunes, 23 de noviembre, hora de Europa central',
    '9:00 hasta 9:30',
  ],
  'pt-BR': [
    'Próximo mês, dezembro de 2026',
    'segunda-feira, 23 de novembro de 2026, 16 horários disponíveis',
    'Horários de segunda-feira, 23 de novembro, Horário da Europa Central',
    '9:00 até 9:30',
  ],
  it: [
    'Mese successivo, dicembre 2026',
    'lunedì 23 novembre 2026, 16 orari disponibili',
    'Orari di lunedì 23 novembre, Ora dell’Europa centrale',
    '9:00 alle 9:30',
  ],
  nl: [
    'Volgende maand, december 2026',
    'maandag 23 november 2026, 16 tijden beschikbaar',
    'Tijden op maandag 23 november, Midden-Europese tijd',
    '9:00 tot 9:30',
  ],
  ja: [
    '次の月、2026年12月',
    '2026年11月23日月曜日、空き16件',
    '11月23日月曜日の空き時間、中央ヨーロッパ時間',
    '9:00 ～9:30',
  ],
  'ar-EG': [
    'الشهر التالي، ديسمبر ٢٠٢٦',
    'الاثنين، ٢٣ نوفمبر ٢٠٢٦، ١٦ موعدًا متاحًا',
    'مواعيد الاثنين، ٢٣ نوفمبر، توقيت وسط أوروبا',
    '٩:٠٠ ص إلى ٩:٣٠ ص',
  ],
};

test.each(Object.entries(sentences))(
  '%s: month, count, day, zone and time stand in sentences of the language',
  async (lang, [month, day, times, slot]) => {
    const calendar = await november({lang, dir: lang === 'ar-EG' ? 'rtl' : 'ltr'});
    expect(name(calendar.shadowRoot!.querySelector('.next')!)).toBe(month);
    expect(name(calendar.shadowRoot!.querySelector('[value="2026-11-23"]')!)).toBe(day);
    calendar.remove();

    const slots = await fixture<BookingSlots>(
      html`
    <booking-slots day="2026-11-23" time-zone="Europe/Berlin" .slots=${[{start: '2026-11-23T08:00:00.000Z', end: '2026-11-23T08:30:00.000Z'}]}></booking-slots>
  `,
      {lang},
    );
    const text = (element: Element) => element.textContent.replace(/\s+/g, ' ').trim();
    expect(name(slots.shadowRoot!.querySelector('[role="radiogroup"]')!)).toBe(times);
    expect(text(slots.shadowRoot!.querySelector('[role="radio"]')!)).toBe(slot);
  },
);

test.each([
  ['de-AT', 'Nächster Monat, Dezember 2026'],
  ['pt-PT', 'Próximo mês, dezembro de 2026'],
  ['fa', 'Next month, \u2068دسامبر ۲۰۲۶\u2069'],
])('%s reads the words of its language, or English', async (lang, words) => {
  const calendar = await november({lang});
  expect(name(calendar.shadowRoot!.querySelector('.next')!)).toBe(words);
});

test('the language of any ancestor counts, through shadow roots, and when it changes', async () => {
  const outer = document.createElement('section');
  outer.lang = 'es';
  hosts.push(outer);
  document.body.append(outer);
  const calendar = bareCalendar(outer.attachShadow({mode: 'open'}));
  await expect.element(next()).toHaveAttribute('aria-label', 'Mes siguiente, diciembre de 2026');

  outer.lang = 'de';
  await expect.element(next()).toHaveAttribute('aria-label', 'Nächster Monat, Dezember 2026');

  calendar.parentElement!.lang = 'fr';
  await expect.element(next()).toHaveAttribute('aria-label', 'Mois suivant, décembre 2026');

  calendar.lang = 'ja';
  await expect.element(next()).toHaveAttribute('aria-label', '次の月、2026年12月');

  calendar.locale = 'en-GB';
  await expect.element(next()).toHaveAttribute('aria-label', 'Next month, December 2026');
});

test('an element that moves to another place reads the language of that place', async () => {
  const calendar = bareCalendar();
  const other = document.createElement('section');
  other.lang = 'de';
  hosts.push(other);
  document.body.append(other);

  other.append(calendar);
  await expect.element(next()).toHaveAttribute('aria-label', 'Nächster Monat, Dezember 2026');

  other.lang = 'en';
  await expect.element(next()).toHaveAttribute('aria-label', 'Next month, December 2026');
});

test("the page's own words win over the kit's, whichever came first", async () => {
  registerLocale('nl', {'calendar.next': 'Verder naar {month}'});
  root.lang = 'nl-BE';
  bareCalendar();
  await expect.element(next()).toHaveAttribute('aria-label', 'Verder naar december 2026');
  await expect.element(page.getByRole('button').first()).toHaveAttribute('aria-label', 'Vorige maand, oktober 2026');

  registerLocale('nl', {'calendar.previous': 'Terug naar {month}'});
  await expect.element(page.getByRole('button').first()).toHaveAttribute('aria-label', 'Terug naar oktober 2026');

  registerLocale('nl-BE', {'calendar.next': 'Naar {month}'});
  await expect.element(next()).toHaveAttribute('aria-label', 'Naar december 2026');
});

test('a direction changed live turns the arrow keys around', async () => {
  const calendar = await november();
  calendar.focus();
  await userEvent.keyboard('{ArrowRight}');
  expect(focusedDay(calendar)).toBe('2026-11-24');

  calendar.parentElement!.dir = 'rtl';
  await userEvent.keyboard('{ArrowRight}');
  expect(focusedDay(calendar)).toBe('2026-11-23');
});

/** What the element draws, and the direction that this is read in. */
const rootOf = (element: Element) => [...element.shadowRoot!.children].find(child => child.localName !== 'slot')!;
const directionOf = (element: Element) => getComputedStyle(element).direction;
const talk: EventType = {
  id: 7,
  slug: 'talk',
  title: 'A talk',
  durations: [30],
  locations: [],
  hosts: [],
  confirmation: 'none',
  questions: [{slug: 'email', type: 'email', required: true}],
};
const kinds = [
  'booking-calendar',
  'booking-slots',
  'booking-questions',
  'booking-status',
  'booking-inline',
  'booking-popup',
  'booking-form',
];

test.each(kinds)('<%s> is read in the direction of its own language, whatever the page around it is', async kind => {
  await Promise.all(['ar', 'en', 'he'].map(async language => loadWords(language)));
  const page = await fixture<HTMLElement>(html`<div></div>`);
  const element = document.createElement(kind) as HTMLElement & {
    updateComplete: Promise<unknown>;
    locale?: string | undefined;
  };
  element.setAttribute('locale', 'ar');
  Object.assign(element, {
    calLink: 'rick/30min',
    origin: 'http://127.0.0.1:1',
    api: 'http://127.0.0.1:1',
    eventType: talk,
    day: '2026-11-23',
  });
  page.append(element);
  await element.updateComplete;
  const root = () => rootOf(element);
  // An inline page's words come with its code.
  await expect.poll(() => root().getAttribute('lang')).toBe('ar');
  expect([directionOf(root()), root().matches(':dir(rtl)'), root().getAttribute('lang')]).toEqual(['rtl', true, 'ar']);

  // An English form in an Arabic page.
  page.dir = 'rtl';
  page.lang = 'ar';
  element.locale = 'en-GB';
  await element.updateComplete;
  expect([directionOf(root()), root().matches(':dir(ltr)'), root().getAttribute('lang')]).toEqual([
    'ltr',
    true,
    'en-GB',
  ]);

  // Without a language of its own it is as the page is.
  element.locale = undefined;
  await element.updateComplete;
  expect([directionOf(root()), root().getAttribute('dir'), root().getAttribute('lang')]).toEqual(['rtl', null, null]);
});

test('the parts of a form follow the form, and what the page puts into it stays as the page is', async () => {
  await loadWords('ar');
  const form = await fixture(
    html`<booking-form locale="ar" cal-link="rick/30min" api="http://127.0.0.1:1"><p slot="fallback">Call us.</p></booking-form>`,
  );
  const popup = await fixture(
    html`<booking-popup locale="ar" cal-link="rick/30min"><button slot="trigger">Book!</button></booking-popup>`,
  );
  await expect.poll(() => form.querySelector('p')!.assignedSlot).not.toBe(null);
  const others = [form.querySelector('p')!, popup.querySelector('button')!];
  await expect.poll(() => directionOf(form.shadowRoot!.querySelector('.base')!)).toBe('rtl');
  expect(others.map(directionOf)).toEqual(['ltr', 'ltr']);
});

test("in a calendar of another direction than the page's the arrow keys follow the eye", async () => {
  const focusAfter = async (locale: string, dir: 'ltr' | 'rtl', key: string) => {
    const calendar = await fixture<BookingCalendar>(
      html`
      <booking-calendar locale=${locale} month="2026-11" today="2026-11-21" min="2026-11-21" .counts=${counts}></booking-calendar>
    `,
      {dir},
    );
    calendar.focus();
    const [from, to] = ['2026-11-23', '2026-11-24'].map(
      day => calendar.shadowRoot!.querySelector(`[value="${day}"]`)!.getBoundingClientRect().x,
    ) as [number, number];
    await userEvent.keyboard(key);
    return [from < to ? 'to the right' : 'to the left', focusedDay(calendar)];
  };
  await loadWords('ar');
  expect(await focusAfter('ar', 'ltr', '{ArrowLeft}')).toEqual(['to the left', '2026-11-24']);
  expect(await focusAfter('en', 'rtl', '{ArrowRight}')).toEqual(['to the right', '2026-11-24']);
});

test("in times of another direction than the page's the arrow keys follow the eye", async () => {
  await loadWords('ar');
  const slots = [8, 9].map(hour => ({start: `2026-11-23T0${hour}:00:00.000Z`}));
  const element = await fixture<BookingSlots>(
    html`<booking-slots locale="ar" day="2026-11-23" .slots=${slots}></booking-slots>`,
  );
  element.focus();
  await userEvent.keyboard('{ArrowLeft}');
  expect((element.shadowRoot!.activeElement as HTMLButtonElement).value).toBe(slots[1]!.start);
});

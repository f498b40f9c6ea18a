import {html, render} from 'lit';
import {afterEach, expect, test} from 'vitest';
import {page, userEvent} from 'vitest/browser';
import {registerLocale} from '../../../src/core/words/messages.ts';
import '../../../src/define/booking-slots.ts';
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
  render(html`<booking-calendar month="2026-11" today="2026-11-21" min="2026-11-21" .counts=${counts}></booking-calendar>`, host);
  return host.querySelector('booking-calendar')!;
}

const sentences = {
  en: ['Next month, December 2026', 'Monday, November 23, 2026, 16 times available', 'Times on Monday, November 23, Central European Time', '9:00 AM to 9:30 AM'],
  de: ['Nächster Monat, Dezember 2026', 'Montag, 23. November 2026, 16 Termine frei', 'Termine am Montag, 23. November, Mitteleuropäische Zeit', '9:00 bis 9:30'],
  fr: ['Mois suivant, décembre 2026', 'lundi 23 novembre 2026, 16 créneaux disponibles', 'Créneaux du lundi 23 novembre, heure d’Europe centrale', '9:00 à 9:30'],
  es: ['Mes siguiente, diciembre de 2026', 'lunes, 23 de noviembre de 2026, 16 horarios disponibles', 'Horarios del lunes, 23 de noviembre, hora de Europa central', '9:00 hasta 9:30'],
  'pt-BR': ['Próximo mês, dezembro de 2026', 'segunda-feira, 23 de novembro de 2026, 16 horários disponíveis', 'Horários de segunda-feira, 23 de novembro, Horário da Europa Central', '9:00 até 9:30'],
  it: ['Mese successivo, dicembre 2026', 'lunedì 23 novembre 2026, 16 orari disponibili', 'Orari di lunedì 23 novembre, Ora dell’Europa centrale', '9:00 alle 9:30'],
  nl: ['Volgende maand, december 2026', 'maandag 23 november 2026, 16 tijden beschikbaar', 'Tijden op maandag 23 november, Midden-Europese tijd', '9:00 tot 9:30'],
  ja: ['次の月、2026年12月', '2026年11月23日月曜日、空き16件', '11月23日月曜日の空き時間、中央ヨーロッパ時間', '9:00 ～9:30'],
  'ar-EG': ['الشهر التالي، ديسمبر ٢٠٢٦', 'الاثنين، ٢٣ نوفمبر ٢٠٢٦، ١٦ موعدًا متاحًا', 'مواعيد الاثنين، ٢٣ نوفمبر، توقيت وسط أوروبا', '٩:٠٠ ص إلى ٩:٣٠ ص'],
};

test.each(Object.entries(sentences))('%s: month, count, day, zone and time stand in sentences of the language', async (lang, [month, day, times, slot]) => {
  const calendar = await november({lang, dir: lang === 'ar-EG' ? 'rtl' : 'ltr'});
  expect(name(calendar.shadowRoot!.querySelector('.next')!)).toBe(month);
  expect(name(calendar.shadowRoot!.querySelector('[value="2026-11-23"]')!)).toBe(day);
  calendar.remove();

  const slots = await fixture<BookingSlots>(html`
    <booking-slots day="2026-11-23" time-zone="Europe/Berlin" .slots=${[{start: '2026-11-23T08:00:00.000Z', end: '2026-11-23T08:30:00.000Z'}]}></booking-slots>
  `, {lang});
  const text = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim();
  expect(name(slots.shadowRoot!.querySelector('[role="radiogroup"]')!)).toBe(times);
  expect(text(slots.shadowRoot!.querySelector('[role="radio"]')!)).toBe(slot);
});

test.each([['de-AT', 'Nächster Monat, Dezember 2026'], ['pt-PT', 'Próximo mês, dezembro de 2026'], ['fa', 'Next month, دسامبر ۲۰۲۶']])('%s reads the words of its language, or English', async (lang, words) => {
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

test('the page\'s own words win over the kit\'s, whichever came first', async () => {
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

import {html} from 'lit';
import {describe, expect, test, vi} from 'vitest';
import '../../../src/define/booking-questions.ts';
import type {BookingQuestions} from '../../../src/elements/questions/booking-questions.ts';
import {expectNoViolations} from '../../support/axe.ts';
import {fixture, type FixtureOptions} from '../../support/fixture.ts';
import {basics, eventType, everyKind} from './event-types.ts';

const looks: [string, FixtureOptions][] = [
  ['light', {theme: 'light'}],
  ['dark', {theme: 'dark'}],
  ['narrow', {width: 280}],
  ['right to left', {dir: 'rtl', lang: 'ar'}],
];

describe.each(looks)('%s', (_, options) => {
  const show = (type = everyKind) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    return fixture<BookingQuestions>(html`<booking-questions .eventType=${type}></booking-questions>`, options);
  };

  test('the basic questions are accessible', async () => {
    await expectNoViolations(await show(eventType(basics)));
  });

  test('every kind of question is accessible', async () => {
    await expectNoViolations(await show());
  });

  test('problems are accessible', async () => {
    const element = await show();
    element.answers = {...element.answers, location: 'attendeePhone', guests: 'nobody'};
    element.validate();
    await element.updateComplete;
    expect(element.shadowRoot!.querySelectorAll('.error').length).toBeGreaterThan(10);
    await expectNoViolations(element);
  });

  test('a form on its way is accessible', async () => {
    const element = await show();
    element.busy = true;
    await element.updateComplete;
    await expectNoViolations(element);
  });
});

test('nothing is wider than a narrow column', async () => {
  const element = await fixture<BookingQuestions>(
    html`<booking-questions .eventType=${everyKind}></booking-questions>`,
    {width: 280},
  );
  element.validate();
  await element.updateComplete;
  expect(element.scrollWidth).toBeLessThanOrEqual(element.clientWidth);
});

test('every target is at least 44 pixels high', async () => {
  const element = await fixture<BookingQuestions>(
    html`<booking-questions .eventType=${everyKind}></booking-questions>`,
  );
  const targets = element.shadowRoot!.querySelectorAll('button, select, textarea, .choice, input:not(.choice input)');
  const small = [...targets]
    .filter(target => target.getBoundingClientRect().height < 44)
    .map(target => target.outerHTML);
  expect(targets.length).toBeGreaterThan(20);
  expect(small).toEqual([]);
});

import {html} from 'lit';
import {expect} from 'vitest';
import {page, type Locator} from 'vitest/browser';
import '../../../src/define/booking-questions.ts';
import type {Answers} from '../../../src/core/model/types.ts';
import type {BookingQuestions} from '../../../src/elements/questions/booking-questions.ts';
import {fixture} from '../../support/fixture.ts';
import {basics, eventType} from './event-types.ts';

export const textbox = (name: string | RegExp) => page.getByRole('textbox', {name});
export const submit = page.getByRole('button', {name: 'Continue'});

export function listen(element: BookingQuestions): {submitted: Answers[]; changed: Answers[]} {
  const heard = {submitted: [] as Answers[], changed: [] as Answers[]};
  element.addEventListener('booking-submit', event => heard.submitted.push(event.answers));
  element.addEventListener('booking-answers-change', event => heard.changed.push(event.answers));
  return heard;
}

export const show = (type = eventType(basics)) =>
  fixture<BookingQuestions>(html`<booking-questions .eventType=${type}></booking-questions>`);
export const focused = () => document.activeElement?.shadowRoot?.activeElement;
export const expectFocus = (locator: Locator) =>
  expect.poll(() => focused() !== undefined && focused() === locator.query()).toBe(true);

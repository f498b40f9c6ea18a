import {expect} from 'vitest';
import {page} from 'vitest/browser';
import {en} from '../../../src/core/words/en/index.ts';
import type {BookingState, BookingView, LiveGrant, Step} from '../../../src/core/model/wire.ts';

export const proxy = 'https://book.example.com';
export const live: LiveGrant = {token: 'secret', url: `${proxy}/live`};
export const start = '2030-01-07T09:00:00.000Z';
export const end = '2030-01-07T09:30:00.000Z';
export const requested: Step = {name: 'requested', status: 'done', at: '2030-01-02T10:00:00.000Z'};
const confirmed: Step = {name: 'confirmed', status: 'done', at: '2030-01-02T11:30:00.000Z'};
export const pending: BookingView = {
  uid: 'bk1',
  state: 'pending',
  start,
  end,
  steps: [requested, {name: 'confirmed', status: 'waiting'}],
};
export const accepted: BookingView = {uid: 'bk1', state: 'accepted', start, end, steps: [requested, confirmed]};

/** What the element told the page, in order. */
export function record(target: EventTarget): string[] {
  const told: string[] = [];
  target.addEventListener('booking-state-change', event =>
    told.push(`state ${(event as HTMLElementEventMap['booking-state-change']).state}`),
  );
  target.addEventListener('booking-step', event =>
    told.push(`step ${(event as HTMLElementEventMap['booking-step']).step.name}`),
  );
  target.addEventListener('booking-error', event =>
    told.push(`error ${(event as HTMLElementEventMap['booking-error']).code}`),
  );
  return told;
}

/** The live region. */
export const announcement = page.getByRole('status');

/** Waits until the state is said. */
export const says = (state: BookingState | 'failed' | 'loading' | 'none' | 'reschedule_expected') =>
  expect.element(announcement).toHaveTextContent(en[`status.${state}`]);

/** An answer of the proxy that refuses. */
export const refuse =
  (code: string, status = 401) =>
  () =>
    Response.json({error: {code, message: 'No.', details: {}}}, {status});

/** Each text the live region got, without those that were only taken away. */
export function listen(): string[] {
  const region = announcement.element();
  const texts: string[] = [];
  const observer = new MutationObserver(records => {
    // A text that is put in and filled at once is one change.
    const nodes = new Set(
      records.flatMap(({target, addedNodes}) => [target, ...addedNodes]).filter(node => node instanceof Text),
    );
    texts.push(...[...nodes].map(({data}) => data));
  });
  observer.observe(region, {childList: true, subtree: true, characterData: true});
  return texts;
}

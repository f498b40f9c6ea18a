import {Hono} from 'hono';
import {expect, test} from 'vitest';
import {BookingError} from '../../../src/core/model/error.ts';
import type {ErrorCode} from '../../../src/core/model/error-codes.ts';
import {answerFailure} from '../../../src/proxy/page/serve/answer-failure.ts';
import type {ProxyContext} from '../../../src/proxy/context.ts';
import {renderBookingForm} from '../../../src/proxy/page/render-form.ts';
import type {BookingFormOptions} from '../../../src/proxy/page/form-options.ts';
import {refusalRows, slots} from '../../core/flow/rules/refusal-rows.ts';
import {lost, send} from './send-refused.ts';

const leadsAway = (options: BookingFormOptions) =>
  renderBookingForm(options).includes(`href="${options.eventType.bookingUrl}"`);

test.each(refusalRows)(
  'after $why a form without a script goes on with $next',
  async ({code, fields, eventType, next}) => {
    const options = await send({code, ...(fields ? {fields} : {})}, eventType ? {eventType} : {});
    expect(options.slot).toBe(next === 'other-times' ? undefined : lost);
    expect(options.notice?.instead?.map(({start}) => start)).toEqual(
      next === 'other-times' ? [slots[2], slots[3], slots[0]].map(slot => slot!.start) : undefined,
    );
    expect(leadsAway(options)).toBe(next === 'booking-page');
  },
);

test('where an address has to be proved, a form without a script leads to the booking page', async () => {
  expect(leadsAway(await send({code: 'email_verification_required'}))).toBe(true);
});

test('an attempt that cannot book any more is followed by another', async () => {
  const attemptAfter = async (code: ErrorCode) => (await send({code})).attempt;
  expect(await attemptAfter('network')).toBe('attempt-of-a-page');
  for (const code of ['idempotency_conflict', 'slot_taken', 'no_hosts'] as const)
    expect(await attemptAfter(code)).not.toBe('attempt-of-a-page');
});

const unsureIn = (options: BookingFormOptions) => /name="unsure" value="([^"]*)"/.exec(renderBookingForm(options))?.[1];

test.each(['outcome_unknown', 'in_progress'] as const)(
  "after %s a time that is taken is most likely the visitor's own booking, whatever they did in between",
  async code => {
    const unsure = unsureIn(await send({code}))!;
    expect(unsure).toBe(lost);
    // Another answer is another attempt, which knows nothing of the first.
    const between = await send({code: 'idempotency_conflict'}, {fields: {unsure}});
    expect(unsureIn(between)).toBe(lost);
    for (const trace of ['slot_taken', 'already_booked'] as const) {
      const options = await send({code: trace}, {fields: {unsure}});
      expect(options).toMatchObject({slot: lost, notice: {code: 'outcome_unknown', isLikely: true}});
      expect(renderBookingForm(options)).toContain('most likely');
    }
  },
);

test('another time than the unsure one is lost as ever', async () => {
  const options = await send({code: 'slot_taken'}, {fields: {unsure: slots[3]!.start}});
  expect(options.notice).toMatchObject({code: 'slot_taken', start: lost});
});

test.each([
  ['network', true],
  ['rate_limited', true],
  ['upstream_down', true],
  ['internal', true],
  ['not_found', false],
  ['upstream_version', false],
  ['token_expired', false],
] as const)('after %s a form that cannot be shown offers another try: %s', async (code, isOffered) => {
  const context = {log: {warn() {}}} as unknown as ProxyContext;
  const app = new Hono().get('/form', c => answerFailure(context, c, new BookingError(code, 'Failed.')));
  const answer = await app.request('http://proxy.test/form?cal-link=rick/30min');
  expect((await answer.text()).includes('Try again')).toBe(isOffered);
});

import {expect, test} from 'vitest';
import {renderBookingForm} from '../../../src/proxy/page/render-form.ts';
import {choiceRows} from '../../core/flow/rules/choice-rows.ts';
import {anEventType} from '../../core/fixtures.ts';
import {send} from './send-refused.ts';

test.each(choiceRows)('$why: a form without a script books $books', async ({eventType, wanted, books}) => {
  const sent: Parameters<typeof send>[1] & {sent: {request?: {duration?: number; count?: number}}} = {sent: {}};
  const fields = Object.fromEntries(Object.entries(wanted).map(([name, value]) => [name, String(value)]));
  await send({code: 'network'}, {...sent, eventType, fields});
  expect({duration: sent.sent.request!.duration, count: sent.sent.request!.count}).toEqual({
    duration: undefined,
    count: undefined,
    ...books,
  });
});

const hidden = anEventType({
  handOver: 'hidden',
  bookingUrl: 'https://cal.com/rick/hidden',
  questions: [
    {slug: 'name', type: 'name', required: true},
    {slug: 'email', type: 'email', required: true},
    {slug: 'order', type: 'text', required: true, hidden: true},
  ],
});

test('a hidden question that the link answers does not lead to the booking page', async () => {
  const shown = async (fields: Record<string, string>) =>
    renderBookingForm(await send({code: 'network'}, {eventType: hidden, fields}));
  expect(await shown({})).toContain('data-step="elsewhere"');
  const form = await shown({'answer.order': 'A-17'});
  expect(form).toContain('data-step="details"');
  expect(form).toContain('name="answer.order" value="A-17"');
});

import {BookingError} from '../../../src/core/model/error.ts';
import type {ErrorCode} from '../../../src/core/model/error-codes.ts';
import type {BookingRequest, EventType} from '../../../src/core/model/types.ts';
import {readInput} from '../../../src/proxy/page/read-input.ts';
import {Refusal, type OwnApi} from '../../../src/proxy/page/serve/own-api.ts';
import {createSteps, type Outcome} from '../../../src/proxy/page/steps.ts';
import type {BookingFormOptions} from '../../../src/proxy/page/form-options.ts';
import {eventType as plain, slots} from '../../core/flow/rules/refusal-rows.ts';

/** The chosen time. */
export const lost = slots[1]!.start;
const filled = {
  'cal-link': 'rick/30min',
  slot: lost,
  step: 'book',
  attempt: 'attempt-of-a-page',
  'answer.name': 'Ada',
  'answer.email': 'ada@example.com',
};

/** What was sent to Cal.com. */
interface Sent {
  request?: BookingRequest;
}

/** Sends a form to a proxy that refuses the booking. */
export async function send(
  refusal: {code: ErrorCode; fields?: Record<string, string>},
  {
    eventType = plain,
    fields = {},
    sent = {},
  }: {eventType?: EventType; fields?: Record<string, string>; sent?: Sent} = {},
): Promise<BookingFormOptions> {
  const api: Pick<OwnApi, 'load' | 'book'> = {
    load: async () => ({eventType, slots}),
    book: async request => {
      sent.request = request;
      throw new Refusal(new BookingError(refusal.code, 'Refused.', {fields: refusal.fields}), undefined);
    },
  };
  const settings = {allowedOrigins: [], calApiUrl: 'https://api.cal.com'};
  const input = readInput(new URLSearchParams({...filled, ...fields}), new Headers(), settings, false);
  const steps = createSteps({
    api: api as OwnApi,
    action: 'form',
    now: Date.parse('2026-11-20T08:00:00.000Z'),
    hostZone: async () => 'UTC',
  });
  const outcome: Outcome = await steps.book(input);
  if ('goTo' in outcome) throw new Error('The booking was made.');
  return outcome.options;
}

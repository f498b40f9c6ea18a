import type {BookingError} from '../error.ts';
import {looseObject} from './read.ts';
import type {CalRequest} from './requests.ts';

/**
 * Some releases of Cal.com take the answer to a number question as a number, others as a text. A refusal of such an
 * answer books nothing, so the other form can be tried; undefined when it was about something else.
 */
export function withNumbersAsTexts(request: CalRequest, {code, fields = {}}: BookingError): CalRequest | undefined {
  const body = looseObject(request.body);
  const answers = looseObject(body['bookingFieldsResponses']);
  const refused = Object.keys(fields).filter(slug => typeof answers[slug] === 'number');
  if (code !== 'invalid_answers' || refused.length === 0) return undefined;
  const texts = Object.fromEntries(refused.map(slug => [slug, String(answers[slug])]));
  return {...request, body: {...body, bookingFieldsResponses: {...answers, ...texts}}};
}

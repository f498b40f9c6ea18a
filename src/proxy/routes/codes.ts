import {Hono} from 'hono';
import {BookingError} from '../../core/model/error.ts';
import type {Cal} from '../cal/cal.ts';
import {readCodeBody} from '../guard/input/code-body.ts';
import {readJson} from '../guard/input/read-json.ts';

/**
 * `POST /v2/atoms/verification/email/send-code`: only for offered event types that require a code, to prevent unwanted
 * mail.
 */
export function codeRoutes({eventTypes, codes}: Pick<Cal, 'eventTypes' | 'codes'>): Hono {
  return new Hono().post('/v2/atoms/verification/email/send-code', async c => {
    const {email, eventTypeId, language} = readCodeBody(await readJson(c.req.raw));
    const {eventType} = await eventTypes.find({kind: 'id', id: eventTypeId});
    if (!eventType.requiresEmailVerification)
      throw new BookingError('not_allowed', 'This event type requires no code by e-mail.', {status: 403});
    await codes.send(email, language);
    return c.json({status: 'success', data: {sent: true}});
  });
}

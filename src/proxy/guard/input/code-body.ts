import {z} from 'zod';
import {check} from './check.ts';
import {count, email, text} from './fields.ts';

const body = z.strictObject({email, eventTypeId: count, language: text(10).optional()});

/** Reads the body of POST …/send-code: Cal.com's members, and the event type. Rejects with `invalid_request`. */
export function readCodeBody(json: unknown) {
  return check(body, json, 'The code cannot be sent');
}

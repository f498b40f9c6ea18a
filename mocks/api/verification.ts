import {eventTypes} from '../world/event-types.ts';
import {exception, validation} from '../errors.ts';
import type {Handler} from './call.ts';

function checkEmail(body: Record<string, unknown>): string {
  const {email} = body;
  if (typeof email === 'string' && /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return email;
  throw validation([
    {property: 'email', constraints: {isEmail: 'email must be an email'}, children: [], target: body, value: email},
  ]);
}

/** POST …/send-code: the code is in the stand-in's state, because no e-mail is sent. */
export const sendCode: Handler = ({world, body}) => {
  world.codes.set(checkEmail(body), String(100_000 + Math.floor(world.random() * 900_000)));
  return {data: {sent: true}};
};

/** POST …/verify-code. */
export const verifyCode: Handler = ({world, body}) => {
  const email = checkEmail(body);
  if (world.codes.get(email) !== body['code']) throw exception(400, 'invalid_verification_code');
  return {data: {verified: true}};
};

/** GET …/check: whether an address must be verified. */
export const checkVerification: Handler = () => ({data: {required: eventTypes.some(row => row.requiresEmailCode)}});

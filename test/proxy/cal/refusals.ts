import {afterEach, beforeEach} from 'vitest';
import {guideBooking, openProxy, tuesdayAt, type ProxySystem} from './system.ts';

/** Each test's proxy. */
export let system: ProxySystem;
beforeEach(() => void (system = openProxy()));
afterEach(() => system.close());

/** An address that Cal.com repeats in its answers; it must reach nobody. */
export const echoed = 'ann@visitors.example';
const names: Record<number, string> = {
  400: 'BadRequestException',
  401: 'UnauthorizedException',
  403: 'ForbiddenException',
  404: 'NotFoundException',
  409: 'ConflictException',
  422: 'UnprocessableEntityException',
};

/** Cal.com's shapes (cal-api.md §5.1). */
export const shapes = {
  E: (status: number, message: string) => ({
    status: 'error',
    timestamp: 't',
    path: '/v2/bookings',
    error: {code: names[status], message, details: {message, error: 'x', statusCode: status, target: {email: echoed}}},
  }),
  zod: (_: number, message: string) => ({
    status: 'error',
    timestamp: 't',
    path: '/v2/bookings',
    error: {code: 'BAD_REQUEST', message},
  }),
  core: (_: number, message: string) => ({
    status: 'error',
    timestamp: 't',
    path: '/v2/bookings',
    message,
    error: {code: message, message},
  }),
  B: (statusCode: number, message: string) => ({statusCode, message}),
};
export type Shape = keyof typeof shapes;

/** Answers a booking call in Cal.com's place; after that `isGone` leaves only a later time of that day. */
export async function bookAgainst(status: number, body: unknown, {isGone = false, headers = {}} = {}) {
  await system.get('/v2/event-types/1001');
  system.intercept.upstream = request => {
    if (request.method === 'POST')
      return typeof body === 'string' ? new Response(body, {status, headers}) : Response.json(body, {status, headers});
    return isGone && request.url.includes('/slots')
      ? Response.json({status: 'success', data: {'2026-11-24': [{start: tuesdayAt('11:00')}]}})
      : undefined;
  };
  return system.post('/v2/bookings', guideBooking(), {'idempotency-key': 'attempt-0001'});
}

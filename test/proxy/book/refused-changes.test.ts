import {describe, expect, test} from 'vitest';
import {bookAgainst, shapes, system, type Shape} from '../cal/refusals.ts';
import {guideBooking, tuesdayAt} from '../cal/system.ts';

describe('whether a time is taken', () => {
  test("is for Cal.com's slots to say: a refusal in unknown words is a taken time when it is gone from them", async () => {
    const {status, json} = await bookAgainst(400, shapes.E(400, 'Words of a release to come'), {isGone: true});
    expect({status, code: json.error.code}).toEqual({status: 409, code: 'slot_taken'});
  });

  test('and none when it is still there', async () => {
    const {status, json} = await bookAgainst(400, shapes.E(400, 'Words of a release to come'));
    expect({status, code: json.error.code}).toEqual({status: 400, code: 'invalid_request'});
  });

  test('is confirmed by reading a day around its start, anew each time: the times after it do not count', async () => {
    const {json} = await bookAgainst(409, shapes.B(409, 'booking_conflict_error'), {isGone: true});
    expect(json.error.code).toBe('slot_taken');
    const reads = system.calls('GET', /slots$/).map(({url}) => Object.fromEntries(url.searchParams));
    expect(reads).toEqual([{eventTypeId: '1001', start: expect.any(String), end: '2026-11-25T10:00:00.000Z'}]);
    // Earlier by some seconds, so that Cal.com does not answer what it read before.
    expect(reads[0]!['start']! < tuesdayAt('10:00') && reads[0]!['start']! >= tuesdayAt('09:00')).toBe(true);
    expect(json.error.message).not.toContain('still lists');
  });

  test('is told as Cal.com says it when its slots contradict, or cannot be read', async () => {
    const contradicted = await bookAgainst(409, shapes.B(409, 'booking_conflict_error'));
    expect(contradicted.json.error).toMatchObject({
      code: 'slot_taken',
      message: 'Cal.com rejects the time although it still lists it: offer another one.',
    });

    const refuse = system.intercept.upstream!;
    system.intercept.upstream = request =>
      request.url.includes('/slots') ? new Response('busy', {status: 503}) : refuse(request);
    const {status, json} = await system.post('/v2/bookings', guideBooking(), {'idempotency-key': 'attempt-0001'});
    expect({status, code: json.error.code}).toEqual({status: 409, code: 'slot_taken'});
  });
});

describe('what a change meets', () => {
  test.each<[number, Shape, string, number, string]>([
    [
      400,
      'E',
      "Can't cancel booking with uid=X because it has been cancelled already. Please provide uid of a booking that " +
        'is not cancelled.',
      400,
      'already_cancelled',
    ],
    [400, 'E', 'Invalid seatUid: this seat does not exist or has already been cancelled.', 400, 'already_cancelled'],
    [400, 'B', 'Cannot cancel a booking that has already ended', 400, 'cancel_refused'],
    [400, 'B', 'This event type does not allow cancellations', 400, 'cancel_refused'],
    [401, 'B', 'User not a host of this event', 400, 'cancel_refused'],
    [400, 'B', 'Cancellation reason is required when you are the host', 400, 'reason_required'],
    [
      400,
      'E',
      "Can't reschedule booking with uid=X because it has been rescheduled already to booking with uid=next-uid. You " +
        'can reschedule that booking instead.',
      400,
      'already_rescheduled',
    ],
    [
      403,
      'B',
      'Rescheduling is not allowed within the minimum notice period before the event',
      403,
      'reschedule_refused',
    ],
  ])('%i in shape %s, "%s", is answered %i %s', async (calStatus, shape, words, status, code) => {
    const {
      json: {
        data: {uid},
        manage,
      },
    } = await system.post('/v2/bookings', guideBooking());
    system.intercept.upstream = request =>
      request.method === 'POST' ? Response.json(shapes[shape](calStatus, words), {status: calStatus}) : undefined;
    const answer = await system.post(`/v2/bookings/${uid}/cancel`, {}, {'booking-manage-token': manage.token});

    expect({status: answer.status, code: answer.json.error.code}).toEqual({status, code});
    if (code === 'already_rescheduled') expect(answer.json.error.details.uid).toBe('next-uid');
  });
});

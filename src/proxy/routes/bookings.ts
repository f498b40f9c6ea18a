import {Hono, type Context} from 'hono';
import {BookingError} from '../../core/error.ts';
import {readAttemptKey, toWantedBooking} from '../cal/wanted.ts';
import type {Cal} from '../cal/cal.ts';
import {filterBookings} from '../cal/filter-booking.ts';
import {idsOf, patchesOfAnswer} from '../cal/patches.ts';
import type {ProxyContext} from '../context.ts';
import {readBookingBody} from '../guard/booking-body.ts';
import {readCancelBody, readRescheduleBody, readUid} from '../guard/change-body.ts';
import {readJson} from '../guard/read-json.ts';
import {grantFor} from '../live/grant.ts';
import type {FactPatch} from '../store/store.ts';

/** `/v2/bookings`: book, read, cancel, reschedule. What is known from the answers goes to the store and the streams. */
export function bookingRoutes(context: ProxyContext, {eventTypes, slots, attempts, changes}: Cal): Hono {
  const routes = new Hono();
  const nowIso = () => new Date(context.now()).toISOString();

  async function record(patches: FactPatch[], cause: string): Promise<void> {
    slots.clear();
    try {
      context.hub.publish(await context.store.record(patches, cause, nowIso()));
    } catch (error) {
      // Cal.com has done it, and its webhook will tell the same.
      context.log.error({cause, reason: (error as Error).name}, 'What Cal.com answered could not be stored.');
    }
  }

  async function requireOffered(data: unknown): Promise<void> {
    for (const {eventTypeId} of idsOf(data)) {
      if (eventTypeId !== undefined) await eventTypes.requireOffered({kind: 'id', id: eventTypeId});
      else if (context.settings.eventTypes !== '*') throw new BookingError('not_allowed', 'This proxy does not offer the event type of this booking.', {status: 403});
    }
  }

  async function withGrant(c: Context, data: unknown, shown: unknown) {
    const [first] = idsOf(data);
    return c.json({status: 'success', data: shown, live: await grantFor(context, first!.uid, c.req.raw)}, 201);
  }

  routes.post('/v2/bookings', async c => {
    const {ref, rest} = readBookingBody(await readJson(c.req.raw));
    const key = readAttemptKey(c.req.header('idempotency-key'));
    const {eventType} = await eventTypes.find(ref);
    const {data, isNew} = await attempts.book(key, toWantedBooking(eventType, rest));
    if (isNew) await record(patchesOfAnswer(data, nowIso()), 'booking created');
    return withGrant(c, data, filterBookings(data, 'visitor'));
  });

  routes.get('/v2/bookings/:uid', async c => {
    const data = await changes.read(readUid(c.req.param('uid')));
    await requireOffered(data);
    return c.json({status: 'success', data: filterBookings(data, 'holder')});
  });

  routes.post('/v2/bookings/:uid/cancel', async c => {
    const uid = readUid(c.req.param('uid'));
    const body = readCancelBody(await readJson(c.req.raw));
    await requireOffered(await changes.read(uid));
    const data = await changes.cancel(uid, body);
    const seat = body.seatUid === undefined ? undefined : [{uid, facts: {seatsGone: [body.seatUid]}}];
    await record(seat ?? patchesOfAnswer(data, nowIso()), 'booking cancelled');
    return c.json({status: 'success', data: filterBookings(data, 'holder')});
  });

  return routes.post('/v2/bookings/:uid/reschedule', async c => {
    const uid = readUid(c.req.param('uid'));
    const body = readRescheduleBody(await readJson(c.req.raw));
    await requireOffered(await changes.read(uid));
    const data = await changes.reschedule(uid, body);
    await record(patchesOfAnswer(data, nowIso()), 'booking rescheduled');
    return withGrant(c, data, filterBookings(data, 'holder'));
  });
}

import {Hono} from 'hono';
import type {Cal} from '../cal/cal.ts';
import {readAttemptKey} from '../book/booking-request.ts';
import {readJson} from '../guard/input/read-json.ts';
import {readReservationBody, readReservationUid} from '../guard/input/reservation-body.ts';

/** `POST /v2/slots/reservations` and `DELETE /v2/slots/reservations/:uid`. */
export function reservationRoutes({eventTypes, reservations}: Cal): Hono {
  const routes = new Hono();

  routes.post('/v2/slots/reservations', async c => {
    const key = readAttemptKey(c.req.header('idempotency-key'));
    const body = readReservationBody(await readJson(c.req.raw));
    await eventTypes.requireOffered({kind: 'id', id: body.eventTypeId});
    return c.json({status: 'success', data: await reservations.make(body, key)}, 201);
  });

  return routes.delete('/v2/slots/reservations/:uid', async c => {
    await reservations.release(readReservationUid(c.req.param('uid')));
    return c.json({status: 'success'});
  });
}

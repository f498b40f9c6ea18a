import {Hono} from 'hono';
import type {Cal} from '../cal/cal.ts';
import {readSlotsQuery} from '../guard/input/slots-query.ts';

/** `GET /v2/slots`. */
export function slotRoutes({eventTypes, slots}: Cal): Hono {
  return new Hono().get('/v2/slots', async c => {
    const {ref, query} = readSlotsQuery(c.req.query());
    await eventTypes.requireOffered(ref);
    return c.json({status: 'success', data: await slots.load(query)});
  });
}

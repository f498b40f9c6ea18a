import {Hono, type Context} from 'hono';
import {slotsRequest} from '../../core/cal/requests/requests.ts';
import {isBookingError} from '../../core/model/error.ts';
import type {EventTypeRef} from '../../core/model/types.ts';
import type {Cal} from '../cal/cal.ts';
import type {OfferedEventType} from '../cal/event-types.ts';
import type {ProxyContext} from '../context.ts';
import {readEventTypeId, readEventTypeQuery, readTeamQuery} from '../guard/input/event-type-query.ts';
import {readFirstSlots} from '../guard/input/slots-query.ts';

/**
 * `GET /v2/event-types` and `/:id`, and a team's by its number; `include=slots&start&end` adds the first slots to the
 * answer.
 */
export function eventTypeRoutes({log}: ProxyContext, {eventTypes, slots}: Cal): Hono {
  const routes = new Hono();

  async function answer(c: Context, ref: EventTypeRef, toData: (offered: OfferedEventType) => unknown) {
    const query = readFirstSlots(c.req.query());
    await eventTypes.requireOffered(ref);
    const loading = eventTypes.find(ref);
    // A team's number is not a slug: its slots are found by the event type's own number.
    const target = ref.kind === 'team' ? (await loading).eventType.id : ref;
    const first =
      query &&
      (await loadSlots(
        {...slotsRequest(target, {start: query['start']!, end: query['end']!}).query, ...query},
        loading,
      ));
    const data = toData(await loading);
    return c.json({status: 'success', data, ...(first ? {slots: first} : {})});
  }

  /** An event type without its slots is still useful; the client requests them again. */
  async function loadSlots(query: Record<string, string>, loading: Promise<unknown>) {
    const [found] = await Promise.allSettled([slots.load(query), loading]);
    if (found.status === 'fulfilled') return found.value;
    if (!isBookingError(found.reason)) throw found.reason;
    log.warn({code: found.reason.code}, 'An event type was answered without its slots.');
    return undefined;
  }

  routes.get('/v2/event-types', async c => {
    const ref = readEventTypeQuery(c.req.query());
    if (ref) return answer(c, ref, ({json}) => [json]);
    const all = await eventTypes.list();
    return c.json({status: 'success', data: all.map(({json}) => json)});
  });

  routes.get('/v2/teams/:teamId/event-types', async c =>
    answer(c, readTeamQuery(c.req.param('teamId'), c.req.query()), ({json}) => [json]),
  );

  return routes.get('/v2/event-types/:id', async c => answer(c, readEventTypeId(c.req.param('id')), ({json}) => json));
}

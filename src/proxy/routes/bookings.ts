import {Hono, type Context} from 'hono';
import {formatRef} from '../../core/model/format-ref.ts';
import {looseObject} from '../../core/cal/read.ts';
import type {Booking} from '../../core/model/types.ts';
import type {Cal} from '../cal/cal.ts';
import {Unanswerable} from '../book/bookings.ts';
import {hashOf} from '../book/hash.ts';
import {filterBookings, type Audience} from '../book/filter-booking.ts';
import {idsOf, patchesOfAnswer, seatLeft, seatMoved} from '../book/patches.ts';
import {readAttemptKey, toAttempt, toBookingRequest} from '../book/booking-request.ts';
import type {ProxyContext} from '../context.ts';
import {UnknownOutcome} from '../errors.ts';
import {readBookingBody} from '../guard/input/booking-body.ts';
import {readCancelBody, readRescheduleBody, readUid, requireWholeSeries} from '../guard/input/change-body.ts';
import {checkoutHeader, readCheckout, requireSameEventType} from '../guard/checkout.ts';
import type {ManageGrant} from '../manage/manage-token.ts';
import {refuseLocked, toUnknown} from '../guard/locks.ts';
import {manageHeader, type Manage} from '../manage/manage.ts';
import {bookingLimit, readJson} from '../guard/input/read-json.ts';
import {viewFor} from '../live/chain.ts';
import {grantFor, grantTopic} from '../live/grant.ts';

/** `/v2/bookings`: book, read, cancel, reschedule. The facts in Cal.com's answers go to the store and the streams. */
export function bookingRoutes(
  context: ProxyContext,
  {eventTypes, attempts, changes, recorder}: Cal,
  manage: Manage,
): Hono {
  const routes = new Hono();
  const {settings, store, now} = context;
  const nowIso = () => new Date(now()).toISOString();
  const patchesOf = (data: unknown) => patchesOfAnswer(data, nowIso());

  /**
   * `requested` is the number of dates requested for a series; if Cal.com booked fewer, the answer says how many are
   * missing.
   */
  async function answer(c: Context, data: unknown, audience: Audience, before?: ManageGrant, requested?: unknown) {
    const [first] = idsOf(data);
    const {expiresAt: _, ...access} = await manage.open(data, before);
    const missed =
      Array.isArray(data) && Number(requested) > data.length ? {missed: Number(requested) - data.length} : {};
    return c.json(
      {
        status: 'success',
        data: filterBookings(data, audience, settings.joinLinks),
        live: await grantFor(context, {seatUid: before?.seatUid, ...first!}, c.req.raw),
        manage: access,
        ...missed,
      },
      201,
    );
  }

  /** Cal.com answers with the whole booking, which continues without the seat. */
  async function isSeatGone(uid: string, seatUid: string): Promise<boolean> {
    return viewFor(uid, await store.booking(uid), seatUid).state === 'cancelled';
  }

  /**
   * Cal.com's API allows visitors changes its own pages do not. Rejects with `cancel_refused` or `reschedule_refused`.
   */
  async function requireUnlocked({eventTypeId, start}: Booking, change: 'cancel' | 'move'): Promise<void> {
    const offered =
      eventTypeId === undefined ? undefined : await eventTypes.find({kind: 'id', id: eventTypeId}).catch(toUnknown);
    if (offered) refuseLocked(offered.eventType, start, change, now());
  }

  routes.post('/v2/bookings', async c => {
    const {ref, rest} = readBookingBody(await readJson(c.req.raw, bookingLimit));
    const key = readAttemptKey(c.req.header('idempotency-key'));
    const token = c.req.header(checkoutHeader);
    const {emailVerificationCode: _, ...content} = rest;
    const asked = hashOf({ref, content, token});
    // Repeating an answer requires neither Cal.com nor the event type.
    const said = c.req.header('idempotency-key') === undefined ? undefined : await attempts.recall(key, asked);
    if (said !== undefined) return answer(c, said, 'visitor', undefined, rest['recurrenceCount']);
    const checkout = await readCheckout(token, settings, now());
    const {eventType, names} = await eventTypes.find(ref);
    if (checkout) requireSameEventType(checkout, [...names, formatRef(ref).toLowerCase()]);
    const attempt = toAttempt(
      {key, asked},
      toBookingRequest(eventType, rest, checkout),
      settings.signingKeys,
      checkout,
    );
    const data = await attempts.book(attempt).catch(async (error: unknown) => {
      if (error instanceof Unanswerable) eventTypes.noteUnanswerable(eventType.id);
      if (!(error instanceof UnknownOutcome)) throw error;
      throw new UnknownOutcome(
        error.retryAfterSeconds!,
        error.isOver,
        await grantTopic(context, {rid: attempt.session.rid, own: true}, c.req.raw),
      );
    });
    return answer(c, data, 'visitor', undefined, rest['recurrenceCount'] ?? eventType.recurrence?.count);
  });

  routes.get('/v2/bookings/:uid', async c => {
    const uid = readUid(c.req.param('uid'));
    const holder =
      c.req.header(manageHeader) === undefined ? undefined : await manage.authorize(c.req.raw.headers, uid);
    const read = await (holder ? manage.read(uid) : manage.lookUp(uid));
    const data =
      holder?.seatUid !== undefined && (await isSeatGone(uid, holder.seatUid))
        ? {...looseObject(read), status: 'cancelled'}
        : read;
    const live = holder
      ? {live: await grantFor(context, {uid: idsOf(data)[0]!.uid, seatUid: holder.seatUid}, c.req.raw)}
      : {};
    return c.json({
      status: 'success',
      data: filterBookings(data, holder ? 'holder' : 'anybody', settings.joinLinks),
      ...live,
    });
  });

  routes.post('/v2/bookings/:uid/cancel', async c => {
    const uid = readUid(c.req.param('uid'));
    const body = readCancelBody(await readJson(c.req.raw));
    const grant = await manage.authorize(c.req.raw.headers, uid, body.seatUid);
    requireWholeSeries(body, grant);
    await requireUnlocked(grant.booking, 'cancel');
    const {seatUid} = grant;
    const data = await changes.cancel(uid, {...body, ...(seatUid === undefined ? {} : {seatUid})});
    const patches = seatUid === undefined ? patchesOf(data) : [seatLeft(uid, seatUid, nowIso(), 'left')];
    await recorder.recordChange(() => patches, 'booking cancelled');
    return c.json({status: 'success', data: filterBookings(data, 'holder', settings.joinLinks)});
  });

  return routes.post('/v2/bookings/:uid/reschedule', async c => {
    const uid = readUid(c.req.param('uid'));
    const body = readRescheduleBody(await readJson(c.req.raw));
    const grant = await manage.authorize(c.req.raw.headers, uid, body.seatUid);
    await requireUnlocked(grant.booking, 'move');
    const data = await changes.reschedule(uid, grant.seatUid === undefined ? body : forSeat(body, grant.seatUid));
    const [moved, at, {seatUid}] = [patchesOf(data), nowIso(), grant];
    await recorder.recordChange(async () => {
      if (seatUid === undefined) return moved;
      const {facts = {}} = (await store.booking(uid)) ?? {};
      return [...moved, ...seatMoved(uid, facts, seatUid, data, at)];
    }, 'booking rescheduled');
    return answer(c, data, 'holder', grant);
  });
}

/** For a seat Cal.com rejects a reason. */
function forSeat({reschedulingReason: _, ...body}: ReturnType<typeof readRescheduleBody>, seatUid: string) {
  return {...body, seatUid};
}

import {Hono} from 'hono';
import {readManageLinkBody, readUid} from '../guard/input/change-body.ts';
import type {Manage} from '../manage/manage.ts';
import {readJson} from '../guard/input/read-json.ts';

/**
 * `POST /ops/api/bookings/:uid/manage-link`: a link for a shop's mails that lets the visitor change the booking.
 * Registered behind the operator's routes, which require the admin token.
 */
export function manageLinkRoutes(manage: Manage): Hono {
  return new Hono().post('/ops/api/bookings/:uid/manage-link', async c => {
    const uid = readUid(c.req.param('uid'));
    const {seatUid} = readManageLinkBody(await readJson(c.req.raw));
    const data = await manage.read(uid);
    return c.json({status: 'success', data: {uid, ...(await manage.open(data, {uid, seatUid}))}}, 201);
  });
}

import {Hono} from 'hono';
import {readManageLinkBody, readUid} from '../guard/input/change-body.ts';
import type {Manage} from '../manage/manage.ts';
import {readJson} from '../guard/input/read-json.ts';

/**
 * `POST /ops/api/bookings/:uid/manage-link`: what a shop writes into its mails, so that the visitor can change the
 * booking. Stands behind the operator's part, which asks for the admin token.
 */
export function manageLinkRoutes(manage: Manage): Hono {
  return new Hono().post('/ops/api/bookings/:uid/manage-link', async c => {
    const uid = readUid(c.req.param('uid'));
    const {seatUid} = readManageLinkBody(await readJson(c.req.raw));
    const data = await manage.read(uid);
    return c.json({status: 'success', data: {uid, ...(await manage.open(data, {uid, seatUid}))}}, 201);
  });
}

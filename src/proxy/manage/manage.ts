import {decodeBookings} from '../../core/cal/booking.ts';
import {BookingError, isBookingError} from '../../core/model/error.ts';
import {seatIn} from '../../core/state/seat.ts';
import type {Cal} from '../cal/cal.ts';
import {noSuchBooking} from '../book/changes.ts';
import type {ProxyContext} from '../context.ts';
import {readBearer} from '../live/bearer.ts';
import {readChain, viewFor} from '../live/chain.ts';
import type {Booking} from '../../core/model/types.ts';
import {createManageTokens, manageLink, type ManageGrant} from './manage-token.ts';

/** Access to change a booking, part of the answer to booking or moving it. */
export interface ManageAccess {
  token: string;
  /** The configured manage page with the token; absent without one. */
  url?: string;
}

/** Decides who may see and change which booking. */
export interface Manage {
  /** Cal.com's `data` for a booking of an offered event type. Rejects with the same `not_found` for any other. */
  read(uid: string): Promise<unknown>;
  /** Like `read`, for callers without a token, at the lowest priority. */
  lookUp(uid: string): Promise<unknown>;
  /**
   * Verifies the manage token of a request. Resolves if it is valid for this booking, and with seats for this seat.
   * Rejects with `token_invalid`, `token_expired`, or the `not_found` of a missing booking.
   */
  authorize(headers: Headers, uid: string, seatUid?: string): Promise<ManageGrant & {booking: Booking}>;
  /**
   * Allows changes to the booking (all of a series, one seat of many) until a day after its end. `like` is the earlier
   * grant.
   */
  open(data: unknown, like?: ManageGrant): Promise<ManageAccess & {expiresAt: string}>;
}

/** The header that carries the token; for changes `Authorization: Bearer` is accepted too. */
export const manageHeader = 'booking-manage-token';

const dayMs = 24 * 60 * 60_000;

/** Without a valid token nobody can find out which uids exist. */
export function createManage(
  {settings, store, now}: ProxyContext,
  {changes, eventTypes}: Pick<Cal, 'changes' | 'eventTypes'>,
): Manage {
  const tokens = createManageTokens(settings.signingKeys, now);

  async function read(uid: string, isLookup = false): Promise<unknown> {
    const data = await (isLookup ? changes.lookUp(uid) : changes.read(uid));
    for (const {eventTypeId} of decodeBookings({data})) {
      if (eventTypeId === undefined && settings.eventTypes !== '*') throw noSuchBooking();
      if (eventTypeId !== undefined)
        await eventTypes.requireOffered({kind: 'id', id: eventTypeId}).catch(toNoSuchBooking);
    }
    return data;
  }

  /** Whether the link's booking became this one: links in old mails stay valid. */
  async function leadsTo({uid: from, seatUid}: ManageGrant, uid: string): Promise<boolean> {
    return (
      from === uid ||
      (await readChain(store, from, seatUid)).some(
        link => uid === viewFor(link.uid, link.booking, seatUid).rescheduledTo,
      )
    );
  }

  /** The seat's uid in this booking, which may have changed when the seat moved here. */
  async function seatOf({seatUid}: ManageGrant, uid: string): Promise<string | undefined> {
    return seatUid === undefined ? undefined : seatIn((await store.booking(uid))?.facts ?? {}, seatUid);
  }

  return {
    read: uid => read(uid),
    lookUp: uid => read(uid, true),
    async authorize(headers, uid, seatUid) {
      const token = headers.get(manageHeader) ?? readBearer(headers);
      if (!token)
        throw new BookingError('token_invalid', "Send the booking's manage token as Booking-Manage-Token.", {
          status: 401,
        });
      const grant = await tokens.verify(token);
      const isOwn = await leadsTo(grant, uid);
      const seat = await seatOf(grant, uid);
      if (
        (!isOwn && grant.seriesUid === undefined) ||
        (seatUid !== undefined && seatUid !== grant.seatUid && seatUid !== seat)
      )
        throw noSuchBooking();
      const bookings = decodeBookings({data: await read(uid)});
      if (!isOwn && bookings.some(({recurringBookingUid}) => recurringBookingUid !== grant.seriesUid))
        throw noSuchBooking();
      return {...grant, ...(seat === undefined ? {} : {seatUid: seat}), booking: bookings[0]};
    },
    async open(data, like) {
      const bookings = decodeBookings({data});
      const [{uid, seatUid, recurringBookingUid}] = bookings;
      const until = Math.max(now(), ...bookings.map(({end}) => Date.parse(end))) + dayMs;
      const grant = like
        ? {uid, seatUid: seatUid ?? like.seatUid, seriesUid: like.seriesUid}
        : {uid, seatUid, seriesUid: recurringBookingUid};
      const token = await tokens.mint(grant, until);
      const {manageUrl} = settings;
      return {
        token,
        ...(manageUrl === undefined ? {} : {url: manageLink(manageUrl, uid, token)}),
        expiresAt: new Date(until).toISOString(),
      };
    },
  };
}

function toNoSuchBooking(error: unknown): never {
  throw isBookingError(error) && ['not_allowed', 'not_found'].includes(error.code) ? noSuchBooking() : error;
}

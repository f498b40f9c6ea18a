import {seatedBooking} from '../world/availability.ts';
import {findEventType} from '../world/data.ts';
import {exception, validation, type PropertyError} from '../errors.ts';
import type {Reservation} from '../world/model.ts';
import {iso} from '../world/time.ts';
import type {Call, Handler} from './call.ts';

const defaultMinutes = 5;

function check({body}: Call): {eventTypeId: number; slotStart: number} {
  const errors: PropertyError[] = [];
  const wrong = (property: string, name: string, message: string) =>
    errors.push({property, constraints: {[name]: message}, children: [], target: body, value: body[property]});
  if (!Number.isInteger(body['eventTypeId'])) wrong('eventTypeId', 'isInt', 'eventTypeId must be an integer number');
  const slotStart = typeof body['slotStart'] === 'string' ? Date.parse(body['slotStart']) : NaN;
  if (Number.isNaN(slotStart)) wrong('slotStart', 'isISO8601', 'slotStart must be a valid ISO 8601 date string');
  if (errors.length) throw validation(errors);
  return {eventTypeId: body['eventTypeId'] as number, slotStart};
}

function make(call: Call, uid: string): Reservation & {holds: number} {
  const {world, body, caller} = call;
  const {eventTypeId, slotStart} = check(call);
  const row = findEventType(eventTypeId);
  if (!row) throw exception(404, `Event Type with ID=${eventTypeId} not found`);
  const minutes = body['slotDuration'] === undefined ? row.minutes : Number(body['slotDuration']);
  if (body['slotDuration'] !== undefined && !row.options?.includes(minutes)) {
    throw exception(
      400,
      "Can't specify 'slotDuration' because event type does not have multiple possible lengths or the length " +
        'is not one of them',
    );
  }
  if (body['reservationDuration'] !== undefined && !caller)
    throw exception(401, 'reservationDuration can only be used for authenticated requests');
  if (body['reservationDuration'] !== undefined && !row.hosts.includes(caller!.username))
    throw exception(403, 'reservationDuration can only be used by the owner of the event type or a teammate');
  const end = slotStart + minutes * 60_000;
  const overlaps = (each: {start: number; end: number}) => each.start < end && each.end > slotStart;
  if (row.seats) {
    if ((seatedBooking(world, row, slotStart)?.seats?.length ?? 0) >= row.seats.count) {
      throw exception(
        422,
        `Booking with id=${seatedBooking(world, row, slotStart)!.uid} at ${iso(slotStart)} has no more seats left.`,
      );
    }
  } else if (
    world.bookings.some(booking => booking.status === 'accepted' && booking.row.id === row.id && overlaps(booking))
  ) {
    throw exception(422, "Can't reserve a slot if the event is already booked.");
  }
  // A changed reservation conflicts with itself, as at Cal.com (cal-api.md §2.4).
  const taken = [...world.reservations.values()].some(
    each => each.row.id === row.id && each.until > world.now() && overlaps(each),
  );
  if (taken)
    throw exception(422, 'This time slot is already reserved by another user. Please choose a different time.');
  const holds = body['reservationDuration'] === undefined ? defaultMinutes : Number(body['reservationDuration']);
  return {uid, row, start: slotStart, end, minutes, until: world.now() + holds * 60_000, holds};
}

function output({uid, row, start, end, minutes, until}: Reservation) {
  return {
    eventTypeId: row.id,
    slotStart: iso(start),
    slotEnd: iso(end),
    slotDuration: minutes,
    reservationUid: uid,
    reservationUntil: iso(until),
  };
}

function keep(call: Call, uid: string) {
  const {holds, ...reservation} = make(call, uid);
  call.world.reservations.set(uid, reservation);
  return {...output(reservation), reservationDuration: holds};
}

/** POST /v2/slots/reservations: hides a time for some minutes without checking availability. */
export const createReservation: Handler = call => ({status: 201, data: keep(call, call.world.uuid())});

/** GET /v2/slots/reservations/:uid; `null` if unknown. */
export const getReservation: Handler = ({world, params}) => {
  const found = world.reservations.get(params['uid']!);
  return {data: found && found.until > world.now() ? output(found) : null};
};

/** PATCH /v2/slots/reservations/:uid. */
export const updateReservation: Handler = call => {
  if (!call.world.reservations.has(call.params['uid']!))
    throw exception(404, `Reserved slot with uid=${call.params['uid']} not found`);
  return {data: keep(call, call.params['uid']!)};
};

/** DELETE /v2/slots/reservations/:uid. */
export const deleteReservation: Handler = ({world, params}) => {
  world.reservations.delete(params['uid']!);
  return {body: {status: 'success'}};
};

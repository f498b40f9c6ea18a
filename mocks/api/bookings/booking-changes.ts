import {cancel, cancelSeries, confirm, decline, reschedule} from '../../world/desk-changes.ts';
import {exception, pipe} from '../../errors.ts';
import type {Call, Handler} from '../call.ts';
import {bookingOutput} from './booking-output.ts';
import {findBookings, isHost} from './booking-reads.ts';

const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);

function refuseUnknown(body: Record<string, unknown>, allowed: string[]) {
  const unknown = Object.keys(body).filter(name => !allowed.includes(name));
  if (unknown.length)
    throw pipe(
      unknown.map(property => ({
        property,
        constraints: {whitelistValidation: `property ${property} should not exist`},
      })),
    );
}

function theBooking({world, params, caller}: Call) {
  const {
    bookings: [booking],
  } = findBookings(world, params['uid']!);
  if (!isHost(caller, booking!))
    throw exception(403, `User with id=${caller!.id} is not a host of booking with uid=${booking!.uid}`);
  return booking!;
}

/** POST /v2/bookings/:uid/cancel. */
export const cancelBooking: Handler = async ({world, announce, params, body, caller, fault}) => {
  refuseUnknown(
    body,
    'seatUid' in body ? ['seatUid', 'cancellationReason'] : ['cancellationReason', 'cancelSubsequentBookings'],
  );
  const {bookings, series} = findBookings(world, params['uid']!);
  const booking = bookings.find(({status}) => status !== 'cancelled') ?? bookings[0]!;
  const wish = {
    reason: text(body['cancellationReason']),
    seatUid: text(body['seatUid']),
    asHost: isHost(caller, booking),
    races: fault === 'seat-race',
  };
  if (series || body['cancelSubsequentBookings'] === true) {
    const cancelled = await cancelSeries(world, announce, booking, {...wish, wholeSeries: series});
    return {data: cancelled.map(each => bookingOutput(world, each))};
  }
  await cancel(world, announce, booking, wish);
  return {data: bookingOutput(world, booking, {seatsVisible: wish.asHost})};
};

/** POST /v2/bookings/:uid/reschedule: creates a new booking, with status 201. */
export const rescheduleBooking: Handler = async ({world, announce, params, body, caller}) => {
  refuseUnknown(
    body,
    'seatUid' in body
      ? ['start', 'seatUid', 'rescheduledBy', 'emailVerificationCode']
      : ['start', 'reschedulingReason', 'rescheduledBy', 'emailVerificationCode'],
  );
  const start = Date.parse(String(body['start']));
  if (Number.isNaN(start))
    throw pipe([{property: 'start', constraints: {isDateString: 'start must be a valid ISO 8601 date string'}}]);
  const {
    bookings: [old],
  } = findBookings(world, params['uid']!);
  const {booking, seat} = await reschedule(world, announce, old!, {
    start,
    reason: text(body['reschedulingReason']),
    seatUid: text(body['seatUid']),
    by: text(body['rescheduledBy']),
    asHost: isHost(caller, old!),
    emailCode: text(body['emailVerificationCode']),
  });
  return {status: 201, data: bookingOutput(world, booking, {seat})};
};

/** POST /v2/bookings/:uid/confirm. */
export const confirmBooking: Handler = async call => {
  const booking = theBooking(call);
  await confirm(call.world, call.announce, booking);
  return {data: bookingOutput(call.world, booking)};
};

/** POST /v2/bookings/:uid/decline. */
export const declineBooking: Handler = async call => {
  const booking = theBooking(call);
  await decline(call.world, call.announce, booking, text(call.body['reason']));
  return {data: bookingOutput(call.world, booking)};
};

import {cancelBooking, confirmBooking, declineBooking, rescheduleBooking} from './bookings/booking-changes.ts';
import {createBooking} from './bookings/booking-create.ts';
import {getBooking, getBySeat, listBookings} from './bookings/booking-reads.ts';
import type {Route} from './call.ts';
import {getEventType, listEventTypes, listTeamEventTypes} from './event-types/event-types.ts';
import {getMe} from './me.ts';
import {cancelOld, createOld, getOld, listOld, oldEventTypes} from './bookings/old-controllers.ts';
import {createReservation, deleteReservation, getReservation, updateReservation} from './reservations.ts';
import {getSlots} from './slots.ts';
import {checkVerification, sendCode, verifyCode} from './verification.ts';
import {versions} from './versions.ts';
import {createWebhook, deleteWebhook, getWebhook, listWebhooks, updateWebhook} from './webhooks.ts';

const {bookings, oldBookings, slots, eventTypes, oldEventTypes: oldTypes} = versions;

/** Every route of the stand-in. An unlisted version of a path is answered with `Cannot METHOD /path`. */
export const routes: readonly Route[] = [
  {method: 'GET', path: '/v2/event-types', versions: eventTypes, access: 'optional', handler: listEventTypes},
  {method: 'GET', path: '/v2/event-types', versions: oldTypes, access: 'key', handler: oldEventTypes},
  {method: 'GET', path: '/v2/event-types/:id', versions: eventTypes, access: 'key', handler: getEventType},
  {method: 'GET', path: '/v2/event-types/:id', versions: oldTypes, access: 'key', handler: oldEventTypes},
  {method: 'GET', path: '/v2/teams/:teamId/event-types', access: 'open', handler: listTeamEventTypes},

  {method: 'GET', path: '/v2/slots', versions: slots, access: 'open', handler: getSlots},
  {method: 'POST', path: '/v2/slots/reservations', versions: slots, access: 'optional', handler: createReservation},
  {method: 'GET', path: '/v2/slots/reservations/:uid', versions: slots, access: 'open', handler: getReservation},
  {method: 'PATCH', path: '/v2/slots/reservations/:uid', versions: slots, access: 'open', handler: updateReservation},
  {method: 'DELETE', path: '/v2/slots/reservations/:uid', versions: slots, access: 'open', handler: deleteReservation},

  {method: 'POST', path: '/v2/bookings', versions: bookings, access: 'optional', handler: createBooking},
  {method: 'GET', path: '/v2/bookings', versions: bookings, access: 'key', handler: listBookings},
  {method: 'GET', path: '/v2/bookings/by-seat/:seatUid', versions: bookings, access: 'optional', handler: getBySeat},
  {method: 'GET', path: '/v2/bookings/:uid', versions: bookings, access: 'optional', handler: getBooking},
  {method: 'POST', path: '/v2/bookings/:uid/cancel', versions: bookings, access: 'optional', handler: cancelBooking},
  {
    method: 'POST',
    path: '/v2/bookings/:uid/reschedule',
    versions: bookings,
    access: 'optional',
    handler: rescheduleBooking,
  },
  {method: 'POST', path: '/v2/bookings/:uid/confirm', versions: bookings, access: 'key', handler: confirmBooking},
  {method: 'POST', path: '/v2/bookings/:uid/decline', versions: bookings, access: 'key', handler: declineBooking},

  {method: 'POST', path: '/v2/bookings', versions: oldBookings, access: 'optional', handler: createOld},
  {method: 'GET', path: '/v2/bookings', versions: oldBookings, access: 'key', handler: listOld},
  {method: 'GET', path: '/v2/bookings/:uid', versions: oldBookings, access: 'optional', handler: getOld},
  {method: 'POST', path: '/v2/bookings/:uid/cancel', versions: oldBookings, access: 'optional', handler: cancelOld},

  {method: 'POST', path: '/v2/webhooks', access: 'key', handler: createWebhook},
  {method: 'GET', path: '/v2/webhooks', access: 'key', handler: listWebhooks},
  {method: 'GET', path: '/v2/webhooks/:id', access: 'key', handler: getWebhook},
  {method: 'PATCH', path: '/v2/webhooks/:id', access: 'key', handler: updateWebhook},
  {method: 'DELETE', path: '/v2/webhooks/:id', access: 'key', handler: deleteWebhook},

  ...['/v2/event-types/:eventTypeId/webhooks', '/v2/teams/:teamId/event-types/:eventTypeId/webhooks'].flatMap(
    (path): Route[] => [
      {method: 'POST', path, access: 'key', handler: createWebhook},
      {method: 'GET', path, access: 'key', handler: listWebhooks},
      {method: 'PATCH', path: `${path}/:id`, access: 'key', handler: updateWebhook},
      {method: 'DELETE', path: `${path}/:id`, access: 'key', handler: deleteWebhook},
    ],
  ),

  {method: 'GET', path: '/v2/me', access: 'key', handler: getMe},
  {method: 'POST', path: '/v2/atoms/verification/email/send-code', access: 'optional', handler: sendCode, limit: 3},
  {method: 'POST', path: '/v2/atoms/verification/email/verify-code', access: 'optional', handler: verifyCode},
  {method: 'GET', path: '/v2/atoms/verification/email/check', access: 'optional', handler: checkVerification},
];

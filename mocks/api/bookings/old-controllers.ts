import {cancel} from '../../world/desk-changes.ts';
import {validation} from '../../errors.ts';
import {iso} from '../../world/time.ts';
import {title} from '../../webhooks/payload-people.ts';
import {findBookings} from './booking-reads.ts';
import type {Handler} from '../call.ts';

// Controllers for clients without a version header: other bodies, other answers (cal-api.md §2.0).

const required: Record<string, string> = {
  eventTypeId: 'number',
  timeZone: 'string',
  language: 'string',
  metadata: 'object',
  responses: 'object',
};

/** The bookings controller of 2024-04-15 requires another body and refuses a current one. */
export const createOld: Handler = ({body}) => {
  const errors = Object.entries(required)
    .filter(([property, type]) => typeof body[property] !== type)
    .map(([property, type]) => ({
      property,
      constraints: {[`is${type}`]: `${property} must be a ${type}`},
      children: [],
      target: body,
      value: body[property],
    }));
  throw validation(
    errors.length
      ? errors
      : [
          {
            property: 'start',
            constraints: {isOld: 'the stand-in does not book through the 2024-04-15 controller'},
            children: [],
            target: body,
            value: body['start'],
          },
        ],
  );
};

/** Its list has another shape. */
export const listOld: Handler = () => ({data: {bookings: [], recurringInfo: [], nextCursor: null}});

/** So does its single booking. */
export const getOld: Handler = ({world, params}) => {
  const {
    bookings: [booking],
  } = findBookings(world, params['uid']!);
  return {
    data: {
      id: booking!.id,
      uid: booking!.uid,
      title: title(booking!),
      startTime: iso(booking!.start),
      endTime: iso(booking!.end),
      status: booking!.status.toUpperCase(),
      eventTypeId: booking!.row.id,
      metadata: booking!.metadata,
      attendees: [{...booking!.attendee, locale: booking!.attendee.language}],
    },
  };
};

/** It also cancels, with status 201. */
export const cancelOld: Handler = async ({world, announce, params, body}) => {
  const {
    bookings: [booking],
  } = findBookings(world, params['uid']!);
  await cancel(world, announce, booking!, {reason: String(body['cancellationReason'] ?? ''), asHost: false});
  return {status: 201, data: {bookingId: booking!.id, bookingUid: booking!.uid, onlyRemovedAttendee: false}};
};

/** The event types of the key's owner, grouped. */
export const oldEventTypes: Handler = () => ({data: {eventTypeGroups: [], profiles: []}});

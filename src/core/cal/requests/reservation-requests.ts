import type {Instant} from '../../model/types.ts';
import {looseObject, looseText} from '../read.ts';
import type {CalRequest} from './requests.ts';
import {apiVersions} from '../versions.ts';

const path = '/v2/slots/reservations';

/** Hides a slot from others for five minutes; the length in minutes only where the visitor may choose one. */
export function reserveRequest(eventTypeId: number, start: Instant, durationMinutes?: number): CalRequest {
  const body = {
    eventTypeId,
    slotStart: start,
    ...(durationMinutes === undefined ? {} : {slotDuration: durationMinutes}),
  };
  return {method: 'POST', path, body, version: apiVersions.slots};
}

/** Gives a slot back; the reservation's uid is all it takes. */
export function releaseRequest(uid: string): CalRequest {
  return {method: 'DELETE', path: `${path}/${encodeURIComponent(uid)}`, version: apiVersions.slots};
}

/** The uid of a reservation, or `undefined` when the answer holds none. */
export function decodeReservation(json: unknown): string | undefined {
  return looseText(looseObject(looseObject(json)['data'])['reservationUid']);
}

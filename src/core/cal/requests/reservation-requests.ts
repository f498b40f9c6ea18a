import type {Instant} from '../../model/types.ts';
import {looseObject, looseText} from '../read.ts';
import type {CalRequest} from './requests.ts';
import {apiVersions} from '../versions.ts';

const path = '/v2/slots/reservations';

/** Reserves a slot for five minutes. `durationMinutes` is only allowed if the visitor may choose one. */
export function reserveRequest(eventTypeId: number, start: Instant, durationMinutes?: number): CalRequest {
  const body = {
    eventTypeId,
    slotStart: start,
    ...(durationMinutes === undefined ? {} : {slotDuration: durationMinutes}),
  };
  return {method: 'POST', path, body, version: apiVersions.slots};
}

/** Releases a reserved slot; the reservation's uid is the only credential. */
export function releaseRequest(uid: string): CalRequest {
  return {method: 'DELETE', path: `${path}/${encodeURIComponent(uid)}`, version: apiVersions.slots};
}

/** Reads the uid of a reservation; `undefined` if the answer has none. */
export function decodeReservation(json: unknown): string | undefined {
  return looseText(looseObject(looseObject(json)['data'])['reservationUid']);
}

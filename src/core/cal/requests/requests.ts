import {BookingError} from '../../model/error.ts';
import type {EventTypeRef, InstantRange} from '../../model/types.ts';
import {apiVersions} from '../versions.ts';

/** A request to Cal.com's API v2, or to a proxy with the same API; `path` starts with `/v2`. */
export interface CalRequest {
  method: 'GET' | 'POST' | 'DELETE';
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Value of the header `cal-api-version`. */
  version: string;
}

/**
 * Reads an event type. An id requires the owner's key. A team must be given by its number, because the API has no other
 * way to find it.
 */
export function eventTypeRequest(ref: EventTypeRef): CalRequest {
  const get = {method: 'GET', version: apiVersions.eventTypes} as const;
  if (ref.kind === 'id') return {...get, path: `/v2/event-types/${ref.id}`};
  if (ref.kind === 'user')
    return {...get, path: '/v2/event-types', query: {username: ref.username, eventSlug: ref.slug}};
  if (/^\d+$/.test(ref.team)) return {...get, path: `/v2/teams/${ref.team}/event-types`, query: {eventSlug: ref.slug}};
  throw new BookingError(
    'invalid_request',
    `Cal.com's API finds teams only by number: write team/<number>/${ref.slug}, ` +
      "use the event type's id with a proxy, or embed the booking page.",
  );
}

function slotsOf(target: EventTypeRef | number): Record<string, string> {
  if (typeof target === 'number') return {eventTypeId: String(target)};
  if (target.kind === 'id') return {eventTypeId: String(target.id)};
  return {
    ...(target.kind === 'team' ? {teamSlug: target.team} : {username: target.username}),
    eventTypeSlug: target.slug,
  };
}

/**
 * Reads the slots of an event type as UTC instants. `durationMinutes` is only allowed if the visitor may choose one;
 * the time of the booking `movingUid` counts as free.
 */
export function slotsRequest(
  target: EventTypeRef | number,
  range: InstantRange,
  durationMinutes?: number,
  movingUid?: string,
): CalRequest {
  // Cal.com refuses any other parameter, so none may be added here, not even against caches.
  const query: Record<string, string> = {...slotsOf(target), start: range.start, end: range.end};
  if (durationMinutes !== undefined) query['duration'] = String(durationMinutes);
  if (movingUid !== undefined) query['bookingUidToReschedule'] = movingUid;
  return {method: 'GET', path: '/v2/slots', query, version: apiVersions.slots};
}

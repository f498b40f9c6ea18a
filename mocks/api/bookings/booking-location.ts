import {coded, exception, zod} from '../../errors.ts';
import type {EventTypeRow} from '../../world/model.ts';
import {locationsOf} from '../event-types/event-type-output.ts';

/** The member that a location object requires, by type. */
const needed: Record<string, string> = {
  attendeePhone: 'phone',
  attendeeAddress: 'address',
  attendeeDefined: 'location',
};

function stored(type: string, location: Record<string, unknown>): string {
  if (type === 'integration')
    return `integrations:${location['integration'] === 'cal-video' ? 'daily' : String(location['integration'])}`;
  if (type === 'organizersDefaultApp') return 'conferencing';
  return String(location['address'] ?? location['link'] ?? location['phone'] ?? location['location'] ?? '');
}

/** The value of the location column; refuses a type that the event type does not offer (cal-api.md §3.3). */
export function chooseLocation(row: EventTypeRow, requested: unknown): string {
  const offered = locationsOf(row);
  // The legacy text form is not checked against the event type.
  if (typeof requested === 'string') return requested;
  const given = requested as Record<string, unknown> | undefined;
  const location = given ?? offered[0]!;
  const type = String(location['type']);
  const match = offered.find(
    each => each['type'] === type && (type !== 'integration' || each['integration'] === location['integration']),
  );
  if (!match) {
    throw exception(
      400,
      `Booking location with type ${type} not valid for event type with id=${row.id}. Valid types: ${offered.map(each => each['type']).join(', ')}.`,
    );
  }
  const own = needed[type];
  if (own && !location[own]) throw coded(400, 'BAD_REQUEST', 'responses.location.optionValue - Required, ');
  if (own === 'phone' && !/^\+[1-9]\d{6,14}$/.test(String(location[own]))) throw zod({location: 'invalid_number'});
  return stored(type, own ? location : match);
}

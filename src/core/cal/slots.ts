import type {InstantRange, Slot} from '../model/types.ts';
import {array, instant, object, type Json} from './read.ts';

function count(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function decodeSlot(item: Json, path: string): Slot {
  const total = count(item['seatsTotal']);
  const booked = count(item['seatsBooked']);
  const seatsRemaining =
    count(item['seatsRemaining']) ?? (total !== undefined && booked !== undefined ? total - booked : undefined);
  // A month has hundreds of slots, most of them of a start alone.
  const slot: Slot = {start: instant(item['start'], `${path}.start`)};
  if (item['end'] !== undefined) slot.end = instant(item['end'], `${path}.end`);
  if (seatsRemaining !== undefined) slot.seatsRemaining = seatsRemaining;
  if (total !== undefined) slot.seatsTotal = total;
  return slot;
}

/**
 * Reads the answer of GET /v2/slots in both its formats: sorted, each start once, nothing outside the range
 * (Cal.com has sent slots it then refused to book) and nothing without a free seat. Throws `upstream_shape`.
 */
export function decodeSlots(json: unknown, range?: InstantRange): Slot[] {
  const days = object(object(json, 'answer')['data'], 'data');
  const slots = new Map<string, Slot>();
  for (const [day, items] of Object.entries(days)) {
    array(items, `data["${day}"]`).forEach((item, index) => {
      const path = `data["${day}"][${index}]`;
      const slot = decodeSlot(object(item, path), path);
      const isInside = !range || (slot.start >= range.start && slot.start < range.end);
      if (isInside && !(slot.seatsRemaining !== undefined && slot.seatsRemaining <= 0)) slots.set(slot.start, slot);
    });
  }
  return [...slots.values()].sort((a, b) => (a.start < b.start ? -1 : 1));
}

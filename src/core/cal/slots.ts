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
  // A month has hundreds of slots, most of which have only a start.
  const slot: Slot = {start: instant(item['start'], `${path}.start`)};
  if (item['end'] !== undefined) slot.end = instant(item['end'], `${path}.end`);
  if (seatsRemaining !== undefined) slot.seatsRemaining = seatsRemaining;
  if (total !== undefined) slot.seatsTotal = total;
  return slot;
}

/**
 * Decodes both formats of GET /v2/slots: sorted, without duplicate starts, without slots outside the range (Cal.com has
 * sent slots that it then refused to book) and without full ones. Throws `upstream_shape`.
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

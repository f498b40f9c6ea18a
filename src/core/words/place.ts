import type {MessageKey} from './messages.ts';
import type {Location} from '../model/types.ts';

const places: Record<string, MessageKey> = {
  integration: 'location.video',
  organizersDefaultApp: 'location.video',
  phone: 'location.phone',
  attendeePhone: 'location.phone',
  link: 'location.online',
  address: 'location.in_person',
  attendeeAddress: 'location.in_person',
};

/** The message key of a location type; undefined if it has no words. */
export function placeKey({type}: Location): MessageKey | undefined {
  return Object.hasOwn(places, type) ? places[type] : undefined;
}

import type {Message} from '../message.ts';

/** Words of the time zone search. */
export const zoneWords = {
  'zone.clock': '24-hour clock',
  'zone.label': 'Time zone',
  'zone.none': 'No such place. Try a large city near you.',
  'zone.search': 'Search for a city',
} as const satisfies Record<string, Message>;

import type {Message} from '../message.ts';

/** Words of the time zone search. */
export const zoneWords = {
  'zone.clock': '24-hour clock',
  'zone.label': 'Time zone',
  'zone.none': 'No match. Try another city, a country or GMT+2.',
  'zone.search': 'Search for a city or country',
} as const satisfies Record<string, Message>;

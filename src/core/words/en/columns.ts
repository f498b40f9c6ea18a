import type {Message} from '../message.ts';

/** Words of the layouts that show days side by side. */
export const columnsWords = {
  'columns.earlier': 'Earlier days',
  'columns.later': 'Later days',
  'columns.range': '{from} – {to}',
} as const satisfies Record<string, Message>;

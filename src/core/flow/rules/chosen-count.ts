import type {EventType} from '../../model/types.ts';

/** The number of dates to book: the wanted one if a series has as many, else all. Undefined if it is no series. */
export function chosenCount(
  {recurrence}: Pick<EventType, 'recurrence'>,
  wanted: number | undefined,
): number | undefined {
  const most = recurrence?.count;
  return most !== undefined && Number.isInteger(wanted) && wanted! >= 1 && wanted! <= most ? wanted : most;
}

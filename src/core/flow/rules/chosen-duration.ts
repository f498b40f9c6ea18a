import type {EventType} from '../../model/types.ts';

/** The length of a booking in minutes: the wanted one if it is offered, else the default. */
export function chosenDuration({durations}: Pick<EventType, 'durations'>, wanted: number | undefined): number {
  return durations.find(offered => offered === wanted) ?? durations[0]!;
}

import type {Clock} from '../../../core/flow/flow.ts';
import {localeTag, toLocale} from '../../../core/time/locale.ts';
import {isTimeZone} from '../../../core/time/time.ts';
import {readAttribute} from './read-question.ts';
import {visitorClock, visitorZone} from '../visitor.ts';

/** What an element's attributes say of how its first view looks. */
export interface Look {
  locale: string;
  /** The locale is the form's own, and so is the direction. */
  isOwn: boolean;
  timeZone: string;
  clock: Clock | undefined;
  hidesDetails: boolean;
}

/** How the form looks. */
export function readLook(host: HTMLElement): Look {
  const read = (name: string) => readAttribute(host, name);
  const timeZone = read('time-zone');
  const own = toLocale(read('locale') ?? '');
  return {
    isOwn: own !== undefined,
    locale: own ?? localeTag(host.closest<HTMLElement>('[lang]')?.lang ?? ''),
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : visitorZone(),
    clock: visitorClock(),
    hidesDetails: read('hide-event-type-details') !== undefined,
  };
}

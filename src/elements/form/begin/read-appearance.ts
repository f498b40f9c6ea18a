import type {Clock} from '../../../core/flow/flow-state.ts';
import {localeTag, toLocale} from '../../../core/time/locale.ts';
import {isTimeZone} from '../../../core/time/parse-time.ts';
import type {FormSettings} from './read-question.ts';
import {visitorClock, visitorZone} from '../visitor.ts';

/** How the first view looks, according to the element's attributes. */
export interface Appearance {
  locale: string;
  /** Whether the locale comes from the form's own attribute; then the text direction follows it too. */
  isOwn: boolean;
  timeZone: string;
  clock: Clock | undefined;
  hidesDetails: boolean;
}

/** Reads the appearance from the element's attributes and the visitor's earlier choices. */
export function readAppearance(host: HTMLElement, {read, has}: FormSettings): Appearance {
  const timeZone = read('timeZone');
  const own = toLocale(read('locale') ?? '');
  return {
    isOwn: own !== undefined,
    locale: own ?? localeTag(host.closest<HTMLElement>('[lang]')?.lang ?? ''),
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : visitorZone(),
    clock: visitorClock(),
    hidesDetails: has('hideEventTypeDetails'),
  };
}

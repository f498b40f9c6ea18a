import {parseCalLink} from '../../core/cal-link.ts';
import type {Clock} from '../../core/flow.ts';
import {localeTag} from '../../core/locale.ts';
import {isTimeZone} from '../../core/time.ts';
import type {EventTypeRef} from '../../core/types.ts';
import {visitorClock, visitorZone} from './visitor.ts';

/** What an element's attributes say of what it asks for first. */
export interface Question {
  ref: EventTypeRef;
  api: string;
  proxy: string | undefined;
  /** Minutes. */
  duration: number | undefined;
}

/** What they say of how the answer looks. */
export interface Look {
  locale: string;
  timeZone: string;
  clock: Clock | undefined;
  hidesDetails: boolean;
}

/** What was set on an element whose code is not there yet counts more than its attributes, and is its own to read. */
const properties = ['calLink', 'eventTypeId', 'api', 'proxy', 'timeZone', 'locale', 'layout', 'duration', 'rescheduleUid', 'hideEventTypeDetails'];

/** Cal.com's guides write `calLink` where HTML has `cal-link`. */
function read(host: HTMLElement, name: string): string | undefined {
  return host.getAttribute(name) ?? host.getAttribute(name.replaceAll('-', '')) ?? undefined;
}

/** What the form asks for; undefined for one that begins with something else than a month, or that cannot begin. */
export function readQuestion(host: HTMLElement): Question | undefined {
  const layout = read(host, 'layout');
  if (properties.some(name => Object.hasOwn(host, name)) || host.hasAttribute('reschedule-uid') || (layout && layout !== 'month_view')) return undefined;
  const proxy = read(host, 'proxy');
  const id = Number(read(host, 'event-type-id'));
  try {
    return {
      ref: id && proxy ? {kind: 'id', id} : parseCalLink(read(host, 'cal-link') ?? ''),
      proxy,
      api: read(host, 'api') ?? 'https://api.cal.com',
      duration: Number(read(host, 'duration')) || undefined,
    };
  } catch {
    // The element says what is wrong with it.
    return undefined;
  }
}

/** How the form looks. */
export function readLook(host: HTMLElement): Look {
  const timeZone = read(host, 'time-zone');
  return {
    locale: localeTag(read(host, 'locale') ?? host.closest<HTMLElement>('[lang]')?.lang ?? ''),
    timeZone: timeZone && isTimeZone(timeZone) ? timeZone : visitorZone(),
    clock: visitorClock(),
    hidesDetails: read(host, 'hide-event-type-details') !== undefined,
  };
}

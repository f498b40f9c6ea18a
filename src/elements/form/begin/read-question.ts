import type {Addresses} from '../../../client/address.ts';
import type {LoadOptions} from '../../../client/types.ts';
import {parseCalLink} from '../../../core/model/cal-link.ts';
import {firstRange} from '../../../core/time/schedule.ts';
import type {EventTypeRef, Instant} from '../../../core/model/types.ts';

/** What a form asks for first, and where. */
export interface Question {
  addresses: Addresses;
  ref: EventTypeRef;
  options: Pick<LoadOptions, 'slots' | 'duration'>;
}

/** What was set on an element whose code is not there yet counts more than its attributes, and is its own to read. */
const properties = [
  'calLink',
  'eventTypeId',
  'api',
  'proxy',
  'timeZone',
  'locale',
  'layout',
  'duration',
  'rescheduleUid',
  'hideEventTypeDetails',
];

/** Cal.com's guides write `calLink` where HTML has `cal-link`. */
export function readAttribute(host: HTMLElement, name: string): string | undefined {
  return host.getAttribute(name) ?? host.getAttribute(name.replaceAll('-', '')) ?? undefined;
}

/**
 * What the form asks for, by its attributes; undefined for one that begins with something else than a month. Throws
 * `invalid_request` for one that names no event type.
 */
export function readQuestion(host: HTMLElement, now: Instant): Question | undefined {
  const read = (name: string) => readAttribute(host, name);
  const layout = read('layout');
  if (
    properties.some(name => Object.hasOwn(host, name)) ||
    read('reschedule-uid') ||
    (layout && layout !== 'month_view')
  )
    return undefined;
  const proxy = read('proxy') || undefined;
  const id = Number(read('event-type-id'));
  const duration = Number(read('duration'));
  const isLength = Number.isInteger(duration) && duration > 0 && duration <= 1440;
  const api = read('api') ?? 'https://api.cal.com';
  return {
    addresses: {proxy, api},
    ref: id && proxy ? {kind: 'id', id} : parseCalLink(read('cal-link') ?? '', false, proxy ? undefined : api),
    options: {slots: firstRange(now), ...(isLength ? {duration} : {})},
  };
}

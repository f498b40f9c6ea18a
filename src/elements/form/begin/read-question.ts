import type {Addresses} from '../../../client/address.ts';
import type {LoadOptions} from '../../../client/types.ts';
import {parseCalLink} from '../../../core/model/cal-link.ts';
import {firstRange} from '../../../core/time/schedule.ts';
import type {EventTypeRef, Instant} from '../../../core/model/types.ts';

/** The first request of a form. */
export interface Question {
  addresses: Addresses;
  ref: EventTypeRef;
  options: Pick<LoadOptions, 'slots' | 'duration'>;
}

/**
 * A form with one of these properties set before its code loads is left to the element: they override its attributes.
 */
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

/** Reads an attribute, also in the spelling of Cal.com's guides: `calLink` for `cal-link`. */
export function readAttribute(host: HTMLElement, name: string): string | undefined {
  return host.getAttribute(name) ?? host.getAttribute(name.replaceAll('-', '')) ?? undefined;
}

/**
 * The first request of a form, from its attributes. Undefined if the form does not begin with a month of times. Throws
 * `invalid_request` if it names no event type.
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

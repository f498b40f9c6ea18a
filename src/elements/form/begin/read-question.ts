import type {Addresses} from '../../../client/address.ts';
import type {LoadOptions} from '../../../client/types.ts';
import {parseCalLink} from '../../../core/model/cal-link.ts';
import {firstRange} from '../../../core/time/schedule.ts';
import type {EventTypeRef, Instant} from '../../../core/model/types.ts';
import {earlySettings, type EarlySettings} from '../../base/early-settings.ts';
import type {BookingForm} from '../booking-form.ts';

/** The settings of `<booking-form>` that decide what its first view shows. */
const settings = [
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
] as const satisfies readonly (keyof BookingForm)[];

export type FormSettings = EarlySettings<(typeof settings)[number]>;

/** The first request of a form. */
export interface Question {
  settings: FormSettings;
  addresses: Addresses;
  ref: EventTypeRef;
  options: Pick<LoadOptions, 'slots' | 'duration'>;
}

/**
 * The first request of a form, from its attributes. Undefined if they do not decide it, or if the form does not begin
 * with a month of times. Throws `invalid_request` if it names no event type.
 */
export function readQuestion(host: HTMLElement, now: Instant): Question | undefined {
  const own = earlySettings(host, settings);
  const layout = own?.read('layout');
  if (!own || own.read('rescheduleUid') || (layout && layout !== 'month_view')) return undefined;
  const proxy = own.read('proxy') || undefined;
  const id = Number(own.read('eventTypeId'));
  const duration = Number(own.read('duration'));
  const isLength = Number.isInteger(duration) && duration > 0 && duration <= 1440;
  const api = own.read('api') ?? 'https://api.cal.com';
  return {
    settings: own,
    addresses: {proxy, api},
    ref: id && proxy ? {kind: 'id', id} : parseCalLink(own.read('calLink') ?? '', false, proxy ? undefined : api),
    options: {slots: firstRange(now), ...(isLength ? {duration} : {})},
  };
}

import type {PhoneHints} from '../../core/model/types.ts';
import {deviceZone} from '../base/device-zone.ts';

/**
 * Where a visitor's phone number is from, as far as it has no code: the page's `phone-country`, the device's zone (one
 * that is no place tells nothing, so then the one times are shown in), and the region of the language.
 */
export function phoneHints(locale: string, country?: string, shownZone?: string): PhoneHints {
  const zone = deviceZone();
  return {
    country: country || undefined,
    timeZone: zone === 'UTC' ? shownZone : zone,
    locale: /-[a-z]{2}(-|$)/i.test(locale) ? locale : navigator.language,
  };
}

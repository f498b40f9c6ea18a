import type {PhoneHints} from '../../core/model/types.ts';
import {deviceZone} from '../base/device-zone.ts';

/** A form, and the zone in which it shows times. */
type Form = {currentLocale: string; phoneCountry?: string};
type Shown = {timeZone: string};

/** Hints at the country of phone numbers typed into a form. */
export function hintsOf({currentLocale, phoneCountry}: Form, {timeZone}: Shown): PhoneHints {
  return phoneHints(currentLocale, phoneCountry, timeZone);
}

/**
 * Hints at the country of a phone number typed without a country code: the `phone-country` attribute, the device's time
 * zone (or the shown zone, if the device's is UTC and so names no place), and the region of the locale.
 */
export function phoneHints(locale: string, country?: string, shownZone?: string): PhoneHints {
  const zone = deviceZone();
  return {
    country: country || undefined,
    timeZone: zone === 'UTC' ? shownZone : zone,
    locale: /-[a-z]{2}(-|$)/i.test(locale) ? locale : navigator.language,
  };
}

import {localeTag} from '../time/locale.ts';

/** Money as Cal.com keeps it: a whole number of the currency's smallest unit, whose digits differ (EUR 2, JPY 0, KWD 3). */
export interface Price {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** A price in words, e.g. `€49.00`; an unknown currency keeps its letters. */
export function formatPrice({amount, currency}: Price, locale: string): string {
  try {
    const format = new Intl.NumberFormat(localeTag(locale), {style: 'currency', currency});
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${(amount / 100).toFixed(2)} ${currency}`;
  }
}

import {localeTag} from '../time/locale.ts';

/**
 * A price as Cal.com stores it: an integer of the currency's smallest unit, which has 2 decimals for EUR, 0 for JPY, 3
 * for KWD.
 */
export interface Price {
  amount: number;
  /** ISO 4217. */
  currency: string;
}

/** Formats a price, e.g. `€49.00`; an unknown currency keeps its code. */
export function formatPrice({amount, currency}: Price, locale: string): string {
  try {
    const format = new Intl.NumberFormat(localeTag(locale), {style: 'currency', currency});
    return format.format(amount / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    return `${(amount / 100).toFixed(2)} ${currency}`;
  }
}

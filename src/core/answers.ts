import type {Answer} from './types.ts';

/** An answer as trimmed text; lists joined by a space, anything else empty. */
export function toText(answer: Answer | undefined): string {
  if (Array.isArray(answer)) return answer.map(part => part.trim()).filter(Boolean).join(' ');
  return typeof answer === 'string' ? answer.trim() : '';
}

/** An answer as a list: typed text is split at commas, semicolons, spaces and new lines; nothing empty, nothing twice. */
export function toList(answer: Answer | undefined): string[] {
  const parts = Array.isArray(answer) ? answer.map(part => part.trim()) : toText(answer).split(/[\s,;]+/);
  return [...new Set(parts.filter(Boolean))];
}

/** Whether a text has the shape of an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>()"]+@[^\s@,;<>()".]+(\.[^\s@,;<>()".]+)+$/.test(text);
}

/** A typed phone number in E.164 shape (`+4930123456`), or `undefined` when it has not got the country's code. */
export function toPhone(text: string): string | undefined {
  const phone = text.replace(/\(0\)|[\s().\/\u00a0\u2010-\u2015-]/g, '').replace(/^00/, '+');
  return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
}

/**
 * A typed number with a decimal point or comma, or `undefined`. `1,000` and `1.000` are refused:
 * they are a thousand for some and one for others.
 */
export function toNumber(text: string): number | undefined {
  const digits = text.replace(/\s/g, '');
  if (!/^[+-]?\d+([.,]\d+)?$/.test(digits) || /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return undefined;
  return Number(digits.replace(',', '.'));
}

/** A typed web address with its scheme (`https://` when left out), or `undefined` when it is not one. */
export function toUrl(text: string): string | undefined {
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  return /^https?:\/\/[^\s/?#:@.]+(\.[^\s/?#:@.]+)+(:\d+)?([/?#]\S*)?$/i.test(url) ? url : undefined;
}

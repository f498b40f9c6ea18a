import type {Answer, PhoneHints} from '../model/types.ts';

/** An answer as trimmed text; lists joined by a space, anything else empty. */
export function toText(answer: Answer | undefined): string {
  if (Array.isArray(answer))
    return answer
      .map(part => part.trim())
      .filter(Boolean)
      .join(' ');
  return typeof answer === 'string' ? answer.trim() : '';
}

/** The chosen options as a list: each as it was offered, but nothing empty and nothing twice. */
export function toList(answer: Answer | undefined): string[] {
  const options = [answer ?? []].flat().filter(option => typeof option === 'string');
  return [...new Set(options.filter(Boolean))];
}

/** What stands between addresses, in the scripts that have signs of their own for it. */
const separators = /[,;\n\u060c\u061b\u3001]+/;

/** What people write between addresses and in front of them. */
const between = /^([/|&\u2022\u00b7*-]+|\d{1,3}[.)]|(to|cc|an|\u00e0):|and|und|et|y|e|en|\u3068|\u0648)$/i;

/** An address out of its brackets, quotes and `mailto:`. */
function bareEmail(written: string): string {
  const text = written
    .replace(/^[\s("'[]*(mailto:)?/i, '')
    .split(/[?\s)"\]]/, 1)[0]!
    .replaceAll('\u3002', '.');
  return text.replace(/%40/g, '@').replace(/[.:']$/, '');
}

/**
 * Typed or pasted e-mail addresses: `Ann <ann@example.com>`, `ann@example.com (Ann)`, `mailto:ann@example.com`, or
 * addresses alone, between commas, semicolons, spaces or new lines; nothing twice, not even in another case. What is no address stays as it is
 * written.
 */
export function toEmails(answer: Answer | undefined): string[] {
  const text = Array.isArray(answer) ? answer.join('\n') : toText(answer);
  // A name may stand in quotes before its address, or in brackets behind it, or the address in those.
  const written = text
    .normalize('NFKC')
    .replace(/"[^"\n]*"(?=\s*<)/g, '')
    .replace(/\([^()@\n]*\)/g, ' ')
    .replace(/\(([^()\s<>@]+@[^()\s<>@]+)\)/g, '<$1>');
  const emails: string[] = [];
  /** Words that are a name if an address in brackets follows: "Lovelace, Ada <ada@example.com>". */
  let names: string[] = [];
  for (const entry of written.split(separators)) {
    const named = [...entry.matchAll(/<([^<>]*)>/g)].map(([, email]) => email!);
    if (named.length > 0) names = [];
    for (const word of entry.replace(/<[^<>]*>/g, ' ').split(/\s+/)) {
      if (word.includes('@')) emails.push(...names.splice(0), word);
      else if (named.length === 0 && !between.test(word)) names.push(word);
    }
    emails.push(...named);
  }
  emails.push(...names);
  const seen = new Set<string>();
  return emails.map(bareEmail).filter(email => email && seen.size < seen.add(email.toLowerCase()).size);
}

/** A typed e-mail address, as `toEmails` reads them; as it is written where it is not one. */
export function toEmail(answer: Answer | undefined): string {
  const [email = '', ...others] = toEmails(answer);
  return others.length > 0 || !isEmail(email) ? toText(answer) : email;
}

/** Whether a text has the shape of an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>()"]+@[^\s@,;<>()".]+(\.[^\s@,;<>()".]+)+$/.test(text);
}

/** The rule for phone numbers. What knows the countries is large, and loaded where a phone number is asked for. */
export const phones: {read(text: string, hints: PhoneHints): string | undefined} = {
  read(text) {
    const phone = text.replace(/\(0\)|[\s()./\u00a0\u2010-\u2015-]/g, '').replace(/^00/, '+');
    return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
  },
};

/** A typed phone number in E.164 shape (`+4930123456`), or `undefined` when it is none or its country is not known. */
export function toPhone(text: string, hints: PhoneHints = {}): string | undefined {
  return phones.read(text, hints);
}

/** With the digits of a keyboard, where an input method writes others: full-width, Arabic and Persian ones. */
function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15));
}

/** A typed or pasted code, without what stands between its digits. */
export function toCode(text: string): string {
  return plainDigits(text).replace(/[\s-]/g, '');
}

/**
 * A typed number with a decimal point or comma, or `undefined`. `1,000` and `1.000` are refused:
 * they are a thousand for some and one for others.
 */
export function toNumber(text: string): number | undefined {
  const digits = plainDigits(text).replace('\u066b', '.').replace(/\s/g, '');
  if (!/^[+-]?\d+([.,]\d+)?$/.test(digits) || /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return undefined;
  return Number(digits.replace(',', '.'));
}

/** A typed web address with its scheme (`https://` when left out), or `undefined` when it is not one. */
export function toUrl(text: string): string | undefined {
  // As an input method writes it: full-width letters, and in the host a full stop of Chinese and Japanese.
  const plain = text
    .replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/^([a-z]{1,9}:\/\/)?[^/?#]*/i, host => host.replace(/[\u3002\uff61]/g, '.'));
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`;
  return /^https?:\/\/[^\s/?#:@.]+(\.[^\s/?#:@.]+)+(:\d+)?([/?#]\S*)?$/i.test(url) ? url : undefined;
}

import type {Answer, PhoneHints} from '../model/types.ts';

/** Returns an answer as trimmed text; lists are joined by spaces, everything else becomes empty. */
export function toText(answer: Answer | undefined): string {
  if (Array.isArray(answer))
    return answer
      .map(part => part.trim())
      .filter(Boolean)
      .join(' ');
  return typeof answer === 'string' ? answer.trim() : '';
}

/** Returns the chosen options as a list, unchanged but without empty ones and duplicates. */
export function toList(answer: Answer | undefined): string[] {
  const options = [answer ?? []].flat().filter(option => typeof option === 'string');
  return [...new Set(options.filter(Boolean))];
}

/** Separators of addresses, including those of other scripts. */
const separators = /[,;\n\u060c\u061b\u3001]+/;

/** Words and marks that people write between addresses or before them. */
const between = /^([/|&\u2022\u00b7*-]+|\d{1,3}[.)]|(to|cc|an|\u00e0):|and|und|et|y|e|en|\u3068|\u0648)$/i;

/**
 * Replaces full-width letters and the like with plain ones. One letter may stand for a sentence of 18, which is no
 * address: such text stays as it is, so that it does not become 18 times as much work.
 */
function plainForms(text: string): string {
  const plain = text.normalize('NFKC');
  return plain.length > 2 * text.length ? text : plain;
}

/** Removes brackets, quotes and `mailto:` from an address. */
function bareEmail(written: string): string {
  const text = written
    .replace(/^[\s("'[]*(mailto:)?/i, '')
    .split(/[?\s)"\]]/, 1)[0]!
    .replaceAll('\u3002', '.');
  return text.replace(/%40/g, '@').replace(/[.:']$/, '');
}

/**
 * Reads typed or pasted e-mail addresses: `Ann <ann@example.com>`, `ann@example.com (Ann)`, `mailto:ann@example.com`,
 * or plain addresses separated by commas, semicolons, spaces or line breaks. Removes duplicates, ignoring case. Text
 * that is not an address stays unchanged.
 */
export function toEmails(answer: Answer | undefined): string[] {
  const text = Array.isArray(answer) ? answer.join('\n') : toText(answer);
  // A name may be in quotes before its address or in parentheses after it, or the address may be in parentheses.
  const written = plainForms(text)
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

/** Reads one typed e-mail address like `toEmails`; returns the trimmed text if it is not one. */
export function toEmail(answer: Answer | undefined): string {
  const [email = '', ...others] = toEmails(answer);
  return others.length > 0 || !isEmail(email) ? toText(answer) : email;
}

/** Whether text has the shape of an e-mail address. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@,;<>()"]+@[^\s@,;<>()".]+(\.[^\s@,;<>()".]+)+$/.test(text);
}

/**
 * Reads phone numbers. The rules of all countries are large, so they load only when an event type asks for a phone
 * number.
 */
export const phones: {read(text: string, hints: PhoneHints): string | undefined} = {
  read(text) {
    const phone = text.replace(/\(0\)|[\s()./\u00a0\u2010-\u2015-]/g, '').replace(/^00/, '+');
    return /^\+[1-9]\d{6,14}$/.test(phone) ? phone : undefined;
  },
};

/** Converts a typed phone number to E.164 (`+4930123456`); `undefined` if it is not one or its country is unknown. */
export function toPhone(text: string, hints: PhoneHints = {}): string | undefined {
  return phones.read(text, hints);
}

/** Replaces the digits of input methods (full-width, Arabic, Persian) with ASCII digits. */
function plainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, digit => String(digit.charCodeAt(0) & 15));
}

/** Removes separators from a typed or pasted code. */
export function toCode(text: string): string {
  return plainDigits(text).replace(/[\s-]/g, '');
}

/**
 * Parses a typed number with a decimal point or comma. Returns `undefined` for `1,000` and `1.000`, which mean a
 * thousand to some and one to others.
 */
export function toNumber(text: string): number | undefined {
  const digits = plainDigits(text).replace('\u066b', '.').replace(/\s/g, '');
  if (!/^[+-]?\d+([.,]\d+)?$/.test(digits) || /^[+-]?[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return undefined;
  return Number(digits.replace(',', '.'));
}

/** Returns a typed web address with its scheme (defaults to `https://`), or `undefined` if it is not one. */
export function toUrl(text: string): string | undefined {
  // Input methods write full-width letters and, in host names, the full stop of Chinese and Japanese.
  const plain = text
    .replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/^([a-z]{1,9}:\/\/)?[^/?#]*/i, host => host.replace(/[\u3002\uff61]/g, '.'));
  const url = /^[a-z][a-z\d+.-]*:\/\//i.test(plain) ? plain : `https://${plain}`;
  return /^https?:\/\/[^\s/?#:@.]+(\.[^\s/?#:@.]+)+(:\d+)?([/?#]\S*)?$/i.test(url) ? url : undefined;
}

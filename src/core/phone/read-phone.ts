import {countryNamed, countryOf, type PhoneCountry} from './phone-countries.ts';
import {phones} from '../flow/answers.ts';
import type {PhoneHints} from '../model/types.ts';
import {countryOfZone} from './zone-countries.ts';

/** Zeros of the scripts whose digits people type, except full-width ones, which NFKC replaces. */
const zeros = [...'٠۰०০੦૦୦௦౦೦൦๐໐၀០'].map(zero => zero.charCodeAt(0));

/** Country codes whose numbers keep their leading 0 from abroad. */
const keepsZero = new Set(['39', '378', '225', '241', '242']);

/** International dialling prefixes other than 00, by country code. */
const prefixes: Readonly<Record<string, RegExp>> = {
  1: /^011/,
  7: /^810|^00/,
  375: /^810|^00/,
  380: /^810|^00/,
  993: /^810|^00/,
  61: /^0011/,
  81: /^010/,
  82: /^00(?:700|[125678])/,
  65: /^0[0-3]\d/,
  66: /^00[1-9]/,
  62: /^00[178]/,
  852: /^00[1-9]?/,
  886: /^00[2579]/,
  55: /^00\d\d/,
  57: /^00[579]|^00414/,
  254: /^000/,
  255: /^00[056]/,
  256: /^00[057]/,
  234: /^009/,
  53: /^119/,
};

/** First digits of numbers that people write without the leading 0, in countries that otherwise use one. */
const bareStarts: Readonly<Record<string, RegExp>> = {
  55: /^[1-9]/,
  91: /^[6-9]/,
  86: /^1/,
  7: /^[79]/,
  54: /^[1-39]/,
  51: /^9/,
  977: /^9/,
  995: /^5/,
  90: /^5/,
  591: /^[67]/,
  36: /^[1-9]/,
  57: /^[36]/,
  84: /^[35789]/,
  374: /^[3-9]/,
};

/**
 * Removes digits that are only dialled: mobile prefixes in Mexico and Argentina, carrier codes in Brazil, the 8 before
 * the 0 in Ukraine and Belarus.
 */
function withoutOldWays(code: string, digits: string): string {
  if (code === '380' || code === '375') return digits.replace(/^80(?=\d{9}$)/, code === '380' ? '0' : '8');
  if (code === '52') return digits.replace(/^(01|04[45])(?=\d{10}$)/, '');
  if (code === '55') return digits.replace(/^0\d\d(?=[1-9]\d{9,10}$)/, '');
  if (code !== '54') return digits;
  const area = /^0?(11|[23]\d\d(?=15\d{7}$)|[23]\d{3}(?=15\d{6}$))15(\d{6,8})$/.exec(digits);
  return area && area[1]!.length + area[2]!.length === 10 ? `9${area[1]}${area[2]}` : digits;
}

function fits({code, min, max}: PhoneCountry, digits: string): boolean {
  if (digits.length < min || digits.length > max || (digits.startsWith('0') && !keepsZero.has(code))) return false;
  return code !== '1' || /^[2-9]\d\d[2-9]/.test(digits);
}

const isNumber = (digits: string): boolean => /^[1-9]\d{6,14}$/.test(digits);

/** Reads digits that begin with a country code; removes the trunk prefix. */
function readAbroad(digits: string, isSure: boolean): string | undefined {
  const country = countryOf(digits);
  if (!country) return isSure && isNumber(digits) ? `+${digits}` : undefined;
  const {code, trunk} = country;
  let rest = withoutOldWays(code, digits.slice(code.length));
  const old = code === '52' ? rest.replace(/^1(?=\d{10}$)/, '') : rest;
  // The trunk prefix, or the country code repeated: `+1 (1) 480 …`.
  const extra = [trunk, code].find(start => start && rest.startsWith(start) && fits(country, rest.slice(start.length)));
  const inner = extra ? rest.slice(extra.length) : trunk && rest.startsWith(trunk) ? rest.slice(trunk.length) : old;
  if (rest.startsWith('0') ? !keepsZero.has(code) : !fits(country, rest) && fits(country, inner)) rest = inner;
  return isNumber(code + rest) && (isSure || fits(country, rest)) ? `+${code}${rest}` : undefined;
}

/** Reads a number as dialled inside a country; `asUsual` accepts only the usual forms there. */
function readInside(country: PhoneCountry, digits: string, asUsual: boolean): string | undefined {
  const {code, trunk} = country;
  const usual = withoutOldWays(code, digits);
  const leading = code === '1' ? '1' : code === '370' ? (usual.startsWith('8') ? '8' : '0') : trunk;
  const hasTrunk = leading !== '' && usual.startsWith(leading) && fits(country, usual.slice(leading.length));
  const rest = hasTrunk ? usual.slice(leading.length) : usual;
  if (!fits(country, rest)) return undefined;
  const isUsual = hasTrunk || !trunk || usual !== digits || bareStarts[code]?.test(rest);
  return isUsual || !asUsual ? `+${code}${rest}` : undefined;
}

/**
 * The countries a number may belong to, the most likely first: the site's, the one of the visitor's zone, the
 * language's.
 */
function countriesOf({country, timeZone, locale}: PhoneHints): PhoneCountry[] {
  const region = /[-_]([a-z]{2})(?![a-z\d])/i.exec(locale?.slice(0, 35) ?? '')?.[1];
  const names = [country, timeZone && countryOfZone(timeZone), region];
  return [...new Set(names.map(name => (name ? countryNamed(name) : undefined)))].filter(found => found !== undefined);
}

const toDigit = (letter: string): string => {
  const zero = zeros.find(start => letter.charCodeAt(0) >= start && letter.charCodeAt(0) < start + 10);
  return zero === undefined ? letter : String(letter.charCodeAt(0) - zero);
};

/** Text after a number: an extension or the kind of line. It is not dialled from abroad. */
const words = 'ext|extn|extension|x|dw|durchwahl|доб|poste|int|interno|anexo|ramal|내선|内線|分機|分机|转';
const beside = new RegExp(`^(?:(?:;ext=|[;,#]|${words})[.:\\s]*\\d{1,8}|;.*|[\\p{L} .()]{0,20})$`, 'iu');

/** The digits with their separators, and everything after them. */
const parts = /^(\(?\+?\(?\d[\d\s()[\]./·•~_'\u2010-\u2015\u2212\u30fc-]*)([^]*)$/;

/** Returns the digits, with a leading `+` if present; undefined if the text is not a phone number. */
function clean(text: string): string | undefined {
  if (text.length > 100) return undefined;
  const visible = text.normalize('NFKC').replace(/[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, '');
  let written = visible.replace(/\p{Nd}/gu, toDigit).trim();
  if (/^tel:/i.test(written)) written = written.replace(/%20/g, ' ').replace(/%2b/gi, '+');
  const context = /;phone-context=(\+\d{1,14})/i.exec(written)?.[1] ?? '';
  // A label may come first: "Tel.: ", a phone symbol.
  const start = written.search(/[\d+(]/);
  if (start < 0 || start > 20) return undefined;
  const [, number = '', rest = ''] = parts.exec(written.slice(start).replace(/^(\(?)\+[\s+]*/, '$1+')) ?? [];
  if (!beside.test(rest.trim())) return undefined;
  const whole = number.includes('+') ? number : context + number;
  // In `+44 (0)20` the 0 is only dialled inside the country; in Italy it is part of the number.
  const isItalian = /^\(?(\+|00)\s*39/.test(whole);
  const dialled = isItalian ? whole : whole.replace(/^([^(]*\d\s*|\(\+?\d+\)\s*)\(0\)/, '$1');
  return dialled.replace(/[^+\d]/g, '');
}

/**
 * Reads a phone number as people write it; returns E.164 (`+4930123456`), or undefined if it is not one or its country
 * is unknown. A number without a country code is read as one of the countries in `hints`.
 */
export function readPhone(text: string, hints: PhoneHints = {}): string | undefined {
  const digits = clean(text);
  if (!digits) return undefined;
  if (digits.startsWith('+')) return readAbroad(digits.slice(1), true);
  const countries = countriesOf(hints);
  const afterPrefix = (prefix: RegExp) =>
    prefix.test(digits) ? readAbroad(digits.replace(prefix, ''), false) : undefined;
  for (const country of countries) {
    const found = afterPrefix(prefixes[country.code] ?? /^00/) ?? readInside(country, digits, true);
    if (found) return found;
  }
  for (const country of countries) {
    const isWhole = digits.startsWith(country.code) && fits(country, digits.slice(country.code.length));
    const found = readInside(country, digits, false) ?? (isWhole ? `+${digits}` : undefined);
    if (found) return found;
  }
  // An unknown international prefix in print, followed by the country code.
  const unknown = digits.startsWith('00') && isNumber(digits.slice(2)) ? `+${digits.slice(2)}` : undefined;
  return afterPrefix(/^00/) ?? afterPrefix(/^0?011/) ?? unknown;
}

/** Makes the questions read phone numbers with the rules of all countries. */
export function usePhones(): void {
  phones.read = readPhone;
}

/** Named characters that hosts and their editors write. Letters with accents are composed below. */
const names: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
  ensp: '\u2002',
  emsp: '\u2003',
  thinsp: '\u2009',
  shy: '\u00ad',
  hellip: '…',
  ndash: '–',
  mdash: '—',
  lsquo: '‘',
  rsquo: '’',
  sbquo: '‚',
  ldquo: '“',
  rdquo: '”',
  bdquo: '„',
  laquo: '«',
  raquo: '»',
  bull: '•',
  middot: '·',
  copy: '©',
  reg: '®',
  trade: '™',
  euro: '€',
  pound: '£',
  yen: '¥',
  cent: '¢',
  sect: '§',
  para: '¶',
  deg: '°',
  plusmn: '±',
  times: '×',
  divide: '÷',
  minus: '−',
  frac12: '½',
  frac14: '¼',
  frac34: '¾',
  larr: '←',
  rarr: '→',
  check: '✓',
  iquest: '¿',
  iexcl: '¡',
  szlig: 'ß',
  aelig: 'æ',
  AElig: 'Æ',
  oelig: 'œ',
  OElig: 'Œ',
  oslash: 'ø',
  Oslash: 'Ø',
  ordf: 'ª',
  ordm: 'º',
};

const marks: Readonly<Record<string, string>> = {
  acute: '\u0301',
  grave: '\u0300',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  cedil: '\u0327',
  ring: '\u030a',
  caron: '\u030c',
};

/** Possible entities: `&amp;`, `&#39;`, `&#x27;`. */
export const entity = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z]{2,8}\d{0,2});/i;

/** Returns the character of an entity, or the text itself if it is not one. */
export function readEntity(written: string): string {
  const name = written.slice(1, -1);
  if (name.startsWith('#')) {
    const code = Number(name.replace(/^#x/i, '0x').replace('#', ''));
    // Excludes control characters and surrogates.
    const isIn = (from: number, end: number) => code >= from && code < end;
    const isText = isIn(0x20, 0x7f) || isIn(0xa0, 0xd800) || isIn(0xe000, 0x110000);
    return isText ? String.fromCodePoint(code) : '\ufffd';
  }
  if (Object.hasOwn(names, name)) return names[name]!;
  const mark = name.slice(1);
  const letter = Object.hasOwn(marks, mark) ? (name[0] + marks[mark]!).normalize('NFC') : '';
  return letter.length === 1 ? letter : written;
}

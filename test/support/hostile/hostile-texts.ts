/** Texts of one length that make careless code work far more than their length: for the tables over all inputs. */
export function hostileTexts(length: number): Readonly<Record<string, string>> {
  const rowOf = (unit: string, before = '', after = '') =>
    before +
    unit
      .repeat(Math.max(0, Math.ceil((length - before.length - after.length) / unit.length)))
      .slice(0, length - before.length - after.length) +
    after;
  return {
    slashes: rowOf('/', 'rick', '30min'),
    'slashes of an address': rowOf('/', 'https://a.example', 'x'),
    spaces: rowOf(' ', 'a', 'a'),
    tabs: rowOf('\t', 'a', 'a'),
    'new lines': rowOf('\n', 'a', 'a'),
    'a text that never ends': rowOf('\\"', '"'),
    'open brackets': rowOf('['),
    'open braces': rowOf('{"a":'),
    placeholders: rowOf('{a}b'),
    'a language with many keys': manyKeys(length, 'en-u'),
    'a language with many private parts': manyKeys(length, 'en-x'),
    languages: rowOf('en-u-v00000-v00001,'),
    'ends of languages': rowOf('a-'),
    'a zone': rowOf('/A', 'Etc'),
    'a fraction of a second': rowOf('0', '2026-11-24T10:00:00.', 'Z'),
    digits: rowOf('1'),
    'a phone number': rowOf('1', '+49', 'x'),
    'brackets of a phone number': rowOf('(0)', '+'),
    'an address without an end': rowOf('a.', 'a@'),
    'at signs': rowOf('a@'),
    'question marks': rowOf('?', 'https://a.example/live', '\n'),
    query: rowOf('a=b&'),
    'percent signs': rowOf('%'),
    'encoded slashes': rowOf('%2f'),
    commas: rowOf(','),
    semicolons: rowOf('q;'),
    colons: rowOf(':'),
    dots: rowOf('../../'),
    dashes: rowOf('-', 'a', 'a'),
    accents: rowOf('\u0301', 'a'),
    ligatures: rowOf('\ufdfa'),
    'a bearer': rowOf(' ', 'Bearer ', 'a b'),
    'parts of a token': rowOf('a.'),
    'numbers of an address': rowOf('1.1.1.1,'),
    'colons of an address': rowOf('::ffff:'),
    'brackets of an address': rowOf(']:1', '['),
    'braces of an error': rowOf('{a', ''),
    'words of an error': rowOf('Your api key ', ''),
    'names of objects': rowOf('__proto__.'),
    markup: rowOf('<b a="'),
  };
}

/** Keys that are all different, as the same one twice is refused at once. */
function manyKeys(length: number, start: string): string {
  let text = start;
  for (let index = 0; text.length < length; index++) text += `-v${String(index).padStart(5, '0')}`;
  return text.slice(0, length);
}

/** Text of the same length that nothing stumbles over. */
export function harmlessText(length: number): string {
  return 'abcdefgh'.repeat(Math.ceil(length / 8)).slice(0, length);
}

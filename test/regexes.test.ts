import {globSync, readFileSync} from 'node:fs';
import {parseAst} from 'vite';
import {expect, test} from 'vitest';
import {isInStep, timeOf, unitMs} from './support/hostile/growth.ts';

/** Long enough for a square to show: 64 million steps beside 8 thousand. */
const length = 8_000;

/** Expressions that are slow with long texts, and never meet one: each with what bounds its text. */
const bounded: Readonly<Record<string, string>> = {};

interface Found {
  file: string;
  pattern: string;
  flags: string;
}

/** Every regular expression that is written in a file. */
function readExpressions(file: string): Found[] {
  const found: Found[] = [];
  const walk = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const {type, regex} = node as {type?: string; regex?: {pattern: string; flags: string}};
    if (type === 'Literal' && regex) found.push({file, ...regex});
    Object.values(node).forEach(walk);
  };
  walk(parseAst(readFileSync(file, 'utf8'), {lang: 'ts'}, file));
  return found;
}

/** One character of each kind that the expression knows, and some that it does not. */
function lettersOf(pattern: string): string[] {
  const classes: Record<string, string> = {
    s: ' \t\n',
    S: 'x',
    d: '1',
    D: 'x',
    w: 'a_',
    W: ' ',
    p: 'é-',
    P: 'é',
    r: '\r',
    n: '\n',
    b: 'a ',
  };
  const letters = new Set<string>('\n \u0000');
  for (let index = 0; index < pattern.length; index++) {
    const mark = pattern[index]!;
    if (mark === '\\') for (const letter of classes[pattern[(index += 1)]!] ?? pattern[index]!) letters.add(letter);
    else if ('.^$'.includes(mark) && mark !== '.') continue;
    else letters.add(mark);
  }
  return [...letters];
}

/** The plain text an expression begins with: what leads into its loops. */
function leadsOf(pattern: string): string[] {
  const words = pattern.replace(/\\([/.])/g, '$1').match(/[\w/:"=&; .@-]{2,}/g) ?? [];
  return ['', ...new Set(words.flatMap(word => [word, `${word} `]))].slice(0, 8);
}

/** Rows of one or two characters that an expression may walk again and again, each with an end that spoils the match. */
function* hostileTexts(pattern: string): Generator<string> {
  const letters = lettersOf(pattern);
  const leads = leadsOf(pattern);
  const pairs = letters.flatMap(a => letters.map(b => a + b)).slice(0, 300);
  const units = [
    ...letters,
    ...pairs,
    ...leads.slice(1),
    ...leads.slice(1).flatMap(lead => letters.map(letter => lead + letter)),
  ];
  for (const unit of units) {
    const row = unit.repeat(Math.ceil(length / unit.length)).slice(0, length);
    // What stands before it keeps an anchored beginning from taking the row in one go.
    for (const [start, end] of [
      ['', ''],
      ['', '\u0001'],
      ['', '\n\u0001'],
      ['\u0001', '\u0001'],
    ])
      yield start + row + end;
  }
  for (const lead of leads.slice(1)) for (const unit of letters) yield lead + unit.repeat(length) + '\u0001';
}

const all = globSync('src/**/*.ts')
  .filter(file => !file.includes('locales'))
  .flatMap(readExpressions);
const expressions = [...new Map(all.map(found => [`/${found.pattern}/${found.flags}`, found])).entries()];

test('every regular expression of the kit is looked at', () => {
  expect(expressions.length).toBeGreaterThan(100);
});

test('what is said to be bounded is still there', () => {
  expect(Object.keys(bounded).filter(source => !expressions.some(([known]) => known === source))).toEqual([]);
});

test.each(expressions.filter(([source]) => bounded[source] === undefined))(
  '%s takes time in step with its text',
  (_source, {pattern, flags, file}) => {
    const unit = unitMs(length);
    // With `g` every place is tried, as `replace` and `matchAll` do.
    const run = (text: string) => text.replace(new RegExp(pattern, flags.includes('g') ? flags : `${flags}g`), '');
    const harmless = Math.min(...[1, 2, 3].map(() => timeOf(() => run('abc '.repeat(length / 4)))));
    for (const text of hostileTexts(pattern)) {
      let hostile = timeOf(() => run(text));
      for (let turn = 0; turn < 4 && !isInStep({hostile, harmless}, unit); turn++)
        hostile = Math.min(
          hostile,
          timeOf(() => run(text)),
        );
      expect(
        isInStep({hostile, harmless}, unit),
        `${file}: ${hostile.toFixed(1)} ms instead of ${Math.max(harmless, unit).toFixed(2)} ms with ${JSON.stringify(text.slice(0, 40))}… ${JSON.stringify(text.slice(-4))}`,
      ).toBe(true);
    }
  },
);

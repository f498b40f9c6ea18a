import {globSync, readFileSync} from 'node:fs';
import {expect, test} from 'vitest';

const sources = globSync(['src/elements/**/*.ts', 'src/core/page/token-styles.ts'])
  .map(path => readFileSync(path, 'utf8'))
  .join('\n');
const documented = new Map(
  [...sources.matchAll(/@cssprop (?:\[(--booking-[\w-]+)(?:=(.*?))?\]|(--booking-[\w-]+)) - /g)].map(
    ([, optional, byDefault, plain]) => [(optional ?? plain)!, byDefault],
  ),
);

/** What a style sheet falls back to where a page says nothing, e.g. `1rem` in `var(--booking-font-size, 1rem)`. */
function defaultsOf(name: string): string[] {
  return [...sources.matchAll(new RegExp(`var\\(${name}, ((?:[^()]|\\([^()]*\\))*)\\)`, 'g'))].map(match => match[1]!);
}

test('every custom property a page can set is documented, with its default', () => {
  const used = new Set([...sources.matchAll(/var\((--booking-[\w-]+)/g)].map(match => match[1]!));
  expect([...documented.keys()].sort()).toEqual([...used].sort());
  expect([...used].filter(name => !name.startsWith('--booking-popup-'))).toHaveLength(27);
  for (const [name, byDefault] of documented)
    if (byDefault !== undefined) expect(new Set(defaultsOf(name)), name).toEqual(new Set([byDefault]));
});

test('no element sets a public property, which would hide what the page sets on its root', () => {
  expect([...sources.matchAll(/^\s*(--booking-[\w-]+):/gm)].map(match => match[1])).toEqual([]);
});

test('the demo of a look of its own leaves no property out', () => {
  const [, arcade = ''] = /\.arcade \{([^}]*)\}/.exec(readFileSync('demo/styles/themes.css', 'utf8')) ?? [];
  const set = [...arcade.matchAll(/(--booking-[\w-]+):/g)].map(match => match[1]!);
  expect(set.sort()).toEqual([...documented.keys()].filter(name => !name.startsWith('--booking-popup-')).sort());
});

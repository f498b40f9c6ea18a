import {globSync, readFileSync} from 'node:fs';
import {dirname, join, relative, sep} from 'node:path';
import {expect, test} from 'vitest';

interface Rule {
  rooms: string[];
  packages: RegExp;
  /** Words that have no business in the room. */
  never?: RegExp;
}

const nothing = /^$/;
const rules: Record<string, Rule> = {
  core: {rooms: [], packages: nothing, never: /\b(Date\.now\(|new Date\(\)|Math\.random\(|fetch\(|document\.|window\.|process\.)/},
  client: {rooms: ['core'], packages: nothing, never: /\bprocess\./},
  embed: {rooms: ['core'], packages: nothing, never: /\bprocess\./},
  elements: {rooms: ['core', 'client', 'embed'], packages: /^(lit|@lit\/task)(\/|$)/, never: /\b(fetch\(|EventSource\b|process\.)/},
  proxy: {rooms: ['core'], packages: /^(node:|hono|@hono\/node-server|jose|zod|pino|pg|prom-client)/, never: /\b(document|window)\./},
  react: {rooms: ['elements', 'define'], packages: /^react$/},
  frameworks: {rooms: ['elements'], packages: /^(vue|svelte\/elements|solid-js)$/},
  /** Entry points, no logic. */
  define: {rooms: ['elements'], packages: nothing},
  '': {rooms: ['core', 'client', 'elements', 'define', 'proxy', 'react'], packages: nothing},
};

const imports = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

function roomOf(file: string): string {
  const parts = relative('src', file).split(sep);
  return parts.length > 1 ? parts[0]! : '';
}

test.each(globSync('src/**/*.ts'))('%s imports only what its room may', file => {
  const room = roomOf(file);
  const rule = rules[room];
  expect(rule, `src/${room} is not a room; add it to the design first`).toBeDefined();
  const source = readFileSync(file, 'utf8');
  const specifiers = [...source.matchAll(imports)].map(match => match[1]!);
  const wrong = specifiers.filter(specifier => {
    if (!specifier.startsWith('.')) return !rule!.packages.test(specifier);
    const target = join(dirname(file), specifier);
    if (relative('src', target).startsWith('..')) return true;
    return roomOf(target) !== room && !rule!.rooms.includes(roomOf(target));
  });
  expect(wrong).toEqual([]);
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  expect(rule!.never?.exec(code)?.[0]).toBeUndefined();
});

test('only the proxy\'s command line reads the environment and listens', () => {
  const guilty = globSync('src/proxy/**/*.ts')
    .filter(file => !file.endsWith(`proxy${sep}main.ts`))
    .filter(file => /\bprocess\.env\b|\.listen\(|\bserve\(/.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});

test('only core, proxy/cal, proxy/webhooks and the stand-in know Cal.com\'s versions', () => {
  const guilty = globSync('src/**/*.ts')
    .filter(file => !/src.(core.cal|proxy.(cal|webhooks))/.test(file))
    .filter(file => /2024-0[689]-\d\d/.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});

test('no file is longer than 300 lines', () => {
  const long = globSync('{src,mocks,demo,test}/**/*.ts', {exclude: path => path.endsWith('node_modules')})
    .map(file => ({file, lines: readFileSync(file, 'utf8').split('\n').length}))
    .filter(({lines}) => lines > 300);
  expect(long).toEqual([]);
});

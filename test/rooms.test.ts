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
  core: {
    rooms: [],
    packages: nothing,
    never: /\b(Date\.now\(|new Date\(\)|Math\.random\(|fetch\(|document\.|window\.|process\.)/,
  },
  client: {rooms: ['core'], packages: nothing, never: /\bprocess\./},
  embed: {rooms: ['core'], packages: nothing, never: /\bprocess\./},
  elements: {
    rooms: ['core', 'client', 'embed'],
    packages: /^(lit|@lit\/task)(\/|$)/,
    never: /\b(fetch\(|EventSource\b|process\.)/,
  },
  proxy: {
    rooms: ['core'],
    packages: /^(node:|hono|@hono\/node-server|jose|zod|pino|pg|prom-client)/,
    never: /\b(document|window)\./,
  },
  react: {rooms: ['elements', 'define'], packages: /^react$/},
  frameworks: {rooms: ['elements'], packages: /^(vue|svelte\/elements|solid-js)$/},
  /** Entry points, no logic. */
  define: {rooms: ['elements'], packages: nothing},
  '': {rooms: ['core', 'client', 'elements', 'define', 'proxy', 'react'], packages: nothing},
};

/** Folders of a room, each with the other folders of the room it may import; a folder that is not listed may import all. */
const folders: Record<string, string[]> = {
  'core/model': [],
  'core/text': [],
  'core/time': ['core/model'],
  'core/flow': ['core/model', 'core/time'],
  'core/phone': ['core/flow', 'core/model', 'core/time'],
  'core/cal': ['core/model', 'core/time', 'core/flow', 'core/text'],
  'core/state': ['core/model', 'core/text', 'core/cal'],
  'core/words': ['core/model', 'core/time', 'core/flow', 'core/locales'],
  'core/locales': ['core/words'],
  'core/places': ['core/model', 'core/time'],
  'core/page': ['core/model', 'core/time', 'core/flow', 'core/words', 'core/text'],
  'elements/events': [],
  'elements/base': ['elements/events', 'elements/inputs'],
  'elements/inputs': ['elements/base'],
  'elements/loading': ['elements/base'],
  'elements/calendar': ['elements/base', 'elements/events', 'elements/inputs'],
  'elements/slots': ['elements/base', 'elements/events', 'elements/inputs'],
  'elements/questions': ['elements/base', 'elements/events', 'elements/inputs', 'elements/loading'],
  'elements/zone': ['elements/base', 'elements/events', 'elements/inputs', 'elements/loading'],
  'elements/change': ['elements/base', 'elements/events', 'elements/inputs'],
  'elements/inline': ['elements/base', 'elements/events', 'elements/inputs', 'elements/loading'],
  'elements/popup': ['elements/base', 'elements/events', 'elements/inputs', 'elements/loading', 'elements/inline'],
  'elements/status': [
    'elements/base',
    'elements/events',
    'elements/inputs',
    'elements/loading',
    'elements/change',
    'elements/form',
  ],
  'proxy/settings': [],
  'proxy/openapi': ['proxy/settings'],
  'proxy/store': ['proxy/settings', 'proxy'],
  'proxy/webhooks': ['proxy/store', 'proxy/live'],
  'proxy/live': ['proxy/settings', 'proxy/store', 'proxy'],
  'proxy/page': ['proxy/settings', 'proxy'],
  'proxy/engine': ['proxy/store', 'proxy'],
  'proxy/ops': [
    'proxy/effects',
    'proxy/engine',
    'proxy/guard',
    'proxy/observe',
    'proxy/settings',
    'proxy/store',
    'proxy/webhooks',
    'proxy',
  ],
  'proxy/effects': [
    'proxy/book',
    'proxy/cal',
    'proxy/engine',
    'proxy/observe',
    'proxy/settings',
    'proxy/store',
    'proxy/webhooks',
    'proxy',
  ],
};

const imports = /(?:\bfrom|\bimport)\s*\(?\s*['"]([^'"]+)['"]/g;

function roomOf(file: string): string {
  const parts = relative('src', file).split(sep);
  return parts.length > 1 ? parts[0]! : '';
}

/** The room and its folder, e.g. `core/time`; the room alone for a file at its top. */
function folderOf(file: string): string {
  return relative('src', file).split(sep).slice(0, -1).slice(0, 2).join('/');
}

test.each(globSync('src/**/*.ts'))('%s imports only what its room may', file => {
  const room = roomOf(file);
  const rule = rules[room];
  expect(rule, `src/${room} is not a room; add it to the design first`).toBeDefined();
  const source = readFileSync(file, 'utf8');
  const specifiers = [...source.matchAll(imports)].map(match => match[1]!);
  const folder = folderOf(file);
  const wrong = specifiers.filter(specifier => {
    if (!specifier.startsWith('.')) return !rule!.packages.test(specifier);
    const target = join(dirname(file), specifier);
    if (relative('src', target).startsWith('..')) return true;
    if (roomOf(target) !== room) return !rule!.rooms.includes(roomOf(target));
    return folder in folders && folderOf(target) !== folder && !folders[folder]!.includes(folderOf(target));
  });
  expect(wrong).toEqual([]);
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  expect(rule!.never?.exec(code)?.[0]).toBeUndefined();
});

test("only the proxy's command line reads the environment and listens", () => {
  const guilty = globSync('src/proxy/**/*.ts')
    .filter(file => !file.endsWith(`proxy${sep}main.ts`))
    .filter(file => /\bprocess\.env\b|\.listen\(|\bserve\(/.test(readFileSync(file, 'utf8')));
  expect(guilty).toEqual([]);
});

test("only core, proxy/cal, proxy/webhooks and the stand-in know Cal.com's versions", () => {
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

/** `<booking-status>` moves a booking with a form, and a form shows its booking with a status: each loads the other's code when it needs it. */
const lazyPair = 'src/elements/status/manage.ts → src/elements/form/define-form.ts';

test('no file imports itself through others, types included', () => {
  const files = globSync('{src,mocks}/**/*.ts').map(file => file.replaceAll('\\', '/'));
  const graph = new Map(
    files.map(file => {
      const code = readFileSync(file, 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
      const targets = [...code.matchAll(imports)]
        .map(match => match[1]!)
        .filter(path => path.startsWith('.'))
        .map(path => join(dirname(file), path).replaceAll('\\', '/'));
      return [file, targets.filter(target => `${file} → ${target}` !== lazyPair)] as const;
    }),
  );
  const done = new Set<string>();
  const circles: string[] = [];
  function walk(file: string, path: readonly string[]): void {
    if (path.includes(file)) circles.push([...path.slice(path.indexOf(file)), file].join(' → '));
    if (path.includes(file) || done.has(file)) return;
    for (const target of graph.get(file) ?? []) walk(target, [...path, file]);
    done.add(file);
  }
  for (const file of files) walk(file, []);
  expect(graph.get('src/elements/status/manage.ts')).toBeDefined();
  expect(circles).toEqual([]);
});

/** Data, and a folder's README, do not count. */
const isData = (file: string) => /fixtures|pictures|node_modules|demo.apps|README.md/.test(file);

test('no folder has more than 15 files of its own', () => {
  const counts = new Map<string, number>();
  const files = globSync('{src,mocks,demo,test}/**/*.*', {exclude: path => path.endsWith('node_modules')}).filter(
    file => !isData(file),
  );
  for (const file of files) counts.set(dirname(file), (counts.get(dirname(file)) ?? 0) + 1);
  expect([...counts].filter(([, count]) => count > 15)).toEqual([]);
});

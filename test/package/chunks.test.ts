import {beforeAll, expect, test} from 'vitest';
import {build, type Rollup} from 'vite';

type Chunk = Rollup.OutputChunk;

interface Source {
  imports: readonly string[];
  /** What it imports later. */
  later: readonly string[];
}

/** The files of the package by name, and its sources. */
const files = new Map<string, Chunk>();
const sources = new Map<string, Source>();

beforeAll(async () => {
  process.env['NODE_ENV'] = 'production';
  const readGraph = {
    name: 'read-graph',
    buildEnd(this: Rollup.PluginContext) {
      for (const id of this.getModuleIds()) {
        const {importedIds, dynamicallyImportedIds} = this.getModuleInfo(id)!;
        sources.set(id, {imports: importedIds, later: dynamicallyImportedIds});
      }
    },
  };
  const result = await build({
    configFile: 'vite.config.ts',
    mode: 'production',
    logLevel: 'error',
    plugins: [readGraph],
    build: {write: false},
  });
  const [{output}] = result as [Rollup.RollupOutput];
  for (const file of output) if (file.type === 'chunk') files.set(file.fileName, file);
});

/** Adds a name and everything that it leads to. */
function follow(name: string, next: (name: string) => readonly string[], found = new Set<string>()): Set<string> {
  if (found.has(name)) return found;
  found.add(name);
  for (const other of next(name)) follow(other, next, found);
  return found;
}

const importsOf = (file: string) => files.get(file)!.imports.filter(name => files.has(name));
const isElement = (id: string) => /\/elements\/(\w+)\/booking-\w+\.ts$/.test(id) && !id.includes('/base/');
const short = (id: string) => id.replace(/^.*\/src\//, '');

const fileOf = (id: string) => [...files.values()].find(({moduleIds}) => moduleIds.includes(id))?.fileName;

/**
 * The elements that a browser without a bundler loads for a source although its code does not import them, then for
 * each source that its code imports later.
 */
function findNeedless(id: string, before: {loaded: Set<string>; needed: Set<string>}, done: Set<string>): string[] {
  const file = fileOf(id);
  if (!file || done.has(id)) return [];
  done.add(id);
  const needed = follow(id, name => sources.get(name)?.imports ?? [], new Set(before.needed));
  const loaded = follow(file, importsOf, new Set(before.loaded));
  const added = [...loaded].filter(name => !before.loaded.has(name)).flatMap(name => files.get(name)!.moduleIds);
  const needless = added.filter(other => isElement(other) && !needed.has(other));
  const later = [...new Set([...needed].flatMap(name => sources.get(name)?.later ?? []))];
  return [
    ...needless.map(other => `${short(id)} loads ${short(other)}`),
    ...later.flatMap(name => findNeedless(name, {loaded, needed}, done)),
  ];
}

test('no file of the package imports an entry, except another entry', () => {
  const importers = [...files.values()].filter(({isEntry}) => !isEntry);
  expect(importers.length).toBeGreaterThan(30);
  const wrong = importers.flatMap(({fileName, imports}) =>
    imports.filter(name => files.get(name)?.isEntry).map(name => `${fileName} → ${name}`),
  );
  expect(wrong).toEqual([]);
});

test('an entry exports what its source exports, and nothing for other files of the package', () => {
  expect(files.get('index.js')!.exports.filter(name => name.length === 1)).toEqual([]);
});

test('without a bundler, an entry and the steps after it load no element that they do not need', () => {
  const entries = [...files.values()].filter(({isEntry}) => isEntry);
  expect(entries.map(({fileName}) => fileName)).toContain('define/booking-form.js');
  const needless = entries.flatMap(({facadeModuleId}) =>
    findNeedless(facadeModuleId!, {loaded: new Set(), needed: new Set()}, new Set()),
  );
  const allowed = [
    // Every form has one, so they share a file.
    /zone\/booking-zone\.ts$/,
    // The form's reducer is in the form's file; moving a booking needs the form too.
    /^elements\/status\/manage\.ts loads elements\/form\/booking-form\.ts$/,
  ];
  expect([...new Set(needless)].filter(line => !allowed.some(pattern => pattern.test(line)))).toEqual([]);
});

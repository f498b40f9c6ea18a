import {gzipSync} from 'node:zlib';
import {build, type Rollup} from 'vite';
import {beforeAll, expect, test} from 'vitest';

// Under Vitest's own NODE_ENV this would measure Lit's development build.
beforeAll(() => {
  process.env['NODE_ENV'] = 'production';
});

type Chunk = Rollup.OutputChunk;

async function bundle(entry: string): Promise<Chunk[]> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    build: {write: false, target: 'es2022', minify: true, modulePreload: {polyfill: false}, rollupOptions: {input: entry}},
  }) as Rollup.RollupOutput;
  return result.output.filter(output => output.type === 'chunk');
}

const kilobytes = (chunks: Chunk[]) => chunks.reduce((sum, chunk) => sum + gzipSync(chunk.code, {level: 9}).length, 0) / 1000;

/** The chunks a page loads before the visitor did anything: the entry and what it imports statically. */
function firstView(chunks: Chunk[]): Chunk[] {
  const byName = new Map(chunks.map(chunk => [chunk.fileName, chunk]));
  const wanted = new Set(chunks.filter(chunk => chunk.isEntry));
  for (const chunk of wanted) for (const name of chunk.imports) if (byName.has(name)) wanted.add(byName.get(name)!);
  return [...wanted];
}

// The goal is the design's; the ceiling is what was reached so far and only ever goes down.
test.each([
  {entry: 'src/define/booking-form.ts', goal: {first: 16, whole: 24}, ceiling: {first: 31.5, whole: 44}},
  {entry: 'src/define/booking-inline.ts', goal: {first: 10, whole: 10}, ceiling: {first: 18.6, whole: 28}},
])('$entry does not grow: first view $ceiling.first kB, whole $ceiling.whole kB gzip', async ({entry, goal, ceiling}) => {
  const chunks = await bundle(entry);
  const sizes = {first: kilobytes(firstView(chunks)), whole: kilobytes(chunks)};
  const line = (name: 'first' | 'whole') => `${name} ${sizes[name].toFixed(2)} kB (goal ${goal[name]}, ceiling ${ceiling[name]})`;
  console.log(`${entry}, gzip, Lit included: ${line('first')}, ${line('whole')}`);
  expect(sizes.first).toBeLessThanOrEqual(ceiling.first);
  expect(sizes.whole).toBeLessThanOrEqual(ceiling.whole);
});

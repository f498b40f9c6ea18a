import {gzipSync} from 'node:zlib';
import {build, type Plugin, type Rollup} from 'vite';
import {ownCopies} from '../../vite.page.ts';
import {shortTemplates} from '../../vite.templates.ts';

type Chunk = Rollup.OutputChunk;

/** What a page loads for an entry, in kB of gzip. */
export interface Sizes {
  /** Everything before the visitor did anything. */
  first: number;
  /** All of it, with what comes later or never, in English. */
  whole: number;
  /** What a language besides adds, at most. */
  words: number;
  /** Each file by its name. */
  files: Record<string, number>;
  /** Bytes of each source before they are made small, first view only. */
  sources: Record<string, number>;
}

const leaveLazyOut: Plugin = {name: 'leave-lazy-out', resolveDynamicImport: () => false};

/** Bundles an entry as a site would, and returns its files. */
export async function bundle(entry: string, plugins: Plugin[], output: Rollup.OutputOptions): Promise<Chunk[]> {
  // Under a test runner's own NODE_ENV this would measure Lit's development build.
  process.env['NODE_ENV'] = 'production';
  const result = (await build({
    configFile: false,
    logLevel: 'error',
    mode: 'production',
    plugins: [shortTemplates(), ...plugins],
    build: {
      write: false,
      target: 'es2022',
      lib: {entry, formats: ['es']},
      rolldownOptions: {output: {minify: true, ...output}},
    },
  })) as Rollup.RollupOutput[];
  return result[0]!.output.filter(file => file.type === 'chunk');
}

/** Bundles an entry as a site would, its first view in one file, and weighs what comes out. */
export async function weigh(entry: string): Promise<Sizes> {
  const [alone] = await bundle(entry, [leaveLazyOut], {});
  const first = new Set(Object.keys(alone!.modules));
  const chunks = await bundle(entry, [], {
    codeSplitting: {groups: [{name: 'first', test: (id: string) => first.has(id)}]},
  });
  const weightOf = ({code}: Chunk) => gzipSync(code, {level: 9}).length / 1000;
  const isWords = ({facadeModuleId}: Chunk) => /\/core\/locales\/(?!index)/.test(facadeModuleId ?? '');
  const sum = (list: Chunk[]) => list.reduce((total, chunk) => total + weightOf(chunk), 0);
  return {
    first: sum(chunks.filter(({isEntry, name}) => isEntry || name === 'first')),
    whole: sum(chunks.filter(chunk => !isWords(chunk))),
    words: Math.max(0, ...chunks.filter(isWords).map(weightOf)),
    files: Object.fromEntries(chunks.map(chunk => [chunk.fileName, weightOf(chunk)])),
    sources: Object.fromEntries(
      Object.entries(alone!.modules).map(([id, {renderedLength}]) => [
        id.replace(/^.*?\/(src|node_modules)\//, '$1/'),
        renderedLength,
      ]),
    ),
  };
}

/**
 * Builds the script tag as it is published. Returns a function that tells how many kB of gzip these files are, each by
 * its name in front of the hash, with all files they import.
 */
export async function weighTag(): Promise<(...names: string[]) => number> {
  process.env['NODE_ENV'] = 'production';
  const {output} = (await build({
    configFile: 'vite.config.ts',
    mode: 'page',
    logLevel: 'error',
    // In a test the configuration has none.
    plugins: [ownCopies, shortTemplates()],
    build: {write: false, sourcemap: false},
  })) as Rollup.RollupOutput;
  const chunks = output.filter(file => file.type === 'chunk');
  return (...names) => {
    const isNamed = ({fileName}: Chunk) =>
      names.some(name => fileName === `${name}.js` || fileName.replace(/-[\w-]{8}\.js$/, '') === `page/${name}`);
    const loaded = new Set(chunks.filter(isNamed));
    for (const chunk of loaded)
      for (const file of chunk.imports) loaded.add(chunks.find(({fileName}) => fileName === file)!);
    return [...loaded].reduce((sum, {code}) => sum + gzipSync(code, {level: 9}).length / 1000, 0);
  };
}

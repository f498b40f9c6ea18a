import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {dirname, relative, resolve} from 'node:path';
import type {Plugin} from 'vite';

const directory = resolve('test-results/package');

/** Vitest's global set-up: builds the package's entries as `npm run build` does. */
export default function buildPackage(): void {
  const {VITEST: _, ...env} = process.env;
  execFileSync('npx', ['vite', 'build', '--outDir', directory, '--emptyOutDir', '--logLevel', 'error'], {
    env: {...env, NODE_ENV: 'production'},
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Sources whose exports tests get from the package's index, e.g. to compare classes. */
const fromIndex = new Set(['core/model/error', 'core/words/messages']);

/** The module of the source that an import leads to, such as `core/model/error`; undefined if it is none. */
function sourceOf(specifier: string, from: string): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return /^src\/(.*)\.ts$/.exec(relative('.', resolve(dirname(from), specifier)))?.[1];
}

/** Whether a file of the tests, or one of those it imports, needs a module that the package's entries do not have. */
export function needsSource(file: string, entries: ReadonlySet<string>, seen = new Set<string>()): boolean {
  if (seen.has(file)) return false;
  seen.add(file);
  const code = readFileSync(file, 'utf8').replace(/^import type [^;]*;/gm, '');
  return [...code.matchAll(/\b(?:from|import)\s*\(?\s*'(\.[^']+)'/g)].some(([, specifier]) => {
    const source = sourceOf(specifier!, file);
    // Pure functions serve for the expected texts.
    if (source !== undefined) return !entries.has(source) && !source.startsWith('core/');
    const path = relative('.', resolve(dirname(file), specifier!));
    return path.startsWith('test/') && path.endsWith('.ts') && needsSource(path, entries, seen);
  });
}

/** Tests get the built package where they import an entry of its source. */
export function builtPackage(): Plugin {
  return {
    name: 'built-package',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const from = importer && relative('.', importer.replace(/\?.*/, ''));
      if (!specifier.startsWith('.') || !from || !/^(test|mocks)\//.test(from)) return undefined;
      const source = sourceOf(specifier, from);
      if (source === undefined) return undefined;
      const built = resolve(directory, `${fromIndex.has(source) ? 'index' : source}.js`);
      if (existsSync(built)) return built;
      // Pure functions, e.g. for the expected texts.
      if (source.startsWith('core/')) return undefined;
      throw new Error(`${from} imports src/${source}.ts, which the package does not have.`);
    },
  };
}

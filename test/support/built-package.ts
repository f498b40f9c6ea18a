import {execFileSync} from 'node:child_process';
import {existsSync} from 'node:fs';
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
const fromIndex = new Set(['core/model/error.ts', 'core/words/messages.ts']);

/** Tests get the built package where they import an entry of its source. */
export function builtPackage(): Plugin {
  return {
    name: 'built-package',
    enforce: 'pre',
    resolveId(specifier, importer) {
      const from = importer && relative('.', importer.replace(/\?.*/, ''));
      if (!specifier.startsWith('.') || !from || !/^(test|mocks)\//.test(from)) return undefined;
      const [, source] = /^src\/(.*)$/.exec(relative('.', resolve(dirname(from), specifier))) ?? [];
      if (source === undefined) return undefined;
      const built = resolve(directory, fromIndex.has(source) ? 'index.js' : source.replace(/\.ts$/, '.js'));
      if (existsSync(built)) return built;
      // Pure functions, e.g. for the expected texts.
      if (source.startsWith('core/')) return undefined;
      throw new Error(`${from} imports src/${source}, which the package does not have: list it in vite.config.ts.`);
    },
  };
}

import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join, resolve} from 'node:path';
import {build} from 'vite';
import {bundlePages} from '../support/servers/bundle-pages.ts';

const variable = 'BOOKING_E2E_BUILD';

/** What was built for this run: the files a script tag names, and the modules that pages of the tests import. */
export function builtFiles(): {kit: string; pages: string} {
  const directory = process.env[variable]!;
  return {kit: join(directory, 'kit'), pages: join(directory, 'pages')};
}

/** The one file for a script tag, and its hash for `integrity`. */
export function builtScript(): {code: string; integrity: string} {
  const read = (name: string) => readFileSync(join(builtFiles().kit, name), 'utf8');
  return {code: read('script.js'), integrity: read('script.js.integrity').trim()};
}

/** Playwright calls it before the first test, and what it returns after the last one. */
export default async function buildOnce(): Promise<() => void> {
  const directory = mkdtempSync(join(tmpdir(), 'booking-e2e-'));
  process.env[variable] = directory;
  const {kit, pages} = builtFiles();
  const {NODE_ENV: before} = process.env;
  // Under a test runner's own NODE_ENV they would hold Lit's development build.
  process.env['NODE_ENV'] = 'production';
  for (const mode of ['script', 'page']) {
    await build({
      configFile: resolve('vite.config.ts'),
      mode,
      logLevel: 'error',
      build: {outDir: kit, sourcemap: false},
    });
  }
  await bundlePages(pages);
  // The tests' own builds and programs choose theirs.
  if (before === undefined) delete process.env['NODE_ENV'];
  else process.env['NODE_ENV'] = before;
  return () => rmSync(directory, {recursive: true});
}

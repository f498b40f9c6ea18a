import {createHash} from 'node:crypto';
import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {basename} from 'node:path';
import {playwright} from '@vitest/browser-playwright';
import {msw} from 'msw/vite';
import type {Plugin} from 'vite';
import {defineConfig} from 'vitest/config';
import {demoSystem} from './demo/server/plugin.ts';
import {pieces} from './vite.pieces.ts';
import {slim} from './vite.slim.ts';
import {findChromium, launchArgs} from './test/support/chromium.ts';

const timed = ['test/core/**/*.test.ts', 'test/**/*.time.test.ts'];
const browserTests = ['test/elements/**/*.test.ts', 'test/embed/**/*.test.ts'];

/** A busy machine is not a failure: nothing is tested by the clock on the wall. */
const patience = {testTimeout: 30_000, hookTimeout: 60_000};

function node(name: string, timeZone: string, include: string[]) {
  return {
    extends: true as const,
    test: {name, include, exclude: browserTests, environment: 'node' as const, pool: 'forks' as const, env: {TZ: timeZone}, ...patience},
  };
}

function browser(name: string, timeZone: string, include: string[]) {
  return {
    extends: true as const,
    plugins: [msw({mode: 'worker-only'})],
    optimizeDeps: {include: ['lit', 'lit/decorators.js', 'lit/directives/class-map.js', 'lit/directives/if-defined.js', 'lit/directives/live.js', 'lit/directives/repeat.js', 'msw', 'msw/browser', 'axe-core']},
    test: {
      name,
      include,
      ...patience,
      // A page that is not in front gets no frames and slow timers.
      fileParallelism: false,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        viewport: {width: 1024, height: 900},
        instances: [{browser: 'chromium' as const}],
        provider: playwright({
          launchOptions: {executablePath: findChromium(), args: launchArgs},
          contextOptions: {timezoneId: timeZone, locale: 'en-US', reducedMotion: 'reduce'},
        }),
      },
    },
  };
}

/** Writes the hash that a page puts into `integrity` beside the one-file script. */
const integrity: Plugin = {
  name: 'integrity',
  apply: (_, {mode}) => mode === 'script',
  writeBundle() {
    const hash = createHash('sha384').update(readFileSync('dist/script.js')).digest('base64');
    writeFileSync('dist/script.js.integrity', `sha384-${hash}\n`);
  },
};

/** Where a site's own bundler comes in; `dist/script.js` is for those without one. */
const entries = Object.fromEntries(
  ['index', 'define', 'compat', 'react', 'client/index', ...globSync('src/define/*.ts').map(path => `define/${basename(path, '.ts')}`)]
    .map(name => [name, `src/${name}.ts`]),
);

export default defineConfig({
  appType: 'mpa',
  plugins: process.env['VITEST'] ? [] : [demoSystem(), slim(), integrity],
  build: {
    target: 'es2022',
    emptyOutDir: false,
    sourcemap: true,
    ...(process.argv.includes('script')
      ? {lib: {entry: 'src/script.ts', name: 'BookingElements', formats: ['iife'], fileName: () => 'script.js'}}
      : {
        lib: {entry: entries, formats: ['es']},
        rolldownOptions: {
          external: [/^lit/, /^react/],
          // An entry's own code stays in its file, which package.json names among those with side effects; a chunk is none of them.
          preserveEntrySignatures: 'allow-extension' as const,
          output: {...pieces, chunkFileNames: 'chunks/[name]-[hash].js'},
        },
      }),
  },
  server: {host: process.env['HOST'] ?? '127.0.0.1', port: Number(process.env['PORT'] ?? 5173), strictPort: !process.env['VITEST']},
  test: {
    projects: [
      {extends: true, test: {name: 'check', include: ['test/*.test.ts'], environment: 'node', testTimeout: 120_000}},
      node('node', 'UTC', ['test/{core,client,proxy,mocks,flow,demo}/**/*.test.ts']),
      node('new-york', 'America/New_York', timed),
      node('kolkata', 'Asia/Kolkata', timed),
      browser('browser', 'UTC', browserTests),
      browser('browser-new-york', 'America/New_York', ['test/elements/**/*.time.test.ts']),
      browser('browser-kolkata', 'Asia/Kolkata', ['test/elements/**/*.time.test.ts']),
    ],
  },
});

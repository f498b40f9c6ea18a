import {createHash} from 'node:crypto';
import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {basename, join} from 'node:path';
import {playwright} from '@vitest/browser-playwright';
import {msw} from 'msw/vite';
import type {Plugin, UserConfig} from 'vite';
import {defineConfig} from 'vitest/config';
import {demoSystem} from './demo/server/plugin.ts';
import {pieces} from './vite.pieces.ts';
import {slim} from './vite.slim.ts';
import {findChromium, launchArgs} from './test/support/chromium.ts';
import {clockOffsetMs} from './test/support/clock/clock.ts';

const timed = ['test/core/**/*.test.ts', 'test/**/*.time.test.ts'];
/** The core has no state, so its files share a process: to start one for each costs more than most of them take. */
const shared = {isolate: false};
/** Compares how long texts take, which other files in its process would distort; no time zone matters to it. */
const measured = 'test/core/text/markdown.test.ts';
/**
 * Where one file of a project runs at a time, all projects are one group, or those that share a process would hold up the
 * browser. With more cores Vitest needs the default, as projects of one group must have the same number of workers.
 */
const sequence = availableParallelism() > 2 ? {} : {groupOrder: 1};
const browserTests = ['test/elements/**/*.test.ts', 'test/embed/**/*.test.ts'];

/** A busy machine is not a failure: nothing is tested by the clock on the wall. */
const patience = {testTimeout: 30_000, hookTimeout: 60_000, expect: {poll: {timeout: 10_000}}};

/** Every test has the suite's clock, whatever the machine's date is. */
const clock = {env: {TEST_CLOCK_OFFSET_MS: String(clockOffsetMs())}, setupFiles: ['test/support/clock/test-clock.ts']};

function node(name: string, timeZone: string, include: string[], options: {isolate?: boolean} = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude: options.isolate === false ? [...browserTests, measured] : browserTests,
      environment: 'node' as const,
      pool: 'forks' as const,
      sequence,
      ...options,
      env: {TZ: timeZone, ...clock.env},
      setupFiles: clock.setupFiles,
      ...patience,
    },
  };
}

function browser(name: string, timeZone: string, include: string[]) {
  return {
    extends: true as const,
    plugins: [msw({mode: 'worker-only'}), slim()],
    optimizeDeps: {
      include: [
        'lit',
        'lit/decorators.js',
        'lit/directives/class-map.js',
        'lit/directives/if-defined.js',
        'lit/directives/live.js',
        'lit/directives/repeat.js',
        'msw',
        'msw/browser',
        'axe-core',
      ],
    },
    test: {
      name,
      include,
      ...patience,
      ...clock,
      // A busy machine is no failure, a fault comes twice; the report tells what came once.
      retry: 1,
      // A page that is not in front gets no frames and slow timers.
      fileParallelism: false,
      sequence,
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
  writeBundle({dir = 'dist'}) {
    const hash = createHash('sha384')
      .update(readFileSync(join(dir, 'script.js')))
      .digest('base64');
    writeFileSync(join(dir, 'script.js.integrity'), `sha384-${hash}\n`);
  },
};

/** Where a site's own bundler comes in; `dist/script.js` is for those without one. */
const entries = Object.fromEntries(
  [
    'index',
    'define',
    'compat',
    'react',
    'client/index',
    ...globSync('src/define/*.ts').map(path => `define/${basename(path, '.ts')}`),
  ].map(name => [name, `src/${name}.ts`]),
);

/** What `npm run build` writes, by Vite's mode: the package, the scripts of one file, and the script that loads what a page has. */
function outputOf(mode: string): UserConfig['build'] {
  if (mode === 'script')
    return {lib: {entry: 'src/script.ts', name: 'BookingElements', formats: ['iife'], fileName: () => 'script.js'}};
  if (mode === 'ahead')
    return {
      lib: {entry: 'src/ahead.ts', formats: ['es'], fileName: () => 'ahead.js'},
      rolldownOptions: {output: {minify: true}},
    };
  if (mode === 'ahead-form') {
    // A page names the part that draws in its head.
    const chunkFileNames = ({name}: {name: string}) =>
      name === 'draw-forms' ? 'ahead-form/draw.js' : 'ahead-form/[name]-[hash].js';
    return {
      lib: {entry: 'src/ahead-form.ts', formats: ['es'], fileName: () => 'ahead-form.js'},
      rolldownOptions: {preserveEntrySignatures: 'allow-extension', output: {minify: true, chunkFileNames}},
    };
  }
  if (mode === 'page')
    return {
      rolldownOptions: {
        input: 'src/page.ts',
        preserveEntrySignatures: 'allow-extension',
        output: {...pieces, entryFileNames: 'page.js', chunkFileNames: 'page/[name]-[hash].js'},
      },
    };
  return {
    lib: {entry: entries, formats: ['es']},
    rolldownOptions: {
      external: [/^lit/, /^react/],
      // An entry's own code stays in its file, which package.json names among those with side effects; a chunk is none of them.
      preserveEntrySignatures: 'allow-extension',
      output: {
        ...pieces,
        chunkFileNames: 'chunks/[name]-[hash].js',
        // Lets a server component import it; written into the source, the bundler would warn about it.
        banner: ({name}: {name: string}) => (name === 'react' ? "'use client';" : ''),
      },
    },
  };
}

export default defineConfig(({mode}) => ({
  appType: 'mpa',
  // What a page loads later lies beside what it loaded first, wherever that is.
  ...(mode === 'page' ? {base: './'} : {}),
  plugins: process.env['VITEST'] ? [] : [demoSystem(), slim(), integrity],
  build: {target: 'es2022', emptyOutDir: false, sourcemap: true, modulePreload: {polyfill: false}, ...outputOf(mode)},
  server: {
    host: process.env['HOST'] ?? '127.0.0.1',
    port: Number(process.env['PORT'] ?? 5173),
    strictPort: !process.env['VITEST'],
  },
  test: {
    projects: [
      {extends: true, test: {name: 'check', include: ['test/*.test.ts'], environment: 'node', testTimeout: 120_000}},
      node('node', 'UTC', ['test/{client,proxy,mocks,flow,demo}/**/*.test.ts', measured]),
      node('utc', 'UTC', timed, shared),
      node('new-york', 'America/New_York', timed, shared),
      node('kolkata', 'Asia/Kolkata', timed, shared),
      browser('browser', 'UTC', browserTests),
      browser('browser-new-york', 'America/New_York', ['test/elements/**/*.time.test.ts']),
      browser('browser-kolkata', 'Asia/Kolkata', ['test/elements/**/*.time.test.ts']),
    ],
  },
}));

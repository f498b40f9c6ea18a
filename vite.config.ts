import {createHash} from 'node:crypto';
import {globSync, readFileSync, writeFileSync} from 'node:fs';
import {availableParallelism} from 'node:os';
import {basename, join} from 'node:path';
import {playwright} from '@vitest/browser-playwright';
import {msw} from 'msw/vite';
import type {Plugin, UserConfig} from 'vite';
import {defineConfig} from 'vitest/config';
import {demoSystem} from './demo/server/plugin.ts';
import {ownCopies} from './vite.page.ts';
import {pieces} from './vite.pieces.ts';
import {shortTemplates} from './vite.templates.ts';
import {builtPackage, needsSource} from './test/support/built-package.ts';
import {findChromium, launchArgs} from './test/support/chromium.ts';
import {clockOffsetMs} from './test/support/clock/clock.ts';

const timed = ['test/core/**/*.test.ts', 'test/**/*.time.test.ts'];
/** The core has no state, so its files share a process: starting one for each takes longer than most of them run. */
const shared = {isolate: false};
/** Compares how long parsing takes, which other files in its process would distort; independent of time zones. */
const measured = 'test/core/text/markdown.test.ts';
/**
 * With few cores one file of a project runs at a time and all projects must form one group, or those that share a
 * process would hold up the browser. With more cores Vitest needs the default, because projects of one group must have
 * the same number of workers.
 */
const sequence = availableParallelism() > 2 ? {} : {groupOrder: 1};
const browserTests = ['test/elements/**/*.test.ts', 'test/embed/**/*.test.ts'];
/** Tests that are not repeated on the package as it is built, besides those that import more than its entries. */
const onSource = [
  // They replace words of the core, of which the package has its own copy.
  'base/{locale,locale-loading}',
  // They expect the words of a language at once, which only the source can load ahead.
  'questions/booking-questions-axe',
  // They try many values, brands or states at length.
  'inputs/*',
  'theming/*',
  'form/states',
  'status/{asking,in-form}',
  '**/*.time',
].map(name => `test/elements/${name}.test.ts`);

/** Many kills, faults and outages: `npm run test:long`. */
const long = ['book/faults', 'store/kill', 'store/power-cut', 'cluster/outage'].map(
  name => `test/proxy/${name}.test.ts`,
);

/** Generous limits, because a busy machine is not a failure: no test asserts wall-clock time. */
const patience = {testTimeout: 30_000, hookTimeout: 60_000, expect: {poll: {timeout: 10_000}}};

/** Every test has the suite's clock, whatever the machine's date is. */
const clock = {env: {TEST_CLOCK_OFFSET_MS: String(clockOffsetMs())}, setupFiles: ['test/support/clock/test-clock.ts']};

function node(name: string, timeZone: string, include: string[], options: {isolate?: boolean} = {}) {
  return {
    extends: true as const,
    test: {
      name,
      include,
      exclude:
        options.isolate === false ? [...browserTests, measured] : name === 'long' ? [] : [...browserTests, ...long],
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
    plugins: [msw({mode: 'worker-only'}), shortTemplates()],
    optimizeDeps: {
      include: [
        'lit',
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
      // A page in the background gets no frames and slow timers.
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

/**
 * The tests of the elements, for `npm test`: on the package as it is built, and those that need the source on that. The
 * project `browser` has all of them on the source.
 */
function onPackage() {
  const known = new Set(Object.keys(entries));
  const others = new Set([
    ...globSync(onSource),
    ...globSync('test/elements/**/*.test.ts').filter(file => needsSource(file, known)),
  ]);
  const {plugins, ...project} = browser('package', 'UTC', ['test/elements/**/*.test.ts']);
  const built = {
    ...project,
    plugins: [...plugins, builtPackage()],
    test: {...project.test, exclude: [...others], globalSetup: 'test/support/built-package.ts'},
  };
  return [built, browser('source', 'UTC', ['test/embed/**/*.test.ts', ...others])];
}

/** Marks the one-file script as UTF-8, and writes the hash for the `integrity` attribute next to it. */
const scriptFile: Plugin = {
  name: 'script-file',
  apply: (_, {mode}) => mode === 'script',
  generateBundle(_, bundle) {
    // A script that is no module is read in the page's encoding, which need not be UTF-8, unless it starts with this.
    for (const file of Object.values(bundle)) if (file.type === 'chunk') file.code = `\uFEFF${file.code}`;
  },
  writeBundle({dir = 'dist'}) {
    const hash = createHash('sha384')
      .update(readFileSync(join(dir, 'script.js')))
      .digest('base64');
    writeFileSync(join(dir, 'script.js.integrity'), `sha384-${hash}\n`);
  },
};

/** Entry points for sites with a bundler; `dist/script.js` is for sites without one. */
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

/**
 * The output of `npm run build`, by Vite's mode: the package, the one-file scripts, and the script that loads the
 * elements on a page.
 */
function outputOf(mode: string): UserConfig['build'] {
  if (mode === 'script')
    return {lib: {entry: 'src/script.ts', name: 'BookingElements', formats: ['iife'], fileName: () => 'script.js'}};
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
      // An entry's own code stays in its file, which package.json lists in `sideEffects`; chunks have no side effects.
      preserveEntrySignatures: 'allow-extension',
      output: {
        ...pieces,
        chunkFileNames: 'chunks/[name]-[hash].js',
        // Allows imports in server components; in the source, the bundler would warn about it.
        banner: ({name}: {name: string}) => (name === 'react' ? "'use client';" : ''),
      },
    },
  };
}

export default defineConfig(({mode}) => ({
  appType: 'mpa',
  // Later chunks are next to the first file, wherever that is.
  ...(mode === 'page' ? {base: './'} : {}),
  plugins: process.env['VITEST'] ? [] : [demoSystem(), ownCopies, shortTemplates(), scriptFile],
  build: {target: 'es2022', emptyOutDir: false, sourcemap: true, modulePreload: {polyfill: false}, ...outputOf(mode)},
  server: {
    host: process.env['HOST'] ?? '127.0.0.1',
    port: Number(process.env['PORT'] ?? 5173),
    strictPort: !process.env['VITEST'],
  },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: 'check',
          include: ['test/*.test.ts', 'test/package/*.test.ts'],
          environment: 'node',
          testTimeout: 120_000,
        },
      },
      node('node', 'UTC', ['test/{client,proxy,mocks,flow,demo}/**/*.test.ts', measured]),
      node('long', 'UTC', long),
      node('utc', 'UTC', timed, shared),
      node('new-york', 'America/New_York', timed, shared),
      node('kolkata', 'Asia/Kolkata', timed, shared),
      browser('browser', 'UTC', browserTests),
      ...onPackage(),
      browser('browser-new-york', 'America/New_York', ['test/elements/**/*.time.test.ts']),
      browser('browser-kolkata', 'Asia/Kolkata', ['test/elements/**/*.time.test.ts']),
    ],
  },
}));

import {defineConfig} from '@playwright/test';
import {findChromium, launchArgs} from '../support/chromium.ts';
import '../support/clock/shift-clock.ts';

const executablePath = findChromium();

// Programs that a test starts live on the same day.
process.env['NODE_OPTIONS'] = `--import ${new URL('../support/clock/shift-clock.ts', import.meta.url).href}`;

export default defineConfig({
  globalSetup: './build.ts',
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  // Fifty times each element: `npm run test:long`.
  testIgnore: process.env['LONG'] ? [] : '**/embed-leak.e2e.ts',
  outputDir: '../../test-results',
  // A busy machine is not a failure: nothing is tested by the clock on the wall.
  timeout: 60_000,
  expect: {timeout: 15_000},
  // Each file has servers and a browser of its own.
  workers: 2,
  fullyParallel: false,
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    viewport: {width: 1100, height: 900},
    // A colour on its way to another one has no contrast to speak of.
    contextOptions: {reducedMotion: 'reduce'},
    // What a service worker answers is invisible to page.route().
    serviceWorkers: 'block',
    launchOptions: {args: launchArgs, ...(executablePath ? {executablePath} : {})},
  },
});

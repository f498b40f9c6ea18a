import {defineConfig} from '@playwright/test';
import {findChromium, launchArgs} from '../support/chromium.ts';

const executablePath = findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.e2e.ts',
  outputDir: '../../test-results',
  timeout: 60_000,
  workers: 1,
  fullyParallel: false,
  reporter: 'list',
  use: {
    locale: 'en-US',
    timezoneId: 'Europe/Berlin',
    viewport: {width: 1100, height: 900},
    // What a service worker answers is invisible to page.route().
    serviceWorkers: 'block',
    launchOptions: {args: launchArgs, ...(executablePath ? {executablePath} : {})},
  },
});

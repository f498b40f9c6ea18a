import {spawnSync} from 'node:child_process';

/**
 * Runs what could care about the date on the days that differ: `npm run test:days`, or `npm run test:days 2026-12-31` for
 * one. Every test begins on the day of `TEST_DAY`; see test/support/clock/clock.ts.
 */
const days: Record<string, string> = {
  '2026-11-30': 'the last day of a month, a Monday',
  '2026-12-01': 'a first of a month',
  '2026-12-05': 'a Saturday',
  '2026-12-31': 'the last day of a year',
  '2027-02-28': 'the last day of February, a Sunday',
  '2028-02-29': 'a leap day',
  '2027-03-14': 'the second Sunday of March: clocks change in New York',
  '2027-03-28': 'the last Sunday of March: clocks change in Europe',
  '2026-10-25': 'the last Sunday of October: clocks change in Europe',
};

const projects = ['node', 'utc', 'new-york', 'kolkata', 'browser', 'browser-new-york', 'browser-kolkata'].flatMap(
  name => ['--project', name],
);
const unit = ['test/core', 'test/client', 'test/mocks', 'test/elements', 'test/embed', 'test/demo'];
const endToEnd = [
  'ahead',
  'back-and-reload',
  'budgets',
  'changes',
  'checkout',
  'embed-guides',
  'embed-popup',
  'gallery',
  'hostile',
  'kinds',
  'layout-shift',
  'no-script',
  'odd-places',
  'script-arrives',
  'script-tag',
  'shop',
  'status',
  'tabs',
  'themes',
  'usage',
];

const wanted = process.argv.slice(2);
const unknown = wanted.filter(day => !(day in days));
if (unknown.length > 0) {
  console.error(
    `No such day: ${unknown.join(', ')}. There are ${Object.keys(days).join(', ')}; without one all are run.`,
  );
  process.exit(1);
}
const failed = Object.entries(days)
  .filter(([day]) => !wanted.length || wanted.includes(day))
  .flatMap(([day, name]) => {
    console.log(`\n${day}: ${name}`);
    const run = (...args: string[]) =>
      spawnSync('npx', args, {stdio: 'inherit', env: {...process.env, TEST_DAY: day}}).status === 0
        ? []
        : [`${day}: ${args.join(' ')}`];
    return [
      ...run('vitest', 'run', ...projects, ...unit),
      ...run('playwright', 'test', '-c', 'test/flow/playwright.config.ts', ...endToEnd.map(name => `${name}[^/]*.e2e`)),
    ];
  });
console.log(failed.length ? `Failed:\n${failed.join('\n')}` : 'Passed on every day.');
process.exitCode = failed.length ? 1 : 0;

import {execFileSync, spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {pathToFileURL} from 'node:url';
import {chromium} from 'playwright';

/**
 * What Playwright 1.65 turns off, since a browser heeds only the last such flag, and the search box of new Chromiums,
 * which loads 300 files whenever a window opens.
 */
const disabledFeatures = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'TcpPortRandomizationWin',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
];

/** Launch flags for a container without a sandbox and a network without the internet. */
export const launchArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-quic',
  '--no-first-run',
  `--disable-features=${disabledFeatures.join()}`,
];

const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];

/** The path of a Chromium on this machine, or undefined. `CHROMIUM_PATH` wins. */
export function findChromium(): string | undefined {
  const chosen = process.env['CHROMIUM_PATH'];
  if (chosen) return existsSync(chosen) ? chosen : undefined;
  const found = names
    .flatMap(name => (process.env['PATH'] ?? '').split(':').map(folder => `${folder}/${name}`))
    .find(path => existsSync(path));
  if (found) return found;
  const own = chromium.executablePath();
  return existsSync(own) ? own : undefined;
}

function run(command: string, args: string[]): boolean {
  return spawnSync(command, args, {stdio: 'inherit'}).status === 0;
}

/** Finds a Chromium or installs one: Playwright's build first, the distribution's where that is out of reach. */
export function ensureChromium(): string {
  const found = findChromium();
  if (found) return found;
  console.log('No Chromium found; installing one for the tests.');
  if (!run('npx', ['playwright', 'install', '--with-deps', 'chromium'])) {
    const root = process.getuid?.() === 0 ? [] : ['sudo'];
    const apt = (...args: string[]) => {
      const [command, ...rest] = [...root, 'apt-get', ...args];
      execFileSync(command!, rest, {stdio: 'inherit'});
    };
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium');
  }
  const installed = findChromium();
  if (!installed) throw new Error('No Chromium: set CHROMIUM_PATH to a Chrome or Chromium and run again.');
  return installed;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) console.log(`Chromium: ${ensureChromium()}`);

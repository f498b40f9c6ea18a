/**
 * `npm run bench:peers [part of a name…]`: how long it takes until the first time, or else the frame, can be seen, and
 * what is loaded for it, beside the peers in the same run. `ROUNDS` (5) sets the rounds. Asserts nothing.
 */
import {chromium} from 'playwright';
import {findChromium, launchArgs} from '../../support/chromium.ts';
import {buildPackage} from '../site.ts';
import {desktop, median, phone, timeToShown} from '../time-to-shown.ts';
import {installPeers} from './install.ts';
import {calSnippet, scenarios, type Scenario} from './scenarios.ts';
import {serveHosts, type Loaded} from './serve.ts';

const rounds = Number(process.env['ROUNDS'] ?? 5);
const wanted = process.argv.slice(2);
const patienceMs = 30_000;

/** Runs in the page before the expressions of the scenarios. */
const helpers = `
  const find = selector => selector.split(' >>> ').reduce((place, part) => (place?.shadowRoot ?? place)?.querySelector(part), document);
  const visible = element => element && element.getBoundingClientRect().height > 0
    && getComputedStyle(element).visibility !== 'hidden' && element.checkVisibility({opacityProperty: true});
  const button = pattern => [...document.querySelectorAll('button, [role=button], [role=option], li, label, td')]
    .find(element => pattern.test(element.textContent) && visible(element));
  const once = look => { const element = window.pressed ? undefined : look(); if (element) { window.pressed = true; element.click(); } };
  if (window === top) addEventListener('message', ({data}) => { if (data?.type === 'linkReady') window.calReady = true; });`;

interface Result {
  scenario: Scenario;
  loaded: Loaded;
  times: Map<string, number[]>;
}

const unit = (value: number | undefined) => (value === undefined ? 'never' : value.toFixed(0)).padStart(6);

function print(results: readonly Result[]): void {
  const timeOf = ({times}: Result, profile: string) =>
    times.get(profile)?.length ? median(times.get(profile)!) : undefined;
  for (const {name} of [desktop, phone]) {
    const isPeer = ({scenario}: Result) => scenario.kind === 'times' && !scenario.name.startsWith('<');
    const fastest = Math.min(...results.filter(isPeer).map(result => timeOf(result, name) ?? Infinity));
    const snippet = results.find(({scenario}) => scenario.name === calSnippet);
    // Frames are compared with what Cal.com advises: the others do not wait for their page.
    const bases = {floor: undefined, times: fastest, frame: snippet && timeOf(snippet, name)};
    const floor = timeOf(results[0]!, name);
    console.log(
      `\n${name}, median of ${rounds}: ms, × the first line, × the fastest peer that draws times, or Cal.com's snippet`,
    );
    for (const result of results) {
      const {scenario, loaded} = result;
      const time = timeOf(result, name);
      const ratio = (base: number | undefined) =>
        (time && base && base < Infinity ? `${(time / base).toFixed(2)} ×` : '–').padStart(8);
      const {kilobytes, files, calls, preflights} = loaded;
      const weight = `${kilobytes.toFixed(0)} kB in ${files} files, ${calls} calls, ${preflights} preflights`;
      console.log(`${scenario.name.padEnd(32)}${unit(time)} ${ratio(floor)} ${ratio(bases[scenario.kind])}  ${weight}`);
    }
  }
}

const peers = installPeers();
const hosts = await serveHosts(await buildPackage(), peers);
if (!hosts) {
  console.log('bench:peers needs openssl for a certificate (HTTP/2); it is not here, so nothing was measured.');
  process.exit(0);
}
const executablePath = findChromium();
const args = [...launchArgs, hosts.flag, '--ignore-certificate-errors'];
const browser = await chromium.launch({args, ...(executablePath ? {executablePath} : {})});
try {
  const isWanted = ({name}: Scenario) => wanted.length === 0 || wanted.some(part => name.includes(part));
  const chosen = scenarios.filter((scenario, index) => index === 0 || isWanted(scenario));
  const results: Result[] = [];
  for (const scenario of chosen) results.push({scenario, loaded: await hosts.play(scenario), times: new Map()});
  for (const profile of [desktop, phone]) {
    // Interleaved, so that what the machine does meanwhile meets all of them. The first round fills the caches.
    for (let round = 0; round <= rounds; round += 1) {
      for (const result of results) {
        result.loaded = await hosts.play(result.scenario);
        const shown = `(() => {${helpers}; return () => ${result.scenario.shown}; })()`;
        const time = await Promise.race([
          timeToShown(browser, 'https://shop.test/', `(window.isShown ??= ${shown})()`, profile),
          new Promise<undefined>(resolve => setTimeout(resolve, patienceMs)),
        ]);
        if (round > 0 && time !== undefined)
          result.times.set(profile.name, [...(result.times.get(profile.name) ?? []), time]);
      }
    }
  }
  print(results);
} finally {
  await browser.close();
  hosts.close();
}
process.exit(0);

/**
 * `npm run bench:form`: bytes, the time to the first time that can be chosen, and from a click to its paint, beside an
 * empty Lit element and cally in the same run. Prints figures and ratios; asserts nothing.
 */
import {chromium, type Browser} from 'playwright';
import {findChromium, launchArgs} from '../support/chromium.ts';
import {weigh} from '../support/bundle.ts';
import {servePages, type Pages} from './form-pages.ts';
import {desktop, median, openPage, phone, timeToShown} from './time-to-shown.ts';

const rounds = Number(process.env['ROUNDS'] ?? 9);

/** When what matters is on screen: the element's text, a month, or the first time. */
const shown: Record<string, string> = {
  lit: `document.querySelector('empty-element')?.shadowRoot?.querySelector('p')`,
  cally: `document.querySelector('calendar-month')?.shadowRoot?.querySelector('button')`,
  form: `document.querySelector('booking-form')?.shadowRoot?.querySelector('booking-slots')?.shadowRoot?.querySelector('[role=radio]')`,
  tag: `document.querySelector('booking-form')?.shadowRoot?.querySelector('[data-server]')?.shadowRoot?.querySelector('[data-press^=slot]')`,
  server: `document.querySelector('booking-form')?.shadowRoot?.querySelector('[data-server]')?.shadowRoot?.querySelector('[role=group] a')`,
};

const p95 = (values: number[]) => values.toSorted((a, b) => a - b)[Math.floor(values.length * 0.95)]!;

/** From the press to the next paint, as the browser's own event timing tells it (in steps of 8 ms). */
async function interactions(browser: Browser, pages: Pages): Promise<Record<string, number[]>> {
  const {page, session} = await openPage(browser, {name: 'interaction', cpu: 1});
  await page.addInitScript(`
    window.taken = [];
    new PerformanceObserver(list => window.taken.push(...list.getEntries().filter(entry => entry.name === 'click').map(entry => entry.duration)))
      .observe({type: 'event', durationThreshold: 16, buffered: true});
  `);
  await page.goto(pages.url('form'));
  await page.getByRole('radio').first().waitFor();
  await session.send('Emulation.setCPUThrottlingRate', {rate: 6});
  const result: Record<string, number[]> = {};
  const measure = async (name: string, click: () => Promise<void>) => {
    await page.evaluate('window.taken.length = 0');
    await click();
    await page.evaluate('new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve, 200)))');
    const taken = await page.evaluate<number[]>('window.taken');
    // What is faster than the browser reports counts as its threshold.
    (result[name] ??= []).push(Math.max(16, ...taken));
  };
  const days = page.locator('booking-calendar button.available');
  for (let round = 0; round < 10; round++) {
    await measure('day', () => days.nth(round % 4).click());
    await measure('time', () =>
      page
        .getByRole('radio')
        .nth((round % 5) + 1)
        .click(),
    );
    await measure('month', () =>
      page.getByRole('button', {name: round % 2 ? /^Previous month/ : /^Next month/}).click(),
    );
  }
  await page.close();
  return result;
}

const pages = await servePages();
if (!pages) {
  console.log('bench:form needs openssl for a certificate (HTTP/2); it is not here, so nothing was measured.');
  process.exit(0);
}
const executablePath = findChromium();
const browser = await chromium.launch({args: launchArgs, ...(executablePath ? {executablePath} : {})});
try {
  const {first, files} = await weigh('src/define/booking-form.ts');
  console.log(
    `bytes (gzip, Lit included): first view ${first.toFixed(1)} kB (goal 16); ${Object.entries(files)
      .map(([name, size]) => `${name} ${size.toFixed(1)}`)
      .join(', ')}`,
  );
  for (const profile of [desktop, phone]) {
    const times: Record<string, number[]> = {lit: [], cally: [], form: [], tag: [], server: []};
    // Interleaved, so that what the machine does meanwhile meets all of them.
    for (let round = 0; round < rounds; round++) {
      for (const name of Object.keys(times))
        times[name]!.push(await timeToShown(browser, pages.url(name), shown[name]!, profile));
    }
    const [lit, cally, form, tag, server] = ['lit', 'cally', 'form', 'tag', 'server'].map(name =>
      median(times[name]!),
    ) as [number, number, number, number, number];
    console.log(
      `${profile.name}: empty Lit element ${lit.toFixed(0)} ms, cally (no times) ${cally.toFixed(0)} ms, first time of the form by one script tag ${tag.toFixed(0)} ms = ${(tag / lit).toFixed(2)} × Lit (goal 1.6), ${(tag / cally).toFixed(2)} × cally, in a bundle ${form.toFixed(0)} ms = ${(form / lit).toFixed(2)} × Lit; written by the site's server ${server.toFixed(0)} ms = ${(server / lit).toFixed(2)} × Lit (goal 0.7); median of ${rounds}`,
    );
  }
  for (const [name, taken] of Object.entries(await interactions(browser, pages))) {
    console.log(`6 × CPU, ${name} to paint: median ${median(taken)} ms, p95 ${p95(taken)} ms (goal 100)`);
  }
} finally {
  await browser.close();
  pages.close();
}
process.exit(0);

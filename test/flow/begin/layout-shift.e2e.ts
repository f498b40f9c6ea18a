import {readFileSync} from 'node:fs';
import {kitWorld} from '../kit-site.ts';
import {expect, test, type Page} from '../test.ts';

const world = kitWorld();

/** TypeScript does not know it. */
interface LayoutShift extends PerformanceEntry {
  value: number;
  hadRecentInput: boolean;
  sources: {node: Node | null; previousRect: DOMRect; currentRect: DOMRect}[];
}

interface Shift {
  value: number;
  moved: string[];
}

/** Watches what moves on the page, from its first paint on. */
const watch = (page: Page) =>
  page.addInitScript(() => {
    const shifts: Shift[] = [];
    Object.assign(globalThis, {shifts});
    new PerformanceObserver(list => {
      for (const entry of list.getEntries() as LayoutShift[]) {
        const moved = entry.sources.map(
          ({node, previousRect: a, currentRect: b}) => `${node?.nodeName} ${a.y}+${a.height} -> ${b.y}+${b.height}`,
        );
        if (!entry.hadRecentInput) shifts.push({value: entry.value, moved});
      }
    }).observe({type: 'layout-shift', buffered: true});
  });

/** As bench/form.ts has it for a phone. */
async function slowDown(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', {
    offline: false,
    latency: 150,
    downloadThroughput: 200_000,
    uploadThroughput: 93_750,
  });
}

const pieces = '<script type="module" src="/kit/page.js"></script>';
/** What the usage guide says. */
const reserve = `<style>${/```css\n(.*?)```/s.exec(readFileSync('demo/usage/html.md', 'utf8'))![1]}</style>`;
const about = '<p>Some lines about the shop that stand below, where they can be pushed down.</p>'.repeat(12);

for (const [tag, more, ready] of [
  ['booking-form', 'api', 'role=radio'],
  ['booking-inline', 'transport="frame" origin', 'booking-inline iframe'],
] as const) {
  for (const width of [360, 1280]) {
    test(`<${tag}> moves nothing before the first input, at ${width} px on slow 4G`, async ({page}) => {
      await page.setViewportSize({width, height: width === 360 ? 640 : 800});
      await watch(page);
      await slowDown(page);
      await world.site.open(
        page,
        reserve + pieces,
        `<h1>Book</h1><${tag} cal-link="rick/30min" ${more}="${world.cal.url}"><a slot="fallback" href="/">Book</a></${tag}>${about}`,
      );
      await expect(page.locator(ready).first()).toBeVisible();
      await page.evaluate(() => new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve))));
      await page.waitForLoadState('networkidle');
      const shifts = await page.evaluate(() => (globalThis as unknown as {shifts: Shift[]}).shifts);
      expect(
        shifts.reduce((sum, {value}) => sum + value, 0),
        JSON.stringify(shifts),
      ).toBeLessThanOrEqual(0.02);
    });
  }
}

import {embedWorld, ready, transports} from './embed-page.ts';
import {expect, test, type CDPSession, type Page} from '../test.ts';

const world = embedWorld();
const settling = 5;
const cycles = 50;

interface Level {
  /** Event listeners, DOM nodes and documents of the renderer, after its garbage was collected. */
  listeners: number;
  nodes: number;
  documents: number;
  heap: number;
  windowListeners: number;
  iframes: number;
  namespaces: number;
  styles: number;
}

async function level(page: Page, client: CDPSession): Promise<Level> {
  await client.send('HeapProfiler.collectGarbage');
  await client.send('HeapProfiler.collectGarbage');
  const {metrics} = await client.send('Performance.getMetrics');
  const metric = (name: string) => metrics.find(one => one.name === name)!.value;
  const {result} = await client.send('Runtime.evaluate', {expression: 'window'});
  const {listeners} = await client.send('DOMDebugger.getEventListeners', {objectId: result.objectId!});
  const own = await page.evaluate(() => ({
    iframes: document.querySelectorAll('iframe').length,
    namespaces: Object.keys(window.Cal?.ns ?? {}).length,
    styles: document.adoptedStyleSheets.length + document.head.childElementCount,
  }));
  return {
    listeners: metric('JSEventListeners'),
    nodes: metric('Nodes'),
    documents: metric('Documents'),
    heap: metric('JSHeapUsedSize'),
    windowListeners: listeners.length,
    ...own,
  };
}

/** One element comes, is used and goes; 'popup' is opened and taken away open. */
async function cycle(page: Page, tag: string, transport: string, total: number): Promise<void> {
  await page.evaluate(
    async ([name, origin, way]) => {
      const element = document.createElement(name!);
      for (const [attribute, value] of Object.entries({origin: origin!, 'cal-link': 'rick/30min', transport: way!}))
        element.setAttribute(attribute, value);
      document.querySelector('main')!.append(element);
      if (name === 'booking-popup') (element as HTMLElement & {show(): void}).show();
      // Twice on and off in one task, as React's strict mode does.
      element.remove();
      document.querySelector('main')!.append(element);
      if (name === 'booking-popup') (element as HTMLElement & {show(): void}).show();
    },
    [tag, world.cal.url, transport],
  );
  await ready(page, total);
  await page.evaluate(() => document.querySelector('main')!.replaceChildren());
}

for (const transport of transports) {
  for (const tag of ['booking-inline', 'booking-popup']) {
    test(`${cycles} times <${tag}> over ${transport} leaves what ${settling} times leave`, async ({page}) => {
      test.setTimeout(180_000);
      await world.open(page, '', {module: `/src/define/${tag}.ts`});
      await page.waitForFunction(name => customElements.get(name), tag);
      const client = await page.context().newCDPSession(page);
      await client.send('Performance.enable');
      for (let round = 1; round <= settling; round++) await cycle(page, tag, transport, round);
      await page.evaluate(() => (window.heard = []));
      const early = await level(page, client);
      for (let round = settling + 1; round <= cycles; round++) await cycle(page, tag, transport, round);
      // What the test itself and embed.js's own log keep is not the kit's.
      await page.evaluate(() => {
        window.heard = [];
        window.seen = [];
        const {__logQueue: log} = (window.Cal ?? {}) as {__logQueue?: unknown[]};
        log?.splice(0);
      });
      // A timer may hold the last element for a moment longer.
      let late = early;
      await expect
        .poll(
          async () => {
            late = await level(page, client);
            return late.nodes <= early.nodes && late.listeners <= early.listeners;
          },
          {timeout: 30_000},
        )
        .toBe(true);
      console.log(`${tag} over ${transport}:`, JSON.stringify({early, late}));
      const {iframes, namespaces, styles, documents, windowListeners} = early;
      expect(late).toMatchObject({iframes, namespaces, styles, documents, windowListeners});
      expect(late).toMatchObject({iframes: 0, namespaces: transport === 'frame' ? 0 : 1});
      expect(late.heap - early.heap).toBeLessThan(500_000);
    });
  }
}

import {globSync, readFileSync} from 'node:fs';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {chromium, type Browser, type BrowserContext, type Page} from 'playwright';
import {startCal} from '../../mocks/server.ts';
import {findChromium, launchArgs} from '../support/chromium.ts';
import {buildPackage, buildSite, type Site} from './site.ts';

/**
 * From the page's address to a booking page in sight: Cal.com's own snippet beside both transports, in one run, with
 * the same stand-in behind them. `node test/bench/embed.ts [rounds]`; times are medians, ratios are to the snippet.
 */
const rounds = Number(process.argv[2] ?? 11);
const network = {offline: false, latency: 40, downloadThroughput: 1_250_000, uploadThroughput: 625_000};

type Transport = 'embed-js' | 'frame';

/** Says when a frame can be seen: its page said that it is ready, and a picture with it was painted. */
const watch = `
  window.inSight = new Promise(resolve => addEventListener('message', ({data}) => {
    if (data?.type !== 'linkReady') return;
    const look = () => {
      const frame = document.querySelector('iframe');
      if (!frame?.checkVisibility({visibilityProperty: true, opacityProperty: true})) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now())));
    };
    // Whoever else hears of it has shown the frame by then.
    setTimeout(look);
  }));`;

/** The queue contract of Cal.com's snippet (cal-embed.md §1), which its guides put into the page's head. */
const snippet = (cal: string) => `
  window.Cal = (...args) => {
    if (!Cal.loaded) {
      Object.assign(Cal, {ns: {}, q: Cal.q ?? [], loaded: true});
      document.head.append(Object.assign(document.createElement('script'), {src: '${cal}/embed/embed.js'}));
    }
    if (args[0] === 'init' && typeof args[1] === 'string') {
      const own = (...more) => own.q.push(more);
      own.q = [args];
      Cal.ns[args[1]] ??= own;
      Cal.q.push(['initNamespace', args[1]]);
    } else Cal.q.push(args);
  };
  Cal('init', 'one', {origin: '${cal}'});`;

interface Variant {
  head: string;
  body: string;
}

const page = (
  cal: string,
  {head, body}: Variant,
) => `<!doctype html><html lang="en"><head><title>Bench</title><link rel="icon" href="data:,">
  <script data-cal-scripts="${cal}">${watch}</script>${head}</head><body>${body}</body></html>`;

function variants(cal: string): Record<string, Variant> {
  const script = (element: string) => sites[element]!.head;
  const trigger = '<button slot="trigger">Book</button>';
  const markup = (element: string, transport: Transport) =>
    `<${element} transport="${transport}" origin="${cal}" cal-link="rick/30min">${element === 'booking-popup' ? trigger : ''}</${element}>`;
  // What src/embed/README.md advises for a booking page on the first screen.
  const hint = (transport: Transport) =>
    transport === 'embed-js'
      ? `<link rel="preload" as="script" href="${cal}/embed/embed.js">`
      : `<link rel="preconnect" href="${new URL(cal).origin}">`;
  const preload = (transport: Transport) =>
    sites['booking-inline']!.later('embed-page', transport)
      .map(path => `<link rel="modulepreload" href="${path}">`)
      .join('') + hint(transport);
  const tag = '<script type="module" src="/page.js"></script>';
  return {
    'inline: Cal.com': {
      head: `<script>${snippet(cal)}</script>`,
      body: `<div id="cal"></div><script>Cal.ns.one('inline', {elementOrSelector: '#cal', calLink: 'rick/30min'})</script>`,
    },
    'inline: embed-js': {head: script('booking-inline'), body: markup('booking-inline', 'embed-js')},
    'inline: embed-js, preload': {
      head: script('booking-inline') + preload('embed-js'),
      body: markup('booking-inline', 'embed-js'),
    },
    'inline: embed-js, tag': {head: tag, body: markup('booking-inline', 'embed-js')},
    'inline: embed-js, tag and hint': {head: hint('embed-js') + tag, body: markup('booking-inline', 'embed-js')},
    'inline: frame': {head: script('booking-inline'), body: markup('booking-inline', 'frame')},
    'inline: frame, preload': {
      head: script('booking-inline') + preload('frame'),
      body: markup('booking-inline', 'frame'),
    },
    'inline: frame, tag': {head: tag, body: markup('booking-inline', 'frame')},
    'inline: frame, tag and hint': {head: hint('frame') + tag, body: markup('booking-inline', 'frame')},
    'popup: Cal.com': {
      head: `<script>${snippet(cal)}</script>`,
      body: '<button data-cal-link="rick/30min" data-cal-namespace="one">Book</button>',
    },
    'popup: embed-js': {head: script('booking-popup'), body: markup('booking-popup', 'embed-js')},
    'popup: frame': {head: script('booking-popup'), body: markup('booking-popup', 'frame')},
  };
}

async function openPage(context: BrowserContext): Promise<Page> {
  const opened = await context.newPage();
  const client = await context.newCDPSession(opened);
  await client.send('Network.enable');
  await client.send('Network.emulateNetworkConditions', network);
  return opened;
}

const inSight = (opened: Page) => opened.evaluate(() => (window as unknown as {inSight: Promise<number>}).inSight);

async function timeInline(context: BrowserContext, url: string): Promise<number> {
  const opened = await openPage(context);
  await opened.goto(url, {waitUntil: 'commit'});
  const time = await inSight(opened);
  await opened.close();
  return time;
}

/** From the click, after the visitor pointed at the button for a second and a half, as one who reads it does. */
async function timePopup(context: BrowserContext, url: string): Promise<number> {
  const opened = await openPage(context);
  await opened.goto(url);
  await opened.waitForFunction(
    () => (window as {Cal?: {version?: string}}).Cal?.version ?? customElements.get('booking-popup'),
  );
  const button = opened.getByRole('button', {name: 'Book'});
  await button.evaluate(node =>
    node.addEventListener('click', () => ((window as unknown as {clicked: number}).clicked = performance.now()), true),
  );
  await button.hover();
  await opened.waitForTimeout(1500);
  await button.click();
  const time = await opened.evaluate(async () => {
    const seen = window as unknown as {inSight: Promise<number>; clicked: number};
    await seen.inSight;
    for (;;) {
      await new Promise(resolve => requestAnimationFrame(() => setTimeout(resolve)));
      if (document.querySelector('iframe')?.checkVisibility({visibilityProperty: true, opacityProperty: true}))
        return performance.now() - seen.clicked;
    }
  });
  await opened.close();
  return time;
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)]!;
}

async function measure(browser: Browser, site: string, names: string[]): Promise<Map<string, number[]>> {
  const times = new Map<string, number[]>();
  const note = (name: string, time: number) => times.set(name, [...(times.get(name) ?? []), time]);
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      const context = await browser.newContext();
      const url = `${site}/${encodeURIComponent(name)}`;
      if (name.startsWith('inline')) {
        note(`${name}, cold`, await timeInline(context, url));
        note(`${name}, warm`, await timeInline(context, url));
      } else note(name, await timePopup(context, url));
      await context.close();
    }
  }
  return times;
}

const cal = await startCal({basePath: '/cal'});
const pack = await buildPackage();
const sites: Record<string, Site> = {};
for (const name of ['booking-inline', 'booking-popup'])
  sites[name] = await buildSite(name, `import 'booking-elements/define/${name}';`, pack);
const scripts = new Map(
  Object.values(sites)
    .flatMap(({files}) => [...files])
    .map(([path, code]) => [path.slice(1), gzipSync(code)]),
);
for (const path of globSync('{page,page/*}.js', {cwd: pack}))
  scripts.set(path, gzipSync(readFileSync(join(pack, path))));
const cached = {
  'content-type': 'text/javascript',
  'content-encoding': 'gzip',
  'cache-control': 'public, max-age=3600',
  'access-control-allow-origin': '*',
};

/** Answers for both: the pages, the kit, and the stand-in; scripts as a CDN gives them, small and to be kept. */
const server = createServer((request, response) => {
  void (async () => {
    const path = decodeURIComponent(new URL(request.url!, 'http://x').pathname.slice(1));
    const script = scripts.get(path);
    if (script) return response.writeHead(200, cached).end(script);
    if (path.startsWith('cal/')) {
      const answer = await fetch(`${new URL(cal.url).origin}${request.url}`);
      const body = Buffer.from(await answer.arrayBuffer());
      if (path.endsWith('embed.js')) return response.writeHead(200, cached).end(gzipSync(body));
      return response
        .writeHead(answer.status, {
          'content-type': answer.headers.get('content-type') ?? 'text/html',
          'cache-control': 'no-store',
        })
        .end(body);
    }
    const address = `http://localhost:${port}/cal`;
    const variant = variants(address)[path];
    return response
      .writeHead(variant ? 200 : 404, {'content-type': 'text/html'})
      .end(variant ? page(address, variant) : '');
  })();
});
await new Promise<void>(resolve => server.listen(0, resolve));
const {port} = server.address() as AddressInfo;
const executablePath = findChromium();
const browser = await chromium.launch({args: launchArgs, ...(executablePath ? {executablePath} : {})});
try {
  const names = Object.keys(variants('http://localhost'));
  const times = await measure(browser, `http://127.0.0.1:${port}`, names);
  console.log(`${rounds} rounds, ${network.latency} ms latency, 10 Mbit/s; medians in ms`);
  for (const [name, values] of times) {
    const base = times.get(name.replace(/: [^,]+(, (preload|tag( and hint)?))?/, ': Cal.com'))!;
    const spread = `${Math.min(...values).toFixed(0)}–${Math.max(...values).toFixed(0)}`;
    console.log(
      `${name.padEnd(34)} ${median(values).toFixed(0).padStart(6)}  (${spread})  ${(median(values) / median(base)).toFixed(2)} ×`,
    );
  }
} finally {
  await browser.close();
  server.close();
  server.closeAllConnections();
  await cal.close();
}

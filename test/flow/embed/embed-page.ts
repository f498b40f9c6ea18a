import {fileURLToPath} from 'node:url';
import {startCal} from '../../../mocks/server.ts';
import {startPages, type TestPages} from '../../support/servers/pages.ts';
import {builtFiles} from '../build.ts';
import {expect, test, type FrameLocator, type Locator, type Page} from '../test.ts';

/** Both ways to show a booking page. */
export const transports = ['embed-js', 'frame'] as const;
export type TransportName = (typeof transports)[number];

/** An event of an element, as a test looks at it. */
export interface Seen {
  id: string;
  type: string;
  code?: string;
  reason?: string;
  accepted?: boolean;
  uid?: string;
  start?: string;
}

declare global {
  interface Window {
    seen: Seen[];
    heard: unknown[];
    violations: string[];
  }
}

/** Notes what the elements of a page tell, and every message the page hears. */
export const listen = `
  window.seen = [];
  window.heard = [];
  window.violations = [];
  document.addEventListener('securitypolicyviolation', ({effectiveDirective, blockedURI}) => violations.push(effectiveDirective + ' ' + blockedURI));
  for (const name of ['ready', 'slots-loaded', 'created', 'rescheduled', 'cancelled', 'route', 'open', 'close', 'error']) {
    addEventListener('booking-' + name, ({type, target, code, reason, accepted, booking, uid}) =>
      seen.push({id: target.id, type, code, reason, accepted, uid: uid ?? booking?.uid, start: booking?.start}), true);
  }
  addEventListener('message', ({data}) => heard.push(data), true);
`;

/** The stand-in Cal.com and a server for pages of this file's tests; its real embed.js is Cal.com's own. */
export interface EmbedWorld {
  cal: Awaited<ReturnType<typeof startCal>>;
  pages: TestPages;
  /** Opens a page with this body that loads the kit. */
  open(
    page: Page,
    body: string,
    options?: {script?: string; module?: string; headers?: Record<string, string>},
  ): Promise<void>;
  /** Markup of an element for a booking page. */
  inline(attributes?: string, link?: string, content?: string): string;
}

/** Starts the servers before the tests of a file and stops them afterwards. */
export function embedWorld(): EmbedWorld {
  const world = {
    async open(page, body, {script = '', module = '/src/define/booking-inline.ts', headers} = {}) {
      await page.goto(
        world.pages.add(
          `<!doctype html><html lang="en"><head><title>Test</title><script nonce="test" data-cal-scripts="${world.cal.url} ${world.cal.url.replace('127.0.0.1', 'localhost')}">${listen}${script}</script></head>
        <body><main>${body}</main><script type="module" src="${module}"></script></body></html>`,
          headers,
        ),
      );
    },
    inline: (attributes = '', link = 'rick/30min', content = '') =>
      `<booking-inline origin="${world.cal.url}" cal-link="${link}" ${attributes}>${content}</booking-inline>`,
  } as EmbedWorld;
  test.beforeAll(async () => {
    world.cal = await startCal({basePath: '/cal'});
    world.pages = await startPages(builtFiles().pages);
  });
  test.afterAll(async () => {
    world.pages.close();
    await world.cal.close();
  });
  return world;
}

export const seen = (page: Page, type: string): Promise<Seen[]> =>
  page.evaluate(name => window.seen.filter(event => event.type === name), type);
export const ready = (page: Page, count = 1) => expect.poll(() => seen(page, 'booking-ready')).toHaveLength(count);
export const frameOf = (page: Page, selector = 'booking-inline') => page.frameLocator(`${selector} iframe`);

/** Whether an element is drawn for the visitor; one that is transparent is not. */
export const isSeen = (element: Locator): Promise<boolean> =>
  element.evaluate(node => node.checkVisibility({visibilityProperty: true, opacityProperty: true}));

/** Books the first time a page in a frame shows. */
export async function book(frame: FrameLocator): Promise<void> {
  await frame.locator('ul button').first().click();
  await frame.getByLabel('Your name').fill('Ada Lovelace');
  await frame.getByLabel('E-mail address').fill('ada@example.com');
  await frame.getByRole('button', {name: 'Confirm'}).click();
  await expect(frame.getByText(/This meeting is scheduled|Your booking is requested/)).toBeVisible();
}

/** Fails with a line per node when axe finds a violation in the element. */
export async function expectNoViolations(page: Page, selector = 'booking-inline'): Promise<void> {
  await page.addScriptTag({path: fileURLToPath(import.meta.resolve('axe-core'))});
  const findings = await page.evaluate(async target => {
    const {axe} = window as unknown as {axe: typeof import('axe-core')};
    const {violations} = await axe.run(document.querySelector(target)!, {iframes: false});
    return violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html).join(' ')}`);
  }, selector);
  expect(findings).toEqual([]);
}

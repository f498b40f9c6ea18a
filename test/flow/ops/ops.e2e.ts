import {readFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {serve, type ServerType} from '@hono/node-server';
import type {EffectConfig} from '../../../src/proxy/effects/config/types.ts';
import {EffectError} from '../../../src/proxy/engine/model.ts';
import {openEffects, webhook, type EffectSystem} from '../../proxy/effects/system.ts';
import {expect, test, type Page} from '../test.ts';

const adminToken = 'admin-token-of-the-test-suite';
const axe = readFileSync('node_modules/axe-core/axe.min.js', 'utf8');

let system: EffectSystem;
let server: ServerType;
let isDown = true;

test.beforeAll(async () => {
  const crm = {
    kind: 'handler',
    name: 'crm',
    run: async () => {
      if (isDown) throw new EffectError('The CRM refused it.', {status: 422, isFinal: true});
    },
  } as EffectConfig;
  system = openEffects([crm], [], {adminToken});
  await new Promise<void>(resolve => {
    const fetch = async (request: Request) => {
      const {pathname, search} = new URL(request.url);
      const body = request.method === 'POST' ? await request.text() : null;
      return system.raw(pathname + search, {method: request.method, headers: request.headers, body});
    };
    server = serve({fetch, port: 0, hostname: '127.0.0.1'}, () => resolve());
  });
  for (const uid of ['booking-1', 'booking-2']) await system.deliver(webhook('BOOKING_CREATED', uid));
  await system.until(async () => (await failures()) === 2);
});

test.afterAll(async () => {
  server?.close();
  await system?.close();
});

async function failures(): Promise<number> {
  const {json} = await system.get('/ops/api/runs?state=failed', {authorization: `Bearer ${adminToken}`});
  return json.runs.length;
}

const address = (path = '') => `http://127.0.0.1:${(server.address() as AddressInfo).port}/ops${path}`;

async function signIn(page: Page): Promise<void> {
  await page.goto(address());
  await page.getByLabel('Admin token').fill(adminToken);
  await page.getByRole('button', {name: 'Sign in'}).click();
  await expect(page.getByRole('heading', {name: 'Overview'})).toBeVisible();
}

async function violations(page: Page): Promise<string[]> {
  // The pages' own policy refuses a script from here, so it is evaluated by the driver.
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const {axe: run} = window as unknown as {
      axe: {run(): Promise<{violations: {id: string; nodes: {html: string}[]}[]}>};
    };
    return (await run.run()).violations.flatMap(({id, nodes}) => nodes.map(({html}) => `${id} ${html}`));
  });
}

for (const [name, options] of [
  ['in light', {colorScheme: 'light', viewport: {width: 1280, height: 800}}],
  ['in dark', {colorScheme: 'dark', viewport: {width: 1280, height: 800}}],
  ['on a phone', {colorScheme: 'light', viewport: {width: 360, height: 740}}],
] as const) {
  test(`the operator's pages keep nobody out and fit, ${name}`, async ({browser}) => {
    const page = await browser.newPage(options);
    await page.goto(address());
    expect(await violations(page)).toEqual([]);
    await signIn(page);
    for (const path of ['', '/runs', '/bookings/booking-1']) {
      await page.goto(address(path));
      expect(await violations(page)).toEqual([]);
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      expect(overflow).toBeLessThanOrEqual(0);
    }
    await page.getByRole('link', {name: 'crm'}).click();
    await expect(page.getByText('It failed for good after 1 attempt. The CRM refused it.')).toBeVisible();
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
}

test('by keyboard alone a failed run is found from the first page, replayed, and the page follows it', async ({
  page,
}) => {
  await page.goto(address());
  await page.keyboard.type(adminToken);
  await page.keyboard.press('Enter');
  const group = page.getByRole('link', {name: '2', exact: true}).last();
  await group.focus();
  await page.keyboard.press('Enter');
  await expect(page.getByText('Only those whose last failure was: The CRM refused it.')).toBeVisible();
  await page.getByRole('link', {name: 'crm'}).first().focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', {name: /^Run /})).toBeVisible();

  isDown = false;
  await page.getByRole('button', {name: 'Replay'}).focus();
  await page.keyboard.press('Enter');
  await system.until(async () => (await failures()) === 1);
  await expect(page.getByText('It was done at attempt 1.')).toBeVisible({timeout: 15_000});
});

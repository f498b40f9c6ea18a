import {once} from 'node:events';
import {existsSync, mkdtempSync, readFileSync, rmSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {serve} from '@hono/node-server';
import type {Page} from '@playwright/test';
import {Ajv} from 'ajv';
import {createLog} from '../../../src/proxy/observe/log.ts';
import {createProxy} from '../../../src/proxy/proxy.ts';
import {startTestCal} from '../../support/servers/cal.ts';
import {startPages} from '../../support/servers/pages.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {builtFiles} from '../build.ts';

/** How the page reaches Cal.com. */
export type Mode = 'direct' | 'proxy';

/** A body as Cal.com got it, of a booking, a cancellation or a move. */
export interface Write {
  path: string;
  body: Record<string, unknown>;
}

/** Cal.com's stand-in, the proxy before it and a web server with the kit, each on a port of its own. */
export interface FormSystem {
  cal: Awaited<ReturnType<typeof startTestCal>>;
  writes: Write[];
  /** Address of an empty page with the kit. */
  address: string;
  /** The address of a page that has these elements in its markup. */
  page(mode: Mode, tags: string): string;
  /** Puts an element into the page, reaching Cal.com as `mode` says. */
  show(page: Page, mode: Mode, tag: string): Promise<void>;
  close(): Promise<void>;
}

/** Starts them; the proxy offers all event types. */
export async function startFormSystem(): Promise<FormSystem> {
  const pages = await startPages(builtFiles().pages);
  // With uids of its own in each test: the proxy would know repeated ones from before.
  const cal = await startTestCal({hasNewUids: true});
  const watch = createWatch();
  const writes: Write[] = [];
  const answer = cal.cal.fetch;
  Object.assign(cal.cal, {
    async fetch(request: Request) {
      const {pathname: path} = new URL(request.url);
      if (request.method === 'POST' && path.startsWith('/v2/bookings'))
        writes.push({path, body: (await request.clone().json()) as Write['body']});
      return answer(request);
    },
  });
  const dataDirectory = mkdtempSync(join(tmpdir(), 'booking-form-'));
  const proxy = createProxy({
    calApiUrl: cal.url,
    calApiKey: 'cal_test_rick',
    webhookSecrets: 'webhook-secret-of-the-test-suite',
    allowedOrigins: pages.origin,
    eventTypes: '*',
    signingKeys: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
    dataDirectory,
    callsPerMinute: 6000,
    log: createLog({write: watch.read}),
  });
  const server = serve({
    fetch: async (request, env) => watch.answered(await proxy.fetch(request, env)),
    hostname: '127.0.0.1',
    port: 0,
  });
  await once(server, 'listening');
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const connect = (mode: Mode, tags: string) => {
    const where = mode === 'proxy' ? `proxy="${address}"` : `api="${cal.url}"`;
    return tags.replaceAll('<booking-form', `<booking-form origin="${cal.url}" time-zone="UTC" ${where}`);
  };
  const page = (main: string) =>
    pages.add(`<!doctype html><html lang="en"><title>Test</title>
    <script type="module">import '/src/define/booking-form.ts'; import '/src/define/booking-popup.ts';</script>
    <main>${main}</main>`);
  return {
    cal,
    writes,
    address: page(''),
    page: (mode, tags) => page(connect(mode, tags)),
    async show(page, mode, tag) {
      const html = connect(mode, tag);
      await page.locator('main').evaluate((main, content) => {
        main.innerHTML = content;
      }, html);
    },
    async close() {
      await proxy.close();
      server.close();
      await cal.close();
      pages.close();
      rmSync(dataDirectory, {recursive: true});
      watch.end();
    },
  };
}

const documentPath = '../shared/reference/openapi-booking.json';

/**
 * Says what Cal.com's corrected OpenAPI document finds wrong with a body of `POST /v2/bookings`; nothing is found where
 * the document is not at hand.
 */
export function bodyCheck(): {isThere: boolean; problemsOf(body: unknown): string[]} {
  if (!existsSync(documentPath)) return {isThere: false, problemsOf: () => []};
  const ajv = new Ajv({strict: false, allErrors: true, validateFormats: false});
  ajv.addSchema(JSON.parse(readFileSync(documentPath, 'utf8')) as object, 'cal');
  const validate = ajv.compile({$ref: 'cal#/paths/~1v2~1bookings/post/requestBody/content/application~1json/schema'});
  return {
    isThere: true,
    problemsOf: body =>
      validate(body) ? [] : validate.errors!.map(({instancePath, message}) => `${instancePath} ${message}`),
  };
}

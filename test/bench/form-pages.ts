import {globSync, mkdtempSync, readFileSync} from 'node:fs';
import {createSecureServer, type Http2SecureServer} from 'node:http2';
import {tmpdir} from 'node:os';
import type {AddressInfo} from 'node:net';
import {join} from 'node:path';
import {gzipSync} from 'node:zlib';
import {createCal} from '../../mocks/cal.ts';
import {createLog} from '../../src/proxy/observe/log.ts';
import {createProxy} from '../../src/proxy/proxy.ts';
import {makeCertificate} from './certificate.ts';
import {buildPackage, buildSite} from './site.ts';

/** Pages to compare, each by the module it loads. */
const modules: Record<string, string> = {
  // The floor: as little as a page with a Lit element can load.
  lit: `
    import {html, LitElement} from 'lit';
    customElements.define('empty-element', class extends LitElement { render() { return html\`<p>Ready</p>\`; } });
    document.body.innerHTML = '<empty-element></empty-element>';
  `,
  // A calendar only: no times, no zones, no questions, no network.
  cally: `
    import 'cally';
    document.body.innerHTML = '<calendar-date><calendar-month></calendar-month></calendar-date>';
  `,
  form: `
    import 'booking-elements/define/booking-form';
    document.body.innerHTML = '<booking-form cal-link="rick/30min" api="' + location.origin + '"></booking-form>';
  `,
  server: "import 'booking-elements/define/booking-form';",
};

/** The form as a site's own server writes it into the page, with real times: what src/proxy/page renders. */
async function renderOnServer(cal: ReturnType<typeof createCal>): Promise<string> {
  const proxy = createProxy({
    calApiUrl: 'https://localhost/v2',
    calApiKey: 'cal_test_rick',
    webhookSecrets: ['a-webhook-secret'],
    allowedOrigins: ['https://localhost'],
    eventTypes: ['rick/30min'],
    signingKeys: [`bench:${'k'.repeat(32)}`],
    dataDirectory: mkdtempSync(join(tmpdir(), 'bench-data-')),
    log: createLog({write() {}}),
    fetch: (url, init) => cal.fetch(new Request(url, init)),
  });
  const answer = await proxy.fetch(
    new Request('https://localhost/form?fragment&cal-link=rick/30min&locale=en&page=https://localhost/server'),
  );
  await proxy.close();
  return answer.text();
}

const document = (
  name: string,
  head: string,
  body: string,
) => `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
  <title>${name}</title><link rel="icon" href="data:,">${head}</head><body>${body}</body></html>`;

export interface Pages {
  url(name: string): string;
  close(): void;
}

/** Serves the pages and the stand-in's API over HTTP/2 on loopback; undefined without a certificate. */
export async function servePages(): Promise<Pages | undefined> {
  const certificate = makeCertificate();
  if (!certificate) return undefined;
  const cal = createCal({seed: 1, rateLimit: false, origin: 'https://localhost'});
  const pack = await buildPackage();
  const sites = await Promise.all(
    Object.entries(modules).map(async ([name, code]) => [name, await buildSite(name, code, pack)] as const),
  );
  const written = await renderOnServer(cal);
  const pages = sites.map(
    ([name, {head}]) => [`/${name}.html`, document(name, head, name === 'server' ? written : '')] as const,
  );
  // The script tag's files, as they are published.
  const kit = globSync('{page,page/*}.js', {cwd: pack}).map(
    file => [`/kit/${file}`, readFileSync(join(pack, file), 'utf8')] as const,
  );
  const tag = [
    '/tag.html',
    document(
      'tag',
      '<script type="module" src="/kit/page.js"></script>',
      '<booking-form cal-link="rick/30min" api="/"></booking-form>',
    ),
  ] as const;
  const files = [...sites.flatMap(([, {files: scripts}]) => [...scripts]), ...kit, ...pages, tag];
  const zipped = new Map(files.map(([path, text]) => [path, gzipSync(text, {level: 9})]));
  const server: Http2SecureServer = createSecureServer({...certificate, allowHTTP1: true}, (request, response) => {
    const path = request.url.replace(/\?.*$/, '');
    const file = zipped.get(path);
    if (file) {
      const type = path.endsWith('.html') ? 'text/html' : 'text/javascript';
      response
        .writeHead(200, {'content-type': type, 'content-encoding': 'gzip', 'cache-control': 'no-store'})
        .end(file);
    } else if (path.startsWith('/v2/')) {
      const headers = Object.entries(request.headers).filter(
        ([name, value]) => !name.startsWith(':') && typeof value === 'string',
      ) as [string, string][];
      void cal
        .fetch(new Request(`https://localhost${request.url}`, {method: request.method, headers}))
        .then(async answer => {
          const body = gzipSync(Buffer.from(await answer.arrayBuffer()));
          response.writeHead(answer.status, {'content-type': 'application/json', 'content-encoding': 'gzip'}).end(body);
        });
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  return {url: name => `https://127.0.0.1:${port}/${name}.html`, close: () => void server.close()};
}

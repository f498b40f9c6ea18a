import {globSync, readFileSync, statSync} from 'node:fs';
import {createSecureServer, type Http2ServerRequest, type Http2ServerResponse} from 'node:http2';
import type {AddressInfo} from 'node:net';
import {extname, join} from 'node:path';
import {brotliCompressSync, constants} from 'node:zlib';
import {createCal} from '../../../mocks/cal.ts';
import {makeCertificate} from '../certificate.ts';
import {bundleModule} from './bundle-module.ts';
import type {Answer} from './answers.ts';
import type {Scenario} from './scenarios.ts';

const types: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
};

/** As a CDN does. */
const compress = (text: Buffer) =>
  brotliCompressSync(text, {params: {[constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY}});

interface File {
  type: string;
  body: Buffer;
}

/** What one scenario's page has loaded. */
export interface Loaded {
  /** kB, compressed, of everything but answers of APIs. */
  kilobytes: number;
  files: number;
  calls: number;
  preflights: number;
}

export interface Hosts {
  /** Chromium's flag that sends every host to this server. */
  flag: string;
  /** Plays the hosts of a scenario from now on. Returns what is loaded since. */
  play(scenario: Scenario): Promise<Loaded>;
  close(): void;
}

const page = ({head = '', body = '', module}: Scenario) => `<!doctype html><html lang="en"><head><meta charset="utf-8">
  <meta name="viewport" content="width=device-width"><title>Checkout</title><link rel="icon" href="data:,">${head}
  ${module ? '<script type="module" src="/app/main.js"></script>' : ''}</head><body><h1>Checkout</h1>${body}</body></html>`;

function filesOf(folder: string, path: string): [string, File][] {
  return globSync('**/*.{js,css,json}', {cwd: folder})
    .filter(name => statSync(join(folder, name)).isFile())
    .map(name => [path + name, {type: types[extname(name)]!, body: readFileSync(join(folder, name))}]);
}

async function readBody(request: Http2ServerRequest): Promise<string> {
  let text = '';
  for await (const part of request) text += String(part);
  return text;
}

/**
 * Serves the pages, the peers' files and their vendors' APIs on loopback, over HTTP/2 as one server for all hosts.
 * `kit` and `peers` are folders of packages. Undefined without a certificate.
 */
export async function serveHosts(kit: string, peers: string): Promise<Hosts | undefined> {
  const certificate = makeCertificate();
  if (!certificate) return undefined;
  const cal = createCal({seed: 1, rateLimit: false, origin: 'https://api.cal.com'});
  const known = new Map<Scenario, Map<string, File>>();
  const small = new Map<File, Buffer>();
  let files = new Map<string, File>();
  let current: Scenario | undefined;
  let loaded: Loaded = {kilobytes: 0, files: 0, calls: 0, preflights: 0};

  async function askApi(request: Http2ServerRequest, host: string, url: URL): Promise<Answer | undefined> {
    const body = await readBody(request);
    if (host !== 'api.cal.com') return current?.vendor?.({host, url, body});
    const version = String(request.headers['cal-api-version'] ?? '');
    const answer = await cal.fetch(new Request(url, {headers: {'cal-api-version': version}}));
    return {type: 'application/json', text: await answer.text()};
  }

  async function respond(request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> {
    const host = String(request.headers[':authority']).replace(/:\d+$/, '');
    const url = new URL(request.url, `https://${host}`);
    const cors = {
      'access-control-allow-origin': '*',
      'access-control-allow-headers': '*, cal-api-version, authorization',
    };
    if (request.method === 'OPTIONS') {
      loaded.preflights += 1;
      return void response.writeHead(204, {...cors, 'access-control-allow-methods': '*'}).end();
    }
    const file = files.get(url.pathname);
    const answer = file ? undefined : await askApi(request, host, url);
    if (!file && !answer) return void response.writeHead(404, cors).end();
    const source = file ?? {type: answer!.type, body: Buffer.from(answer!.text)};
    const body = (file && small.get(file)) ?? compress(source.body);
    if (file) {
      small.set(file, body);
      loaded.files += 1;
      loaded.kilobytes += body.length / 1000;
    } else loaded.calls += 1;
    response.writeHead(200, {
      ...cors,
      'content-type': source.type,
      'content-encoding': 'br',
      'cache-control': 'no-store',
    });
    response.end(body);
  }

  const server = createSecureServer({...certificate, allowHTTP1: true}, (request, response) => {
    void respond(request, response).catch((error: unknown) => console.error(error));
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {
    flag: `--host-resolver-rules=MAP * 127.0.0.1:${(server.address() as AddressInfo).port}`,
    async play(scenario) {
      if (!known.has(scenario)) {
        const folders = Object.entries(scenario.folders ?? {}).flatMap(([path, folder]) => {
          const where = [peers, '.'].map(base => join(base, 'node_modules', folder));
          return where.flatMap(each => filesOf(each, path));
        });
        const app = scenario.module ? await bundleModule(scenario.module, peers) : [];
        const bundled = app.map(([name, text]): [string, File] => [
          `/app/${name}`,
          {type: types[extname(name)] ?? 'text/plain', body: Buffer.from(text)},
        ]);
        const own: [string, File] = ['/', {type: 'text/html', body: Buffer.from(page(scenario))}];
        known.set(scenario, new Map([own, ...bundled, ...folders, ...filesOf(kit, '/kit/')]));
      }
      files = known.get(scenario)!;
      current = scenario;
      return (loaded = {kilobytes: 0, files: 0, calls: 0, preflights: 0});
    },
    close: () => void server.close(),
  };
}

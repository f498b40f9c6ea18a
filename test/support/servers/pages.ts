import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {serveBundle} from './bundle-pages.ts';

/** A web server for pages of a test, on a port of its own; `/src/…` gives the kit's modules. */
export interface TestPages {
  origin: string;
  /** Serves the HTML, with these headers beside its type, and returns its address. */
  add(html: string, headers?: Record<string, string>): string;
  close(): void;
}

/** Starts a server for pages that load the kit; `bundle` is where `bundlePages` wrote it. */
export async function startPages(bundle: string): Promise<TestPages> {
  const pages = new Map<string, {html: string; headers: Record<string, string>}>();
  const toModule = serveBundle(bundle);
  const server = createServer((request, response) =>
    toModule(request, response, () => {
      const page = pages.get((request.url ?? '').replace(/\?.*/, ''));
      if (page) response.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...page.headers}).end(page.html);
      else response.writeHead(404).end();
    }),
  );
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    origin,
    add(html, headers = {}) {
      const path = `/pages/${pages.size + 1}`;
      pages.set(path, {html, headers});
      return origin + path;
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

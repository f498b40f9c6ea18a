import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {createServer} from 'vite';

/** A web server for pages of a test, on a port of its own; `/src/…` gives the kit's modules. */
export interface TestPages {
  origin: string;
  /** Serves the HTML, with these headers beside its type, and returns its address. */
  add(html: string, headers?: Record<string, string>): string;
  close(): Promise<void>;
}

/** Starts a server for pages that load the kit from source. */
export async function startPages(): Promise<TestPages> {
  const pages = new Map<string, {html: string; headers: Record<string, string>}>();
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../../..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-e2e',
    server: {host: '127.0.0.1', port: 0, hmr: false, watch: null},
    optimizeDeps: {noDiscovery: true, include: ['lit', 'lit/decorators.js']},
    plugins: [
      {
        name: 'test-pages',
        configureServer: ({middlewares}) =>
          void middlewares.use((request, response, next) => {
            const page = pages.get((request.url ?? '').replace(/\?.*/, ''));
            if (page === undefined) return next();
            response.writeHead(200, {'content-type': 'text/html; charset=utf-8', ...page.headers});
            response.end(page.html);
          }),
      },
    ],
  });
  await server.listen();
  const origin = `http://127.0.0.1:${(server.httpServer!.address() as AddressInfo).port}`;
  return {
    origin,
    add(html, headers = {}) {
      const path = `/pages/${pages.size + 1}`;
      pages.set(path, {html, headers});
      return origin + path;
    },
    close: () => server.close(),
  };
}

import type {AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {createServer} from 'vite';

/** A web server for pages of a test, on a port of its own; `/src/…` gives the kit's modules. */
export interface TestPages {
  origin: string;
  /** Serves the HTML and returns its address. */
  add(html: string): string;
  close(): Promise<void>;
}

/** Starts a server for pages that load the kit from source. */
export async function startPages(): Promise<TestPages> {
  const pages = new Map<string, string>();
  const server = await createServer({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    appType: 'custom',
    logLevel: 'error',
    cacheDir: 'node_modules/.vite-e2e',
    server: {host: '127.0.0.1', port: 0, hmr: false, watch: null},
    optimizeDeps: {noDiscovery: true, include: ['lit', 'lit/decorators.js']},
    plugins: [{
      name: 'test-pages',
      configureServer: ({middlewares}) => void middlewares.use((request, response, next) => {
        const html = pages.get(request.url ?? '');
        if (html === undefined) return next();
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(html);
      }),
    }],
  });
  await server.listen();
  const origin = `http://127.0.0.1:${(server.httpServer!.address() as AddressInfo).port}`;
  return {
    origin,
    add(html) {
      const path = `/pages/${pages.size + 1}`;
      pages.set(path, html);
      return origin + path;
    },
    close: () => server.close(),
  };
}

import type {IncomingMessage, ServerResponse} from 'node:http';
import {getRequestListener} from '@hono/node-server';
import type {Plugin, ViteDevServer} from 'vite';
import {serveCal} from '../../mocks/server.ts';
import {renderNoScript} from './no-script.ts';
import {pages, pathOf, renderMenu} from './pages.ts';
import {openSystem, type DemoSystem} from './system.ts';

const proxyPaths = /^\/(v2|live|webhooks|ops)(\/|\?|$)|^\/(healthz|readyz|form)(\?|$)/;

function mount({proxy, cal, traffic, config, confirmPaid, manageLink}: DemoSystem, server: ViteDevServer): void {
  const toProxy = getRequestListener(request => proxy.fetch(request));
  const toMail = getRequestListener(request => manageLink(new URL(request.url).search));
  const toPanel = getRequestListener(request =>
    new URL(request.url).pathname === '/demo/traffic' ? traffic.stream() : Response.json(config),
  );
  server.middlewares.use((request: IncomingMessage, response: ServerResponse, next: () => void) => {
    const url = request.url ?? '/';
    const [path = '/', query] = url.split('?');
    if (cal && /^\/cal(\/|$)/.test(path)) void serveCal(cal, request, response).catch(() => response.destroy());
    else if (proxyPaths.test(url)) {
      response.on('finish', () =>
        traffic.add({kind: 'proxy', method: request.method, path, status: response.statusCode}),
      );
      void toProxy(request, response);
    } else if (path === '/no-script') {
      renderNoScript(proxy, server, request).then(
        page => response.setHeader('content-type', 'text/html').end(page),
        next,
      );
    } else if (path === '/demo/paid' && request.method === 'POST') {
      // What a shop's backend does once its payment provider says so.
      confirmPaid(query ?? '').then(
        () => response.writeHead(204).end(),
        () => response.writeHead(502).end(),
      );
    } else if (path === '/demo/mail' && request.method === 'POST') void toMail(request, response);
    else if (path === '/demo/traffic' || path === '/demo/config.json') void toPanel(request, response);
    else {
      const page = pages.get(path.replace(/\.html$/, ''));
      if (page) request.url = `/demo/${page}.html${query ? `?${query}` : ''}`;
      next();
    }
  });
}

/** Mounts the proxy, the stand-in Cal.com and the demo pages in Vite's server: one command is the whole system. */
export function demoSystem(): Plugin {
  return {
    name: 'demo-system',
    apply: 'serve',
    transformIndexHtml: (html, {path}) => html.replace('<!-- menu -->', renderMenu(pathOf(path))),
    configureServer(server) {
      const {port} = server.config.server;
      const address = `http://127.0.0.1:${port}`;
      const system = openSystem(address, [address, `http://localhost:${port}`], process.env);
      mount(system, server);
      server.httpServer?.on('close', () => void system.proxy.close());
    },
  };
}

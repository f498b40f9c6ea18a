import type {IncomingMessage} from 'node:http';
import {readFile} from 'node:fs/promises';
import type {ViteDevServer} from 'vite';
import type {Proxy} from '../../src/proxy/proxy.ts';

/** Writes the form into its page before the page is sent, as a site's own server would: the proxy is asked for it. */
export async function renderNoScript(proxy: Proxy, server: ViteDevServer, request: IncomingMessage): Promise<string> {
  const origin = `http://${request.headers.host}`;
  const {pathname, searchParams} = new URL(request.url ?? '/', origin);
  const ask = new URL('/form', origin);
  // What the visitor chose is handed on as it is; what this page is about is not theirs to choose.
  for (const [name, value] of searchParams) ask.searchParams.append(name, value);
  for (const [name, value] of Object.entries({
    'cal-link': 'rick/30min',
    locale: 'en',
    page: origin + pathname,
    fragment: '',
  }))
    ask.searchParams.set(name, value);
  const [shell, answer] = await Promise.all([
    readFile('demo/no-script.html', 'utf8').then(text => server.transformIndexHtml(pathname, text)),
    proxy.fetch(new Request(ask)),
  ]);
  const form = await answer.text();
  return shell.replace('<!-- form -->', () => form);
}

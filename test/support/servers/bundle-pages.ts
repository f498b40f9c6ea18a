import {globSync, readFileSync} from 'node:fs';
import type {IncomingMessage, ServerResponse} from 'node:http';
import {join, resolve} from 'node:path';
import {build} from 'vite';
import {pieces} from '../../../vite.pieces.ts';
import {shortTemplates} from '../../../vite.templates.ts';

/** The modules that pages of the tests and the demo name by their address. */
const modules = [
  'src/{define,compat}.ts',
  'src/define/*.ts',
  'src/elements/loading/allow-scripts.ts',
  'demo/scripts/*.ts',
];

/**
 * Bundles these modules into `directory` in the pieces of the package, each under its own name. A page that loaded them
 * one by one would send 160 requests, and most of a test's time would go there.
 */
export async function bundlePages(directory: string): Promise<void> {
  const input = Object.fromEntries(globSync(modules).map(path => [path.replace(/\.ts$/, ''), resolve(path)]));
  await build({
    configFile: false,
    logLevel: 'error',
    plugins: [shortTemplates()],
    build: {
      outDir: directory,
      target: 'es2022',
      minify: false,
      modulePreload: false,
      rolldownOptions: {
        input,
        preserveEntrySignatures: 'allow-extension',
        output: {...pieces, entryFileNames: '[name].ts', chunkFileNames: 'src/chunks/[name]-[hash].js'},
      },
    },
  });
}

/** Answers requests for the bundled modules and their parts; hands all others on. */
export function serveBundle(
  directory: string,
): (request: IncomingMessage, response: ServerResponse, next: () => void) => void {
  return (request, response, next) => {
    const path = (request.url ?? '/').replace(/\?.*/, '');
    if (!/^\/(src|demo\/scripts)\/.*\.[jt]s$/.test(path)) return next();
    try {
      const file = readFileSync(join(directory, path));
      response.writeHead(200, {'content-type': 'text/javascript', 'cache-control': 'no-cache'}).end(file);
    } catch {
      response.writeHead(404).end();
    }
  };
}

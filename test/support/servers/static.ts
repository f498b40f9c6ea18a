import {readFile} from 'node:fs/promises';
import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {extname, join} from 'node:path';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** A web server of files, on a port of its own. */
export interface Files {
  origin: string;
  close(): void;
}

/** Serves a directory on loopback; a path that ends with a slash means its `index.html`. */
export async function serveFiles(directory: string): Promise<Files> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '/').replace(/[?#].*/s, '').replace(/\/$/, '/index.html');
    readFile(join(directory, path)).then(
      body => response.setHeader('content-type', types[extname(path)] ?? 'application/octet-stream').end(body),
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  return {origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => void server.close()};
}

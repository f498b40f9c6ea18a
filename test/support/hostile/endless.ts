import {createServer} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createGzip} from 'node:zlib';
import {onTestFinished} from 'vitest';

/** A small piece of gzip is so much JSON white space. */
const block = Buffer.alloc(1024 * 1024, ' ');

/** What each answer begins with, by its path's last part. */
type Start = (path: string) => {status?: number; type?: string};

/** A server on the loopback whose answers never end and are sent as gzip. */
export async function endlessServer(start: Start = () => ({})) {
  const server = createServer((request, response) => {
    const {status = 200, type = 'application/json'} = start(request.url!);
    response.writeHead(status, {'content-type': type, 'content-encoding': 'gzip', 'access-control-allow-origin': '*'});
    const gzip = createGzip({level: 1});
    gzip.pipe(response);
    let left = false;
    const fill = () => {
      while (!left && gzip.write(block));
    };
    gzip.on('drain', fill).on('error', () => {});
    response.on('close', () => {
      left = true;
      gzip.destroy();
    });
    fill();
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

import {createServer, type IncomingMessage, type ServerResponse} from 'node:http';
import type {AddressInfo} from 'node:net';
import {createCal, type Cal} from './cal.ts';
import {embedScript} from './embed-script.ts';
import type {CalOptions} from './world/world.ts';

export interface StartOptions extends Omit<CalOptions, 'origin' | 'api'> {
  /** 0 selects a free port. */
  port?: number;
  /** Defaults to 127.0.0.1. */
  host?: string;
  /** Public address; defaults to `http://host:port`. */
  origin?: string;
}

function toRequest(incoming: IncomingMessage, origin: string, body: Uint8Array<ArrayBuffer>): Request {
  const headers = new Headers();
  for (const [name, value] of Object.entries(incoming.headers))
    if (value !== undefined) headers.set(name, [value].flat().join(', '));
  const method = incoming.method ?? 'GET';
  return new Request(new URL(incoming.url ?? '/', origin), {
    method,
    headers,
    ...(method === 'GET' || method === 'HEAD' ? {} : {body}),
  });
}

async function readBody(incoming: IncomingMessage): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return new Uint8Array(Buffer.concat(chunks));
}

/** Answers a Node request with a stand-in; a `Response.error()` becomes a broken connection. */
export async function serveCal(cal: Cal, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const {origin, basePath} = cal.world.options;
  const path = (incoming.url ?? '/').replace(/\?.*$/, '');
  const response =
    path === `${basePath}/embed/embed.js`
      ? await embedScript()
      : await cal.fetch(toRequest(incoming, origin, await readBody(incoming)));
  if (response.type === 'error') {
    incoming.socket.destroy();
    return;
  }
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  outgoing.end(Buffer.from(await response.arrayBuffer()));
}

/** Starts a stand-in on loopback. `url` is its public address without a trailing slash. */
export async function startCal(options: StartOptions = {}): Promise<{url: string; cal: Cal; close(): Promise<void>}> {
  const {port = 0, host = '127.0.0.1', ...rest} = options;
  let cal: Cal | undefined;
  const server = createServer((incoming, outgoing) => {
    serveCal(cal!, incoming, outgoing).catch((error: unknown) => {
      console.error(error);
      outgoing.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => server.once('error', reject).listen(port, host, resolve));
  const origin = options.origin ?? `http://${host}:${(server.address() as AddressInfo).port}`;
  const made = createCal({...rest, origin});
  cal = made;
  return {
    url: `${origin}${made.world.options.basePath}`,
    cal: made,
    close() {
      made.close();
      server.closeAllConnections();
      return new Promise(resolve => server.close(() => resolve()));
    },
  };
}

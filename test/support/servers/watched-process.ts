import {ServerResponse} from 'node:http';
import {createWatch} from './watch.ts';

/**
 * Loaded before a program (`node --import`) that runs a proxy: looks at what it sends to Cal.com and at what its server
 * answers. What is wrong is printed, for whoever reads the output.
 */
const watch = createWatch();

function tell(): void {
  try {
    watch.end();
  } catch (error) {
    console.error(`Seen from outside: ${(error as Error).message}`);
  }
}

const {fetch} = globalThis;
globalThis.fetch = async (input, init) => {
  const request = new Request(input, {...init, signal: null});
  if (request.headers.has('x-request-id')) {
    watch.sent(
      new Request(request.url.replace(/^(https?:\/\/[^/]+)\/.*?(?=\/v2\/)/, '$1'), {
        method: request.method,
        headers: request.headers,
      }),
      String(init?.body ?? ''),
    );
    tell();
  }
  return fetch(input, init);
};

for (const name of ['writeHead', 'write', 'end'] as const) {
  const original = ServerResponse.prototype[name] as (...values: unknown[]) => unknown;
  Object.assign(ServerResponse.prototype, {
    [name](this: ServerResponse, ...values: unknown[]) {
      // What the stand-in says to the proxy holds the webhook's secret.
      if (!this.req.url?.startsWith('/cal/')) {
        for (const value of [this.getHeaders(), ...values])
          watch.read(value instanceof Uint8Array ? Buffer.from(value).toString() : String(JSON.stringify(value)));
        tell();
      }
      return original.apply(this, values);
    },
  });
}

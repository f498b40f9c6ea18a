import {spawn} from 'node:child_process';
import {createServer, type AddressInfo} from 'node:net';
import {fileURLToPath} from 'node:url';
import {builtFiles} from './build.ts';

/** What the process prints when a call to Cal.com or an answer was not as it must be. */
const alarm = 'Seen from outside: ';

/** The whole system as `npm start` runs it, in a process of its own. */
export interface Demo {
  url: string;
  /** The key the proxy keeps. */
  apiKey: string;
  /** Everything the process has printed. */
  output(): string;
  /** Pulls a lever of the stand-in Cal.com. */
  control(path: string, body?: object): Promise<unknown>;
  /** Ends it; throws when a call was none of Cal.com's document, or a secret could be read. */
  close(): void;
}

const apiKey = 'cal_demo_key';

/** A port nobody listens on now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const {port} = server.address() as AddressInfo;
  await new Promise(resolve => server.close(resolve));
  return port;
}

const program = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * Starts the demo on a free port of loopback and resolves when it can serve. Its pages load bundled modules, which
 * takes
 * a fifth of the time, unless it is to be exactly what `npm start` runs.
 */
export async function startDemo({isUnbundled = false} = {}): Promise<Demo> {
  const port = await freePort();
  // A build in this process sets NODE_ENV, and another one makes Vite prepare its parts anew under the demos of other
  // workers.
  const {VITEST: _, CAL_API_KEY: __, NODE_ENV: ___, ...environment} = process.env;
  const command = isUnbundled
    ? ['node_modules/vite/bin/vite.js']
    : [program('../support/servers/demo-process.ts'), builtFiles().pages];
  const child = spawn('node', ['--import', program('../support/servers/watched-process.ts'), ...command], {
    env: {...environment, PORT: String(port)},
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const ready = new Promise<void>((resolve, reject) => {
    child.once('exit', code => reject(new Error(`The demo ended with ${code}: ${output}`)));
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes('ready in')) resolve();
      });
    }
  });
  await ready;
  const url = `http://localhost:${port}`;
  return {
    url,
    apiKey,
    output: () => output,
    async control(path, body) {
      const init = body
        ? {method: 'POST', headers: {'content-type': 'application/json'}, body: JSON.stringify(body)}
        : {};
      const response = await fetch(`http://127.0.0.1:${port}/cal/__control/${path}`, init);
      if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
      return response.json();
    },
    close() {
      child.kill();
      const told = output.split('\n').find(line => line.startsWith(alarm));
      if (told !== undefined) throw new Error(told);
      if (output.includes(apiKey)) throw new Error('The key was printed.');
    },
  };
}

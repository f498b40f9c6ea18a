import {spawn, type ChildProcess} from 'node:child_process';
import {mkdirSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {pause} from './random.ts';

const main = fileURLToPath(new URL('../../src/proxy/main.ts', import.meta.url));
const againMs = 500;
const tailLines = 12;

/** `booking-proxy serve` in a process of its own, started again whenever it is gone, as a supervisor does. */
export interface ChaosProxy {
  name: string;
  /** Such as `http://127.0.0.1:41234`; the same after each start. */
  address: string;
  /** Whenever it ended by itself while it served: with what, and its last words. */
  falls: string[];
  /** How often it was killed, and how often a start was refused since its database was away. */
  counts: {kills: number; refusedStarts: number};
  /** kill -9; resolves when it is gone. It is started again at once. */
  kill(): Promise<void>;
  /** Stops it where it is for so long. */
  freeze(ms: number): Promise<void>;
  /** Ends it for good. */
  stop(): Promise<void>;
}

/** Starts one in `directory` with these settings; resolves once it listens. */
export async function startProxy(
  name: string,
  directory: string,
  settings: Readonly<Record<string, string>>,
): Promise<ChaosProxy> {
  mkdirSync(directory, {recursive: true});
  const falls: string[] = [];
  const counts = {kills: 0, refusedStarts: 0};
  let address: string | undefined;
  let child: ChildProcess;
  let closed: Promise<void>;
  let isStopped = false;
  const killed = new WeakSet<ChildProcess>();

  function start(): void {
    const port = address === undefined ? '0' : new URL(address).port;
    const env = {
      PATH: process.env['PATH'],
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'],
      PORT: port,
      ...settings,
    };
    const self = spawn(process.execPath, [main, 'serve'], {
      cwd: directory,
      env: env,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    child = self;
    let hasListened = false;
    let tail: string[] = [];
    for (const stream of [self.stdout, self.stderr]) {
      stream.on('data', (data: Buffer) => {
        tail = [...tail, ...String(data).split('\n').filter(Boolean)].slice(-tailLines);
        const found = hasListened ? undefined : /listens on (http:\/\/[\d.:]+)/.exec(tail.join('\n'))?.[1];
        if (found === undefined) return;
        hasListened = true;
        address = found;
      });
    }
    closed = new Promise(
      resolve =>
        void self.on('close', (code, signal) => {
          resolve();
          if (isStopped) return;
          if (killed.has(self)) counts.kills += 1;
          else if (hasListened || code !== 1) falls.push(`${name} ended with ${signal ?? code}:\n${tail.join('\n')}`);
          else counts.refusedStarts += 1;
          setTimeout(() => isStopped || start(), againMs);
        }),
    );
  }

  function end(): Promise<void> {
    killed.add(child);
    child.kill('SIGKILL');
    return closed;
  }

  start();
  while (address === undefined) {
    if (counts.refusedStarts > 3) throw new Error(`The proxy ${name} does not start.`);
    await pause(50);
  }
  return {
    name,
    address,
    falls,
    counts,
    kill: end,
    async freeze(ms) {
      const frozen = child;
      frozen.kill('SIGSTOP');
      await pause(ms);
      frozen.kill('SIGCONT');
    },
    stop() {
      isStopped = true;
      return end();
    },
  };
}

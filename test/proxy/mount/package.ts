import {execFileSync, spawn, type ChildProcess} from 'node:child_process';
import {cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {createServer, type AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {dirname, join, resolve} from 'node:path';
import {expect, vi} from 'vitest';
import {createWatch} from '../../support/servers/watch.ts';

// Building, starting programs and clearing up take as long as the machine is busy.
vi.setConfig({testTimeout: 60_000, hookTimeout: 60_000});

/** An app somebody wrote: a directory that has the built package, and its own dependencies, in `node_modules`. */
export interface App {
  directory: string;
  /** Starts a program in it; `environment` is all it gets beside PATH. */
  start(command: string, args: string[], environment: Record<string, string>): Program;
  write(name: string, text: string): void;
  /** Kills what still runs and deletes it; throws when a secret was printed. */
  remove(): Promise<void>;
}

export interface Program {
  child: ChildProcess;
  output: {stdout: string; stderr: string};
  ended: Promise<number | null>;
}

/** Settings that any test may use. */
export const settings = {
  CAL_API_KEY: 'cal_test_rick',
  CAL_WEBHOOK_SECRETS: 'webhook-secret-of-the-test-suite',
  BOOKING_ALLOWED_ORIGINS: 'https://shop.example',
  BOOKING_EVENT_TYPES: 'rick/30min',
  BOOKING_SIGNING_KEYS: 'k1:signing-secret-of-the-test-suite-with-enough-characters',
  BOOKING_ADMIN_TOKEN: 'admin-token-of-the-test-suite',
  BOOKING_OPEN_METRICS: 'true',
};

/**
 * Builds the package as `npm run build` does, into a directory of its own, and puts it into an app that was just made.
 */
export function makeApp(dependencies: string[] = []): App {
  const directory = mkdtempSync(join(tmpdir(), 'booking-app-'));
  const modules = join(directory, 'node_modules');
  const home = join(modules, 'booking-elements');
  mkdirSync(home, {recursive: true});
  const tsc = spawnText('tsc', ['-p', 'src', '--outDir', join(home, 'dist')]);
  cpSync('package.json', join(home, 'package.json'));
  symlinkSync(resolve('node_modules'), join(home, 'node_modules'));
  for (const name of dependencies) {
    mkdirSync(dirname(join(modules, name)), {recursive: true});
    symlinkSync(resolve('node_modules', name), join(modules, name));
  }
  writeFileSync(
    join(directory, 'package.json'),
    JSON.stringify({
      type: 'module',
      dependencies: Object.fromEntries(['booking-elements', ...dependencies].map(name => [name, '*'])),
    }),
  );
  const watch = createWatch();
  const running = new Map<ChildProcess, Promise<unknown>>();
  if (tsc) process.stderr.write(tsc);

  return {
    directory,
    start(command, args, environment) {
      const child = spawn(command, args, {
        cwd: directory,
        env: {
          PATH: process.env['PATH'],
          HOME: directory,
          BOOKING_DATA: join(directory, 'data'),
          ...environment,
        } as unknown as NodeJS.ProcessEnv,
      });
      const output = {stdout: '', stderr: ''};
      child.stdout.on('data', data => void (output.stdout += String(data)));
      child.stderr.on('data', data => void (output.stderr += String(data)));
      const ended = new Promise<number | null>(done =>
        child.once('close', code => {
          running.delete(child);
          watch.read(output.stdout + output.stderr);
          done(code);
        }),
      );
      running.set(child, ended);
      return {child, output, ended};
    },
    write: (name, text) => writeFileSync(join(directory, name), text),
    async remove() {
      for (const child of running.keys()) child.kill('SIGKILL');
      await Promise.all(running.values());
      rmSync(directory, {recursive: true, force: true});
      watch.end();
    },
  };
}

function spawnText(name: string, args: string[]): string {
  try {
    execFileSync(bin(name), args, {stdio: 'pipe'});
    return '';
  } catch (error) {
    // Types are checked by `npm run check`; what was written is what counts here.
    return String((error as {stdout?: Buffer}).stdout ?? error);
  }
}

/** A program of the development dependencies. */
export function bin(name: string): string {
  return resolve('node_modules/.bin', name);
}

/** Whether a program starts here; a runtime whose download was left out does not. */
export function starts(name: string): boolean {
  try {
    execFileSync(bin(name), ['--version'], {stdio: 'pipe'});
    return true;
  } catch {
    return false;
  }
}

/** The examples of the guide: the file's name each is labelled with → its text. */
export function readExamples(): Map<string, string> {
  const guide = readFileSync('src/proxy/DEPLOY.md', 'utf8');
  return new Map([...guide.matchAll(/^```\w+ file=(\S+)\n(.*?)^```$/gms)].map(([, name, text]) => [name!, text!]));
}

/** A port nobody has now. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  const {port} = server.address() as AddressInfo;
  await new Promise(done => server.close(done));
  return port;
}

/** Waits until an address answers; fails with what the program wrote when it ends before. */
export async function answers(address: string, {output, ended}: Program): Promise<void> {
  let isOver = false;
  void ended.then(() => void (isOver = true));
  await expect
    .poll(async () => isOver || (await fetch(address).catch(() => undefined))?.ok === true, {timeout: 20_000})
    .toBe(true);
  if (isOver) throw new Error(output.stderr || output.stdout);
}

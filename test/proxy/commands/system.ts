import {mkdtempSync, rmSync, writeFileSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createAdaptorServer} from '@hono/node-server';
import {createProxy, fromEnvironment, type ProxyOptions} from '../../../src/proxy/index.ts';
import {backup} from '../../../src/proxy/commands/backup.ts';
import {doctor} from '../../../src/proxy/commands/doctor.ts';
import {effects} from '../../../src/proxy/commands/effects.ts';
import {runs} from '../../../src/proxy/commands/runs.ts';
import {webhook} from '../../../src/proxy/commands/webhook.ts';
import {startTestCal} from '../../support/servers/cal.ts';
import {createWatch} from '../../support/servers/watch.ts';
import {settings} from '../mount/package.ts';

type Environment = Record<string, string | undefined>;

/** What a command wrote and ended with. */
export interface Ended {
  code: number;
  out: string;
  err: string;
  /** Of a command that was asked for JSON. */
  json: any;
}

/**
 * A directory to run commands in, before a stand-in Cal.com. Closing it fails when a secret or a person was written.
 */
export async function openCommands() {
  const cal = await startTestCal();
  const directory = mkdtempSync(join(tmpdir(), 'booking-commands-'));
  const watch = createWatch();
  const written: string[] = [];
  const closers: (() => Promise<unknown>)[] = [];
  const environment: Environment = {...settings, CAL_API_URL: cal.url, BOOKING_DATA: join(directory, 'data')};

  async function run(work: typeof doctor, args: string[], change: Environment = {}): Promise<Ended> {
    let out = '';
    let err = '';
    const terminal = {
      out: (text: string) => void (out += text),
      err: (text: string) => void (err += text),
      colors: false,
    };
    const code = await work({environment: {...environment, ...change}, directory, terminal}, args).catch(
      (error: Error) => {
        err += error.message;
        return 1;
      },
    );
    written.push(out, err);
    watch.read(out + err);
    return {code, out, err, json: args.includes('--json') && out ? JSON.parse(out) : undefined};
  }

  return {
    cal,
    directory,
    doctor: (args: string[] = [], change?: Environment) => run(doctor, args, change),
    webhook: (args: string[], change?: Environment) => run(webhook, args, change),
    effects: (args: string[], change?: Environment) => run(effects, args, change),
    runs: (args: string[], change?: Environment) => run(runs, args, change),
    backup: (args: string[], change?: Environment) => run(backup, args, change),
    config: (text: string) => writeFileSync(join(directory, 'booking.config.ts'), text),
    /** Runs a proxy on a free port; resolves with its address. */
    async startProxy(change: Environment = {}, more: Partial<ProxyOptions> = {}): Promise<string> {
      const note = (fields: object, message: string) => watch.read(message + JSON.stringify(fields));
      const log = {info: note, warn: note, error: note};
      const proxy = createProxy({
        ...fromEnvironment({...environment, BOOKING_DATA: join(directory, `running-${closers.length}`), ...change}),
        log,
        ...more,
      });
      const server = createAdaptorServer({
        fetch: async (request, env) => watch.answered(await proxy.fetch(request, env)),
      });
      await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
      closers.push(async () => {
        server.close();
        await proxy.close();
      });
      return `http://127.0.0.1:${(server.address() as AddressInfo).port}${proxy.basePath}`;
    },
    async close() {
      for (const close of closers) await close();
      await cal.close();
      rmSync(directory, {recursive: true});
      watch.end();
      if (written.some(text => /rick@|Rick /.test(text))) throw new Error('A name was written.');
    },
  };
}

export type Commands = Awaited<ReturnType<typeof openCommands>>;

/** The index of the line about a check in what doctor prints. */
export const line = (out: string, name: string) => out.split('\n').findIndex(each => each.slice(2).startsWith(name));

/** The line about a check, with what to do below it. */
export function told(out: string, name: string): string {
  const lines = out.split('\n');
  const at = line(out, name);
  return [lines[at], ...(lines[at + 1]?.startsWith(' ') ? [lines[at + 1]!.trim()] : [])].join(' ');
}

#!/usr/bin/env node
import type {AddressInfo} from 'node:net';
import {createAdaptorServer} from '@hono/node-server';
import {backup} from './commands/backup.ts';
import {doctor} from './commands/doctor.ts';
import {effects} from './commands/effects.ts';
import type {Command} from './commands/options.ts';
import {runs} from './commands/runs.ts';
import {runProxy, type Listening, type Place} from './commands/serve.ts';
import {usage} from './commands/usage.ts';
import {webhook} from './commands/webhook.ts';
import type {Proxy} from './proxy.ts';
import {SettingsError} from './settings/settings.ts';

const command: Command = {
  environment: process.env,
  directory: process.cwd(),
  terminal: {
    out: text => void process.stdout.write(text),
    err: text => void process.stderr.write(text),
    colors: process.stdout.isTTY && !process.env['NO_COLOR'],
  },
};

// Closed pipes and full disks must not end the process.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

const sweepMs = 100;
/** Extra time for the headers of a request whose first byte arrives just before the idle timeout. */
const headersMs = 10_000;

function bind(fetch: Proxy['fetch'], {port, hostname, keepAliveMs}: Place): Promise<Listening> {
  const serverOptions = {
    keepAliveTimeout: keepAliveMs,
    headersTimeout: keepAliveMs + headersMs,
    requestTimeout: Math.max(300_000, keepAliveMs + headersMs),
  };
  const server = createAdaptorServer({fetch, serverOptions});
  return new Promise((resolve, reject) => {
    // The listener stays: later errors, such as running out of file handles in accept, must not throw.
    server.on('error', reject);
    server.listen(port, hostname, () => {
      const {address, port: actual, family} = server.address() as AddressInfo;
      resolve({
        address: `http://${family === 'IPv6' ? `[${address}]` : address}:${actual}`,
        stop: () =>
          new Promise(done => {
            // Node keeps a busy connection open for seconds after its answer; close it as soon as it is idle.
            const sweep = setInterval(() => 'closeIdleConnections' in server && server.closeIdleConnections(), sweepMs);
            server.close(() => {
              clearInterval(sweep);
              done();
            });
          }),
      });
    });
  });
}

/** Calls `stop` at the first signal; exits immediately at the second. */
function onStop(stop: () => void): void {
  let isAsked = false;
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.on(signal, () => {
      if (isAsked) process.exit(1);
      isAsked = true;
      stop();
    });
  }
}

async function run([name, ...args]: string[]): Promise<number> {
  switch (args.includes('--help') ? 'help' : name) {
    case 'serve':
      return runProxy({...command, bind, onStop});
    case 'doctor':
      return doctor(command, args);
    case 'webhook':
      return webhook(command, args);
    case 'effects':
      return effects(command, args);
    case 'runs':
      return runs(command, args);
    case 'backup':
      return backup(command, args);
    case '--help':
    case '-h':
    case 'help':
      command.terminal.out(usage);
      return 0;
    default:
      command.terminal.err(name === undefined ? usage : `There is no command ${JSON.stringify(name)}.\n\n${usage}`);
      return 2;
  }
}

function toSentences(error: unknown): string[] {
  return error instanceof SettingsError ? error.sentences : [(error as Error).message];
}

const code = await run(process.argv.slice(2)).catch((error: unknown) => {
  command.terminal.err(`${toSentences(error).join('\n')}\n`);
  return 1;
});
// Connections that outlive the draining would keep the process alive.
process.exit(code);

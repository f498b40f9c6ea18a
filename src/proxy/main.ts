import {existsSync} from 'node:fs';
import type {AddressInfo} from 'node:net';
import {resolve} from 'node:path';
import {pathToFileURL} from 'node:url';
import {createAdaptorServer} from '@hono/node-server';
import {createLog} from './log.ts';
import {createProxy, type Proxy, type ProxyOptions} from './proxy.ts';
import {checkSettings, environmentName, findWarnings, readEnvironment, SettingsError} from './settings.ts';

const usage = `Usage: booking-proxy serve

Starts the proxy. Settings come from the environment, or from booking.config.ts or booking.config.js in this directory:

  CAL_API_KEY              the API key of the Cal.com account (required)
  CAL_WEBHOOK_SECRETS      secrets of the webhook in Cal.com, with commas between them (required)
  BOOKING_ALLOWED_ORIGINS  origins of the pages that may book, with commas between them (required)
  BOOKING_EVENT_TYPES      what may be booked: user/slug, team/team-slug/slug or numbers (required)
  BOOKING_SIGNING_KEYS     kid:secret, the first signs; secrets have 32 characters or more (required)
  BOOKING_ADMIN_TOKEN      opens /ops; without it there is none
  BOOKING_DATA             directory of the data (./data)
  BOOKING_BASE_PATH        path it is mounted under (none)
  CAL_API_URL              Cal.com's API (https://api.cal.com)
  HOST, PORT               where it listens (127.0.0.1, 8787; in a container HOST=0.0.0.0)
`;

/** How long open answers may take once the process is asked to stop. */
const drainMs = 10_000;

async function readConfig(): Promise<Partial<ProxyOptions>> {
  const file = ['booking.config.ts', 'booking.config.js'].map(name => resolve(name)).find(existsSync);
  if (!file) return {};
  const {default: config} = await import(pathToFileURL(file).href) as {default?: unknown};
  if (typeof config !== 'object' || config === null) throw new SettingsError([`${file.split(/[\\/]/).at(-1)!} has no default export: write export default defineConfig({…}).`]);
  return config;
}

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 8787;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port <= 65_535) return port;
  throw new SettingsError(['PORT is not a port: write a number from 0 to 65535.']);
}

async function serve(): Promise<void> {
  const log = createLog();
  const port = readPort(process.env['PORT']);
  const hostname = process.env['HOST']?.trim() || '127.0.0.1';
  const options = {log, ...await readConfig(), ...readEnvironment(process.env)};
  const settings = checkSettings(options, environmentName);
  for (const warning of findWarnings(settings, environmentName)) log.warn({}, warning);
  const proxy = createProxy(options as ProxyOptions);
  const server = createAdaptorServer({fetch: proxy.fetch});
  server.once('error', (error: NodeJS.ErrnoException) => {
    void proxy.close().then(() => refuse([`It cannot listen on ${hostname}:${port} (${error.code}): set PORT and HOST to an address that is free.`]));
  });
  server.listen(port, hostname, () => {
    const {address, port: actual, family} = server.address() as AddressInfo;
    log.info({}, `booking-proxy listens on http://${family === 'IPv6' ? `[${address}]` : address}:${actual}${settings.basePath}`);
  });
  stopOnSignals(server, proxy);
}

function stopOnSignals(server: ReturnType<typeof createAdaptorServer>, proxy: Proxy): void {
  let isStopping = false;
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    const closed = new Promise<void>(resolve => server.close(() => resolve()));
    // Streams never end by themselves; what is being answered has to reach the store before it closes.
    proxy.endStreams();
    const late = new Promise<void>(resolve => setTimeout(resolve, drainMs).unref());
    void Promise.race([closed, late]).then(() => proxy.close()).then(() => process.exit(0));
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

function refuse(sentences: string[]): void {
  process.stderr.write(`${sentences.join('\n')}\n`);
  process.exitCode = 1;
}

async function main([command]: string[]): Promise<void> {
  if (command === '--help' || command === '-h' || command === 'help') {
    process.stdout.write(usage);
  } else if (command === 'serve') {
    await serve().catch((error: Error) => refuse(error instanceof SettingsError ? error.sentences : [error.message]));
  } else {
    process.stderr.write(usage);
    process.exitCode = 2;
  }
}

await main(process.argv.slice(2));

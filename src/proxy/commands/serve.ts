import {own} from '../../core/model/own.ts';
import {createLog} from '../observe/log.ts';
import {createMetrics} from '../observe/metrics.ts';
import {createProxy, type Proxy, type ProxyOptions} from '../proxy.ts';
import {environmentName, SettingsError} from '../settings/settings.ts';
import {findWarnings} from '../settings/warnings.ts';
import {checkOptions, readOptions, type Command} from './options.ts';

/** A server that answers with a fetch handler. */
export interface Listening {
  /** Such as `http://127.0.0.1:8787`. */
  address: string;
  /** Takes no more connections; resolves when the open answers are done. */
  stop(): Promise<void>;
}

/** Where a server listens, and for how long it keeps a connection on which nobody asks anything. */
export interface Place {
  port: number;
  hostname: string;
  keepAliveMs: number;
}

/** What `serve` needs of the process it runs in. */
export interface ServeCommand extends Command {
  /** Rejects when the address is not free. */
  bind(fetch: Proxy['fetch'], place: Place): Promise<Listening>;
  /** Calls `stop` when the process is asked to end. */
  onStop(stop: () => void): void;
}

/** How long open answers may take once the process is asked to stop. */
const drainMs = 10_000;

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 8787;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port <= 65_535) return port;
  throw new SettingsError(['PORT is not a port: write a number from 0 to 65535.']);
}

/** Load balancers keep idle connections for 60 s and send on one that closes just then; so this is more. */
function readKeepAlive(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 75_000;
  const seconds = Number(text);
  if (/^\d{1,4}$/.test(text.trim()) && seconds >= 1 && seconds <= 3_600) return seconds * 1000;
  throw new SettingsError([
    "BOOKING_KEEP_ALIVE_SECONDS is not a number of seconds: write one from 1 to 3600, more than your load balancer's idle time-out.",
  ]);
}

/** What to do about an address that cannot be had. */
const bindAdvice: Record<string, string> = {
  EACCES:
    'this user may not take a port below 1024: set PORT to a higher one, or give it the right to (CAP_NET_BIND_SERVICE)',
  EADDRNOTAVAIL: 'this machine has no such address: set HOST to one of its own, or to 0.0.0.0',
  ENOTFOUND: 'HOST is no address: set it to one such as 127.0.0.1 or 0.0.0.0',
};

/** Runs the proxy until it is asked to stop; resolves with the exit code once all is closed. Rejects when it cannot start. */
export async function runProxy(command: ServeCommand): Promise<number> {
  // From the start on: the first process of a container hears no signal it did not ask for.
  const stop = new Promise<void>(resolve => command.onStop(resolve));
  const port = readPort(command.environment['PORT']);
  const hostname = command.environment['HOST']?.trim() || '127.0.0.1';
  const keepAliveMs = readKeepAlive(command.environment['BOOKING_KEEP_ALIVE_SECONDS']);
  const log = createLog();
  const options = {log, metrics: createMetrics({process: true}), ...(await readOptions(command))};
  const settings = checkOptions(options);
  for (const warning of findWarnings(settings, environmentName)) log.warn({}, warning);
  const proxy = createProxy(options as ProxyOptions);
  const place = {port, hostname, keepAliveMs};
  const server = await open(proxy, () =>
    command.bind(proxy.fetch, place).catch((error: NodeJS.ErrnoException) => {
      const advice = own(bindAdvice, error.code ?? '') ?? 'set PORT and HOST to an address that is free';
      throw new SettingsError([`It cannot listen on ${hostname}:${port} (${error.code ?? error.message}): ${advice}.`]);
    }),
  );
  log.info({}, `booking-proxy listens on ${server.address}${settings.basePath}`);
  await stop;
  log.info({}, 'booking-proxy stops: it takes nothing new and ends what is open.');
  const isDrained = await drain(server, proxy);
  if (!isDrained) log.warn({}, `booking-proxy cut what was still open after ${drainMs / 1000} s.`);
  return 0;
}

async function open(proxy: Proxy, bind: () => Promise<Listening>): Promise<Listening> {
  try {
    await proxy.ready();
    return await bind();
  } catch (error) {
    await proxy.close();
    throw error;
  }
}

/** Resolves with whether all that was open could end. */
async function drain(server: Listening, proxy: Proxy): Promise<boolean> {
  const stopped = server.stop().then(() => true);
  // Streams never end by themselves; what is being answered has to reach the store before it closes.
  proxy.endStreams();
  const late = new Promise<boolean>(resolve => void setTimeout(resolve, drainMs, false).unref());
  const isDrained = await Promise.race([stopped, late]);
  await proxy.close();
  return isDrained;
}

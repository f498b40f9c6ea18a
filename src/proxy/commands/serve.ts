import {own} from '../../core/model/own.ts';
import {createLog} from '../observe/log.ts';
import {createMetrics} from '../observe/metrics.ts';
import {createProxy, type Proxy, type ProxyOptions} from '../proxy.ts';
import {environmentName, SettingsError} from '../settings/settings.ts';
import {findWarnings} from '../settings/warnings.ts';
import {checkOptions, readOptions, type Command} from './options.ts';

/** A running server. */
export interface Listening {
  /** Such as `http://127.0.0.1:8787`. */
  address: string;
  /** Accepts no more connections; resolves once open requests are answered. */
  stop(): Promise<void>;
}

/** Where a server listens, and how long it keeps idle connections. */
export interface Place {
  port: number;
  hostname: string;
  keepAliveMs: number;
}

/** What `serve` needs from its process. */
export interface ServeCommand extends Command {
  /** Rejects if the address is in use. */
  bind(fetch: Proxy['fetch'], place: Place): Promise<Listening>;
  /** Calls `stop` when the process is asked to end. */
  onStop(stop: () => void): void;
}

/** How long open requests may take after the process is asked to stop. */
const drainMs = 10_000;

function readPort(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 8787;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text.trim()) && port <= 65_535) return port;
  throw new SettingsError(['PORT must be a number from 0 to 65535.']);
}

/**
 * More than the 60 s of usual load balancers, which would otherwise send requests on a connection that is just closing.
 */
function readKeepAlive(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return 75_000;
  const seconds = Number(text);
  if (/^\d{1,4}$/.test(text.trim()) && seconds >= 1 && seconds <= 3_600) return seconds * 1000;
  throw new SettingsError([
    "BOOKING_KEEP_ALIVE_SECONDS must be a number from 1 to 3600, more than your load balancer's idle timeout.",
  ]);
}

/** How to fix an address that cannot be bound. */
const bindAdvice: Record<string, string> = {
  EACCES: 'this user may not bind a port below 1024: set PORT to a higher one, or grant CAP_NET_BIND_SERVICE',
  EADDRNOTAVAIL: 'this machine has no such address: set HOST to one of its own, or to 0.0.0.0',
  ENOTFOUND: 'HOST is not an address: set it to one such as 127.0.0.1 or 0.0.0.0',
};

/**
 * Runs the proxy until it is asked to stop. Resolves with the exit code once everything is closed; rejects if it cannot
 * start.
 */
export async function runProxy(command: ServeCommand): Promise<number> {
  // Registered first: the first process of a container ignores signals without a handler.
  const stop = new Promise<void>(resolve => command.onStop(resolve));
  const port = readPort(command.environment['PORT']);
  const hostname = command.environment['HOST']?.trim() || '127.0.0.1';
  const keepAliveMs = readKeepAlive(command.environment['BOOKING_KEEP_ALIVE_SECONDS']);
  const log = createLog();
  const {environment} = command;
  const options = {log, metrics: createMetrics({process: true}), environment, ...(await readOptions(command))};
  const settings = checkOptions(options);
  for (const warning of findWarnings(settings, environmentName)) log.warn({}, warning);
  const proxy = createProxy(options as ProxyOptions);
  const place = {port, hostname, keepAliveMs};
  const server = await open(proxy, () =>
    command.bind(proxy.fetch, place).catch((error: NodeJS.ErrnoException) => {
      const advice = own(bindAdvice, error.code ?? '') ?? 'set PORT and HOST to an address that is free';
      throw new SettingsError([`Cannot listen on ${hostname}:${port} (${error.code ?? error.message}): ${advice}.`]);
    }),
  );
  log.info({}, `booking-proxy listens on ${server.address}${settings.basePath}`);
  await stop;
  log.info({}, 'booking-proxy is stopping: it accepts no new requests and finishes open ones.');
  const isDrained = await drain(server, proxy);
  if (!isDrained) log.warn({}, `booking-proxy aborted the requests still open after ${drainMs / 1000} s.`);
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

/** Resolves with whether all open requests could finish. */
async function drain(server: Listening, proxy: Proxy): Promise<boolean> {
  const stopped = server.stop().then(() => true);
  // Streams never end by themselves; open requests must reach the store before it closes.
  proxy.endStreams();
  const late = new Promise<boolean>(resolve => void setTimeout(resolve, drainMs, false).unref());
  const isDrained = await Promise.race([stopped, late]);
  await proxy.close();
  return isDrained;
}

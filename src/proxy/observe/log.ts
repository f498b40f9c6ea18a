import {destination as openDestination, pino, type DestinationStream} from 'pino';
import {calls} from './call.ts';
import type {Logger} from '../context.ts';

/** Members that would hold a secret or a person, wherever one slips in. */
const redact = {
  paths: [
    'authorization',
    'token',
    'key',
    'secret',
    'email',
    'name',
    'phoneNumber',
    'headers',
    'body',
    '*.authorization',
    '*.token',
    '*.secret',
    '*.email',
  ],
  censor: '…',
};

/** The log without secrets in its texts, wherever one slips in. */
export function censorLog(log: Logger, censor: (text: string) => string): Logger {
  const clean = (fields: object) =>
    Object.fromEntries(
      Object.entries(fields).map(([name, value]) => [name, typeof value === 'string' ? censor(value) : value]),
    );
  return {
    info: (fields, message) => log.info(clean(fields), censor(message)),
    warn: (fields, message) => log.warn(clean(fields), censor(message)),
    error: (fields, message) => log.error(clean(fields), censor(message)),
  };
}

/** A log of one JSON line per entry, each with the id of the request it belongs to; to standard output without a `destination`. */
export function createLog(destination?: DestinationStream): Logger {
  const mixin = () => {
    const requestId = calls.getStore()?.requestId;
    return requestId === undefined ? {} : {requestId};
  };
  const options = {base: null, redact, mixin, timestamp: pino.stdTimeFunctions.isoTime};
  return pino(options, destination ?? standardOutput());
}

/** How much waits for a standard output that takes nothing, in bytes; what comes later is lost. */
const waitingLimit = 1024 * 1024;
let output: DestinationStream | undefined;

/** One for the process. Its disk may be full, or its reader gone: without a listener that would end the process. */
function standardOutput(): DestinationStream {
  if (output) return output;
  const stream = openDestination({fd: 1, sync: true, maxLength: waitingLimit});
  stream.on('error', () => {});
  return (output = stream);
}

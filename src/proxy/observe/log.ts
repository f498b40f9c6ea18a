import {destination as openDestination, pino, type DestinationStream} from 'pino';
import {calls} from './call.ts';
import type {Logger} from '../context.ts';

/** Members that could contain secrets or personal data, at any depth. */
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

/** Removes secrets from all texts of the log. */
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

/** Writes one JSON line per entry, with the id of its request. `destination` defaults to standard output. */
export function createLog(destination?: DestinationStream): Logger {
  const mixin = () => {
    const requestId = calls.getStore()?.requestId;
    return requestId === undefined ? {} : {requestId};
  };
  const options = {base: null, redact, mixin, timestamp: pino.stdTimeFunctions.isoTime};
  return pino(options, destination ?? standardOutput());
}

/** The most bytes queued for a blocked standard output; later entries are lost. */
const waitingLimit = 1024 * 1024;
let output: DestinationStream | undefined;

/** Shared by the process. Without an error listener a full disk or a closed pipe would end the process. */
function standardOutput(): DestinationStream {
  if (output) return output;
  const stream = openDestination({fd: 1, sync: true, maxLength: waitingLimit});
  stream.on('error', () => {});
  return (output = stream);
}

import {pino, type DestinationStream} from 'pino';
import type {Logger} from './context.ts';

/** Members that would hold a secret or a person, wherever one slips in. */
const redact = {
  paths: ['authorization', 'token', 'key', 'secret', 'email', 'name', 'phoneNumber', 'headers', 'body', '*.authorization', '*.token', '*.secret', '*.email'],
  censor: '…',
};

/** A log of one JSON line per entry, to standard output without a `destination`. */
export function createLog(destination?: DestinationStream): Logger {
  const options = {base: null, redact, timestamp: pino.stdTimeFunctions.isoTime};
  return destination ? pino(options, destination) : pino(options);
}

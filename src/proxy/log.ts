import {pino, type DestinationStream} from 'pino';
import {calls} from './call.ts';
import type {Logger} from './context.ts';

/** Members that would hold a secret or a person, wherever one slips in. */
const redact = {
  paths: ['authorization', 'token', 'key', 'secret', 'email', 'name', 'phoneNumber', 'headers', 'body', '*.authorization', '*.token', '*.secret', '*.email'],
  censor: '…',
};

/** A log of one JSON line per entry, each with the id of the request it belongs to; to standard output without a `destination`. */
export function createLog(destination?: DestinationStream): Logger {
  const mixin = () => {
    const requestId = calls.getStore()?.requestId;
    return requestId === undefined ? {} : {requestId};
  };
  const options = {base: null, redact, mixin, timestamp: pino.stdTimeFunctions.isoTime};
  return destination ? pino(options, destination) : pino(options);
}

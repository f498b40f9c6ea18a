import {baseOf, type Addresses} from './address.ts';
import {createSend, type HttpOptions, type Send} from './http.ts';
import {createReads, type Reads} from './reads.ts';
import type {Client} from './types.ts';

export interface ClientOptions extends Addresses, HttpOptions {}

/** The part of a client that only reads: what a calendar needs before anybody books. */
export interface Reader extends Reads, Pick<Client, 'mode'> {
  send: Send;
}

/** Opens the door for reading. Throws `invalid_request` when the address cannot be used. */
export function createReader(options: ClientOptions = {}): Reader {
  const isProxy = options.proxy !== undefined;
  const send = createSend(baseOf(options), {...options, isCal: !isProxy});
  return {...createReads(send, isProxy), mode: isProxy ? 'proxy' : 'direct', send};
}

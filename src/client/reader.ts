import {baseOf, type Addresses} from './address.ts';
import {createSend, type HttpOptions, type Send} from './http.ts';
import {createReads, type Reads} from './reads.ts';
import type {Client} from './types.ts';

export interface ClientOptions extends Addresses, HttpOptions {}

/** The reading part of a client: what a calendar needs before anyone books. */
export interface Reader extends Reads, Pick<Client, 'mode'> {
  send: Send;
}

/** Creates a reader. Throws `invalid_request` if the address is not valid. */
export function createReader(options: ClientOptions = {}): Reader {
  const isProxy = options.proxy !== undefined;
  const send = createSend(baseOf(options), {...options, isCal: !isProxy});
  return {...createReads(send, isProxy), mode: isProxy ? 'proxy' : 'direct', send};
}

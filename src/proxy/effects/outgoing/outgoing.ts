import {lookup as systemLookup, type LookupAddress} from 'node:dns';
import {request as httpRequest, type IncomingMessage, type RequestOptions} from 'node:http';
import {request as httpsRequest} from 'node:https';
import {isIP, type LookupFunction} from 'node:net';
import {EffectError} from '../../engine/model.ts';
import {isPublic} from './addresses.ts';

/** A call to an address that the owner configured. */
export interface OutgoingRequest {
  method: 'POST' | 'PUT' | 'PATCH' | 'GET' | 'DELETE';
  url: string;
  headers?: Readonly<Record<string, string>>;
  body?: string | Uint8Array;
  signal?: AbortSignal;
}

/** A successful answer. */
export interface OutgoingAnswer {
  status: number;
  headers: IncomingMessage['headers'];
  /** At most 64 kB. */
  text: string;
}

/** The only way from effects to other servers. */
export interface Outgoing {
  /**
   * Resolves with an answer of the 200s; rejects with an `EffectError` otherwise. Never follows a redirect: a signed body
   * is meant for one server.
   */
  send(request: OutgoingRequest): Promise<OutgoingAnswer>;
}

/** How servers are reached. */
export interface OutgoingOptions {
  /** `host` or `host:port` that may have a private address and be called without TLS, such as a local n8n. */
  privateHosts: readonly string[];
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves a name to all its addresses. Defaults to the system's. */
  lookup?: (
    hostname: string,
    done: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
  ) => void;
  /** The longest a call may take, in milliseconds. Defaults to 20 s. */
  timeoutMs?: number;
}

const mostBytes = 64 * 1024;
/** Answers that ask to be left alone, in the sense of Standard Webhooks. */
const busy = [429, 502, 503, 504];

export function createOutgoing({privateHosts, now, lookup = lookUp, timeoutMs = 20_000}: OutgoingOptions): Outgoing {
  function isPrivateAllowed({hostname, port, protocol}: URL): boolean {
    const actual = port || (protocol === 'https:' ? '443' : '80');
    return privateHosts.includes(hostname) || privateHosts.includes(`${hostname}:${actual}`);
  }

  /** Checks the addresses that are connected to, so that a name cannot change its address in between. */
  const guardedLookup: LookupFunction = (hostname, options, done) => {
    lookup(hostname, (error, addresses) => {
      const [first] = addresses ?? [];
      if (error || !first) return done(error ?? noAddress(hostname), []);
      if (!addresses.every(({address}) => isPublic(address))) return done(refusal(hostname), []);
      if (options.all) done(null, [...addresses]);
      else done(null, first.address, first.family);
    });
  };

  function optionsFor(url: URL): RequestOptions {
    if (isPrivateAllowed(url)) return {};
    if (url.protocol !== 'https:')
      throw new EffectError(
        `${url.host} would be called without TLS: use an https:// URL, or list the host in BOOKING_PRIVATE_TARGETS.`,
        {isFinal: true},
      );
    // No lookup is made for an address.
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    if (isIP(literal) !== 0 && !isPublic(literal)) throw refusal(url.host);
    return {lookup: guardedLookup};
  }

  return {
    async send({method, url: written, headers = {}, body, signal}) {
      const url = new URL(written);
      const time = AbortSignal.timeout(timeoutMs);
      const options = {
        method,
        // A kept connection could have been made by a part of the program that checks nothing.
        agent: false as const,
        headers: {
          'user-agent': 'booking-proxy',
          ...headers,
          ...(body === undefined ? {} : {'content-length': String(Buffer.byteLength(body))}),
        },
        signal: signal ? AbortSignal.any([signal, time]) : time,
        ...optionsFor(url),
      };
      const answer = await exchange(url, options, body).catch(error => {
        if (signal?.aborted) throw signal.reason;
        throw toFailure(error, url.host, time.aborted ? timeoutMs : undefined);
      });
      if (answer.status >= 200 && answer.status < 300) return answer;
      throw toRefusal(answer, url.host, now());
    },
  };
}

function lookUp(hostname: string, done: Parameters<NonNullable<OutgoingOptions['lookup']>>[1]): void {
  systemLookup(hostname, {all: true}, done);
}

function exchange(url: URL, options: RequestOptions, body: string | Uint8Array | undefined): Promise<OutgoingAnswer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
    const request = send(url, options, response => {
      const chunks: Buffer[] = [];
      let size = 0;
      const finish = () => {
        const text = Buffer.concat(chunks).toString('utf8').slice(0, mostBytes);
        resolve({status: response.statusCode ?? 0, headers: response.headers, text});
      };
      response.on('data', (chunk: Buffer) => {
        size += chunk.length;
        chunks.push(chunk);
        if (size < mostBytes) return;
        // What follows is of no use, and may never end.
        finish();
        request.destroy();
      });
      response.on('end', finish);
      response.on('error', reject);
    });
    request.on('error', reject);
    request.end(body);
  });
}

function refusal(host: string): EffectError {
  return new EffectError(
    `${host} has a private address, which effects must not call: list the host in BOOKING_PRIVATE_TARGETS if it is yours.`,
    {isFinal: true},
  );
}

function noAddress(host: string): NodeJS.ErrnoException {
  return Object.assign(new Error(`${host} has no address.`), {code: 'ENOTFOUND'});
}

function toFailure(error: unknown, host: string, afterMs: number | undefined): EffectError {
  if (error instanceof EffectError) return error;
  if (afterMs !== undefined)
    return new EffectError(`${host} did not answer within ${afterMs / 1000} s.`, {cause: error});
  const {code} = error as {code?: unknown};
  const name = typeof code === 'string' && /^[\w-]{1,60}$/.test(code) ? ` (${code})` : '';
  return new EffectError(`${host} could not be reached${name}.`, {cause: error});
}

function toRefusal({status, headers}: OutgoingAnswer, host: string, now: number): EffectError {
  if (status >= 300 && status < 400)
    return new EffectError(`${host} redirects (${status}), which is not followed: use the final URL.`, {status});
  const retryAfterMs = busy.includes(status) ? readRetryAfter(headers['retry-after'], now) : 0;
  if (status === 410) return new EffectError(`${host} says that this URL is gone (410).`, {status, isFinal: true});
  return new EffectError(`${host} answered with ${status}.`, {status, retryAfterMs});
}

/** Seconds or a date, in milliseconds from now; 0 without one. */
function readRetryAfter(text: string | undefined, now: number): number {
  if (text === undefined) return 0;
  const ms = /^\d{1,9}$/.test(text.trim()) ? Number(text) * 1000 : Date.parse(text.slice(0, 40)) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : 0;
}

import {randomUUID} from 'node:crypto';
import {toBookingError} from '../../core/cal/errors.ts';
import {isObject, type Json} from '../../core/cal/read.ts';
import type {CalRequest} from '../../core/cal/requests.ts';
import {BookingError} from '../../core/error.ts';
import type {Logger} from '../context.ts';
import {statusOf} from '../errors.ts';
import type {Settings} from '../settings.ts';

/** The proxy's one door to Cal.com. */
export interface Upstream {
  /**
   * Sends once and resolves with the JSON of a good answer. The owner's key goes along only with `withKey`.
   * Rejects with a `BookingError`; for a write that may have been done, with a `LostAnswer`.
   */
  send(request: CalRequest, options?: {withKey?: boolean}): Promise<Json>;
}

/** A write whose outcome nobody knows. */
export class LostAnswer extends BookingError {
  /** Cal.com has answered, so whatever it did is done; else it may still be at it. */
  readonly isOver: boolean;

  constructor(isOver: boolean, cause?: unknown) {
    super('outcome_unknown', 'Cal.com did not say whether it was done.', {status: 504, cause});
    this.isOver = isOver;
  }
}

/** What it calls with. */
export interface UpstreamOptions {
  settings: Pick<Settings, 'calApiUrl' | 'calApiKey'>;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  log: Logger;
}

const readMs = 10_000;
const writeMs = 30_000;

/** Calls Cal.com's API. After a 429 it stays quiet for as long as it was told: who goes on calling gets locked out. */
export function createUpstream({settings, fetch, now, log}: UpstreamOptions): Upstream {
  const quietUntil = new Map<boolean, number>();

  function refuseWhileQuiet(withKey: boolean): void {
    const seconds = Math.ceil(((quietUntil.get(withKey) ?? 0) - now()) / 1000);
    if (seconds > 0) throw tooMany(seconds);
  }

  return {
    async send(request, {withKey = false} = {}) {
      refuseWhileQuiet(withKey);
      const id = randomUUID();
      const isWrite = request.method !== 'GET';
      try {
        const {status, headers, text} = await exchange(request, id, withKey ? settings.calApiKey : undefined);
        return readAnswer(status, headers, text, isWrite);
      } catch (error) {
        const known = error instanceof BookingError ? error : toFailure(error, isWrite);
        if (known.code === 'rate_limited') quietUntil.set(withKey, now() + (known.retryAfterSeconds ?? 60) * 1000);
        const fields = {call: `${request.method} ${request.path.replace(/(\/bookings\/)[^/]+/, '$1:uid')}`, code: known.code, upstreamRequestId: id, ...reasonOf(known.cause)};
        if (known.code.startsWith('upstream_') || known.code === 'rate_limited' || known instanceof LostAnswer) log.warn(fields, 'Cal.com could not be asked.');
        throw known;
      }
    },
  };

  async function exchange({method, path, query, body, version}: CalRequest, id: string, key: string | undefined) {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const response = await fetch(`${settings.calApiUrl}${path}${search}`, {
      method,
      headers: {
        accept: 'application/json',
        'cal-api-version': version,
        'x-request-id': id,
        ...(body === undefined ? {} : {'content-type': 'application/json'}),
        ...(key === undefined ? {} : {authorization: `Bearer ${key}`}),
      },
      ...(body === undefined ? {} : {body: JSON.stringify(body)}),
      // A redirect could carry the request, and what is in it, to anybody.
      redirect: 'manual',
      signal: AbortSignal.timeout(method === 'GET' ? readMs : writeMs),
    });
    return {status: response.status, headers: response.headers, text: await response.text()};
  }
}

function readAnswer(status: number, headers: Headers, text: string, isWrite: boolean): Json {
  if (status >= 200 && status < 300) {
    const json = parse(text);
    if (json) return json;
    throw isWrite ? new LostAnswer(true) : new BookingError('upstream_shape', 'Cal.com\'s answer is not JSON.', {status: 502});
  }
  const error = toBookingError(status, text, headers);
  if (isWrite && status >= 500 && error.code === 'upstream_down') throw new LostAnswer(true, error);
  const {code, message, fields, retryAfterSeconds, uid} = error;
  throw new BookingError(code, message, {
    status: statusOf(code), ...(fields && {fields}), ...(retryAfterSeconds !== undefined && {retryAfterSeconds}), ...(uid !== undefined && {uid}),
  });
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** What a connection could not even be opened for was certainly not done. */
const neverSent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'UND_ERR_CONNECT_TIMEOUT']);

function toFailure(error: unknown, isWrite: boolean): BookingError {
  const {reason} = reasonOf(error);
  if (isWrite && !neverSent.has(reason)) return new LostAnswer(false, error);
  return new BookingError('upstream_down', `Cal.com could not be reached${reason === 'TimeoutError' ? ' in time' : ''}: try again.`, {status: 502, cause: error});
}

// Codes and names only: a message could repeat the address.
function reasonOf(error: unknown): {reason: string} {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (inner as {code?: unknown} | undefined)?.code;
  return {reason: typeof code === 'string' ? code : inner instanceof Error || inner instanceof DOMException ? inner.name : ''};
}

function tooMany(seconds: number): BookingError {
  return new BookingError('rate_limited', 'Too many requests: wait before the next one.', {status: 429, retryAfterSeconds: seconds});
}

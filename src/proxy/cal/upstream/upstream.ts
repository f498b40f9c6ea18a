import {randomUUID} from 'node:crypto';
import {judgeWrite, toCalError} from '../../../core/cal/errors.ts';
import {isObject, type Json} from '../../../core/cal/read.ts';
import type {CalRequest} from '../../../core/cal/requests/requests.ts';
import {BookingError} from '../../../core/model/error.ts';
import {calls} from '../../observe/call.ts';
import {createCensor} from '../../censor.ts';
import type {Logger} from '../../context.ts';
import {statusOf} from '../../errors.ts';
import type {Settings} from '../../settings/settings.ts';
import type {Bucket, Budget} from './budget.ts';
import {readText, TooLong} from './read-text.ts';
import type {Priority} from './shares.ts';

/** A call to Cal.com. Only the release of a reservation uses DELETE. */
export interface UpstreamRequest extends Omit<CalRequest, 'method'> {
  method: CalRequest['method'] | 'DELETE';
}

/** How a call is made. */
export interface SendOptions {
  /** Sends the owner's key. Defaults to false. */
  withKey?: boolean;
  /** Defaults to `read`. */
  priority?: Priority;
  /** A separate bucket of Cal.com's rate limit. Such calls count towards no visitor's share. */
  bucket?: Bucket;
  /** The longest wait for a turn in milliseconds, if shorter than the default. */
  patienceMs?: number | undefined;
}

/** The only way from the proxy to Cal.com. */
export interface Upstream {
  /**
   * Resolves with the JSON of a successful answer. Sends a write once; repeats a read up to twice after a transient
   * failure. Rejects with a `BookingError`; with a `LostAnswer` if a write may have been done.
   */
  send(request: UpstreamRequest, options?: SendOptions): Promise<Json>;
}

/** A write with an unknown outcome. */
export class LostAnswer extends BookingError {
  /** Whether Cal.com has answered, so its work is done. If false, it may still be working. */
  readonly isOver: boolean;

  constructor(isOver: boolean, cause?: unknown) {
    super('outcome_unknown', 'Cal.com did not confirm the change.', {status: 504, cause});
    this.isOver = isOver;
  }
}

/** What the upstream depends on. */
export interface UpstreamOptions {
  settings: Pick<Settings, 'calApiUrl' | 'calApiKey'>;
  budget: Budget;
  fetch: typeof fetch;
  /** Milliseconds since 1970. */
  now(): number;
  wait(ms: number): Promise<void>;
  log: Logger;
  /**
   * Called after each write that may have changed free times: done, possibly done, or rejected because of a taken slot.
   */
  onChange?(path: string): void;
}

const readMs = 10_000;
const writeMs = 30_000;
/** Pauses before a read is repeated, in milliseconds, each randomly varied by up to half. */
const pausesMs = [250, 750];
/** No repeats after this time: callers do not wait longer. */
const repeatableMs = 4_000;

/** Calls Cal.com's API, as often as the budget allows. */
export function createUpstream({settings, budget, fetch, now, wait, log, onChange}: UpstreamOptions): Upstream {
  const censor = createCensor([settings.calApiKey]);

  async function once(
    request: UpstreamRequest,
    {withKey = false, priority = 'read', bucket: own, patienceMs}: SendOptions,
  ): Promise<Json> {
    const {requestId: id, visitor} = calls.getStore() ?? {requestId: randomUUID(), visitor: ''};
    const bucket = own ?? (withKey ? 'key' : 'address');
    await budget.take({bucket, priority, visitor: own ? '' : visitor, patienceMs});
    const isWrite = request.method !== 'GET';
    const isChange = isWrite && /^\/v2\/(bookings|slots)\b/.test(request.path);
    let theirId: string | undefined;
    try {
      const {status, headers, text} = await exchange(request, id, withKey ? settings.calApiKey : undefined);
      theirId = readId(headers, censor);
      budget.learn(bucket, headers);
      const json = readAnswer(status, headers, text, isWrite);
      if (isChange) onChange?.(request.path);
      return json;
    } catch (error) {
      const known = error instanceof BookingError ? error : toFailure(error, isWrite);
      if (isChange && (known instanceof LostAnswer || known.code === 'slot_taken')) onChange?.(request.path);
      const limited = [known, known.cause].find(
        (each): each is BookingError => each instanceof BookingError && each.code === 'rate_limited',
      );
      if (limited) budget.stop(bucket, limited.retryAfterSeconds ?? 60);
      const fields = {
        call: `${request.method} ${request.path.replace(/(\/(?:bookings|reservations)\/)[^/]+/, '$1:uid')}`,
        code: known.code,
        ...(theirId === undefined ? {} : {upstreamRequestId: theirId}),
        ...reasonOf(known.cause),
      };
      if (known.code.startsWith('upstream_') || known.code === 'rate_limited' || known instanceof LostAnswer)
        log.warn(fields, 'A call to Cal.com failed.');
      throw known;
    }
  }

  async function exchange({method, path, query, body, version}: UpstreamRequest, id: string, key: string | undefined) {
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
      // Following a redirect could send the request and its contents anywhere.
      redirect: 'manual',
      signal: AbortSignal.timeout(method === 'GET' ? readMs : writeMs),
    });
    return {status: response.status, headers: response.headers, text: censor(await readText(response))};
  }

  return {
    async send(request, options = {}) {
      const startedAt = now();
      for (const pause of request.method === 'GET' ? pausesMs : []) {
        try {
          return await once(request, options);
        } catch (error) {
          if (!(error instanceof BookingError) || error.code !== 'upstream_down' || now() - startedAt > repeatableMs)
            throw error;
          await wait(Math.round(pause * (0.5 + Math.random())));
        }
      }
      return once(request, options);
    },
  };
}

function readAnswer(status: number, headers: Headers, text: string, isWrite: boolean): Json {
  if (status >= 200 && status < 300) {
    const json = parse(text);
    if (json) return json;
    throw isWrite
      ? new LostAnswer(false)
      : new BookingError('upstream_shape', "Cal.com's answer is not JSON.", {status: 502});
  }
  const error = toCalError(status, text, headers);
  const judged = isWrite ? judgeWrite(status, text) : 'refused';
  if (judged !== 'refused') throw new LostAnswer(judged === 'failed', error);
  const {code, message, fields, retryAfterSeconds, uid} = error;
  throw new BookingError(code, message, {
    status: statusOf(code),
    ...(fields && {fields}),
    ...(retryAfterSeconds !== undefined && {retryAfterSeconds}),
    ...(uid !== undefined && {uid}),
  });
}

/** Cal.com's id of the call, which its support can look up. */
function readId(headers: Headers, censor: (text: string) => string): string | undefined {
  return /^[\w-]{1,64}$/.exec(censor(headers.get('x-request-id') ?? ''))?.[0];
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** Errors of connections that were never opened: the call was certainly not sent. */
const neverSent = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'EMFILE',
  'ENFILE',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
]);

function toFailure(error: unknown, isWrite: boolean): BookingError {
  const {reason} = reasonOf(error);
  // Cal.com has answered, so its work is done.
  if (error instanceof TooLong)
    return isWrite
      ? new LostAnswer(true, error)
      : new BookingError('upstream_shape', "Cal.com's answer is too long.", {status: 502, cause: error});
  if (isWrite && !neverSent.has(reason)) return new LostAnswer(false, error);
  return new BookingError(
    'upstream_down',
    `Cal.com could not be reached${reason === 'TimeoutError' ? ' in time' : ''}: retry.`,
    {status: 502, cause: error},
  );
}

// Codes and names only: a message could repeat the address.
function reasonOf(error: unknown): {reason: string} {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (inner as {code?: unknown} | undefined)?.code;
  return {
    reason: typeof code === 'string' ? code : inner instanceof Error || inner instanceof DOMException ? inner.name : '',
  };
}

import {SettingsError, type Settings} from '../settings/settings.ts';
import {readText} from '../cal/upstream/read-text.ts';
import type {Command} from './options.ts';

/** The running proxy, as its operator. */
export interface Operator {
  /** Resolves with the JSON of the answer, which the proxy's description names. Rejects with one sentence. */
  ask<Answer extends object>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer>;
}

/**
 * The proxy at `url`, by default the one that `serve` with the same settings runs on this machine. Its runs can only be
 * asked of it: SQLite belongs to one process.
 */
export function createOperator(
  {environment}: Pick<Command, 'environment'>,
  {adminToken, basePath}: Settings,
  url: string | undefined,
): Operator {
  if (adminToken === undefined)
    throw new SettingsError(['BOOKING_ADMIN_TOKEN is missing: set it here and for the running proxy.']);
  if (url !== undefined && !URL.canParse(url))
    throw new SettingsError(['--url is not a URL: write one such as https://book.example.com.']);
  const address =
    url?.replace(/(?<!\/)\/+$/, '') ?? `http://127.0.0.1:${environment['PORT']?.trim() || '8787'}${basePath}`;
  return {
    async ask<Answer extends object>(method: 'GET' | 'POST', path: string, body?: object): Promise<Answer> {
      const response = await fetch(`${address}/ops/api${path}`, {
        method,
        headers: {
          authorization: `Bearer ${adminToken}`,
          ...(body === undefined ? {} : {'content-type': 'application/json'}),
        },
        ...(body === undefined ? {} : {body: JSON.stringify(body)}),
        signal: AbortSignal.timeout(30_000),
      }).catch(() => {
        throw new SettingsError([`No proxy answers at ${address}: start it, or name it with --url.`]);
      });
      const json = await readJson(response);
      if (response.ok && json !== undefined) return json as Answer;
      const message = json?.error?.message ?? 'It is no booking-proxy, or an older one.';
      throw new SettingsError([`The proxy at ${address} answered with ${response.status}: ${message}`]);
    },
  };
}

/** Undefined for an answer that is not JSON, or has no end. */
async function readJson(response: Response): Promise<{error?: {message?: string}} | undefined> {
  try {
    return JSON.parse(await readText(response)) as {error?: {message?: string}};
  } catch {
    return undefined;
  }
}

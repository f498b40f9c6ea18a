import {randomUUID} from 'node:crypto';
import {isObject, looseObject, looseObjects, looseText, type Json} from '../../../core/cal/read.ts';
import {apiVersions} from '../../../core/cal/versions.ts';
import {createCensor} from '../../censor.ts';
import type {Settings} from '../../settings/settings.ts';
import {readText} from '../upstream/read-text.ts';

/** Cal.com's answer to a request of the owner. */
export interface ConsoleAnswer {
  /** 0 if there was no answer. */
  status: number;
  json: Json;
  /** Cal.com's clock in milliseconds since 1970, if the answer has a Date header. */
  date?: number;
  /** The reason of a rejection, in Cal.com's words; empty on success. */
  reason: string;
}

/** One call to Cal.com. */
export interface ConsoleRequest {
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  path: string;
  body?: Json;
}

/** Cal.com's API for the owner's commands: with the key, one call at a time; rejections are returned, not thrown. */
export interface Console {
  ask(request: ConsoleRequest): Promise<ConsoleAnswer>;
}

const timeoutMs = 15_000;

/** The violations `class-validator` reports, without `target` and `value`, which repeat the request. */
function constraintsOf(error: Json): string[] {
  return looseObjects(looseObject(error['details'])['errors']).flatMap(({constraints}) =>
    Object.values(looseObject(constraints)).map(String),
  );
}

function reasonOf(json: Json, status: number): string {
  const error = looseObject(json['error']);
  const said = [...constraintsOf(error), looseText(error['message']) ?? looseText(json['message'])].find(Boolean);
  return said ?? `status ${status}`;
}

/** Creates a console. Its calls never reject, and no answer contains the key. */
export function createConsole(
  {calApiUrl, calApiKey}: Pick<Settings, 'calApiUrl' | 'calApiKey'>,
  fetch: typeof globalThis.fetch,
): Console {
  const censor = createCensor([calApiKey]);
  return {
    async ask({method, path, body}) {
      try {
        const response = await fetch(`${calApiUrl}${path}`, {
          method,
          headers: {
            accept: 'application/json',
            'x-request-id': randomUUID(),
            authorization: `Bearer ${calApiKey}`,
            'cal-api-version': apiVersions.eventTypes,
            ...(body ? {'content-type': 'application/json'} : {}),
          },
          ...(body ? {body: JSON.stringify(body)} : {}),
          redirect: 'manual',
          signal: AbortSignal.timeout(timeoutMs),
        });
        const json = parse(censor(await readText(response)));
        const date = Date.parse(response.headers.get('date') ?? '');
        const isGood = response.ok && json !== undefined;
        return {
          status: response.status,
          json: json ?? {},
          ...(Number.isNaN(date) ? {} : {date}),
          reason: isGood
            ? ''
            : json
              ? reasonOf(json, response.status)
              : `status ${response.status}, and no JSON: this is not Cal.com's API`,
        };
      } catch (error) {
        return {status: 0, json: {}, reason: `no connection (${codeOf(error)})`};
      }
    },
  };
}

function parse(text: string): Json | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return isObject(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

/** The code or name of a connection error. Never its message, which may repeat the address. */
export function codeOf(error: unknown): string {
  const inner = error instanceof Error && error.cause !== undefined ? error.cause : error;
  const code = (inner as {code?: unknown} | undefined)?.code;
  return typeof code === 'string' ? code : ((inner as {name?: string} | undefined)?.name ?? 'unknown');
}

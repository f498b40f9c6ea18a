import {isObject, type Json} from '../../../core/cal/read.ts';
import {BookingError} from '../../../core/model/error.ts';
import {readBody} from '../../webhooks/read-body.ts';

const usualLimit = 64 * 1024;
/** 500 answers, the most a form has, of a thousand characters each. */
export const bookingLimit = 512 * 1024;
const maxDepth = 16;
const unsafe = new Set(['__proto__', 'constructor', 'prototype']);

/**
 * Reads the JSON object in a request's body; `{}` for an empty body. Rejects with `unsupported_media_type`, with
 * `too_large` above `limit` bytes (defaults to 64 KB), with `bad_json`, or with `invalid_request` for keys that reach
 * an object's prototype and for nesting that is too deep.
 */
export async function readJson(request: Request, limit = usualLimit): Promise<Json> {
  const bytes = await readBody(request, limit);
  if (bytes.byteLength === 0) return {};
  const [type] = (request.headers.get('content-type') ?? '').split(';');
  if (type!.trim().toLowerCase() !== 'application/json') {
    throw new BookingError('unsupported_media_type', 'Send JSON: content-type must be application/json.', {
      status: 415,
    });
  }
  const json = parse(bytes);
  if (!isObject(json)) throw new BookingError('bad_json', 'The body must be a JSON object.', {status: 400});
  return json;
}

/**
 * The nesting depth, measured before parsing, because the parser's stack grows with it. One linear pass over any input;
 * an unterminated string ends with the text.
 */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let isInText = false;
  for (let index = 0; index < json.length; index++) {
    const mark = json[index];
    if (mark === '"') isInText = !isInText;
    else if (isInText) index += mark === '\\' ? 1 : 0;
    else if (mark === '[' || mark === '{') deepest = Math.max(deepest, (depth += 1));
    else if (mark === ']' || mark === '}') depth -= 1;
  }
  return deepest;
}

function parse(bytes: Uint8Array): unknown {
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    if (depthOf(text) > maxDepth)
      throw new BookingError('invalid_request', `The body is nested more than ${maxDepth} levels deep.`, {status: 400});
    return JSON.parse(text, (key, value: unknown) => {
      if (unsafe.has(key))
        throw new BookingError('invalid_request', `The body contains the key ${key}, which is not allowed.`, {
          status: 400,
        });
      return value;
    });
  } catch (error) {
    if (error instanceof BookingError) throw error;
    throw new BookingError('bad_json', 'The body is not JSON.', {status: 400});
  }
}

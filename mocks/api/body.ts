import {exception} from '../errors.ts';

/** Reads the JSON object of a request; empty without a body. Refuses anything else like Cal.com's body parser. */
export async function readBody(request: Request): Promise<Record<string, unknown>> {
  const text = await request.text();
  if (!text) return {};
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw exception(400, (error as Error).message);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw exception(400, 'Unexpected token in JSON at position 0');
  return parsed as Record<string, unknown>;
}

import {exception} from '../errors.ts';

/** The JSON object a request carries; empty without a body. Anything else is refused as the body parser does. */
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

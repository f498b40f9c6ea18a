const allowedHeaders = [
  'x-cal-client-id',
  'x-cal-secret-key',
  'x-cal-platform-embed',
  'cal-api-version',
  'Accept',
  'Authorization',
  'Content-Type',
  'Origin',
];

/** Sent with every answer. No header is exposed, so browsers cannot read the limiter's. */
export const cors = {'Access-Control-Allow-Origin': '*'};

/** Creates a JSON response. */
export function answer(status: number, body: unknown, headers: Record<string, string>): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {...headers, 'Content-Type': 'application/json; charset=utf-8'},
  });
}

/** The answer to a preflight request, which browsers cache for a day. */
export function preflight(): Response {
  return new Response(null, {
    status: 204,
    headers: {
      ...cors,
      'Access-Control-Allow-Methods': 'GET,PATCH,DELETE,HEAD,POST,PUT,OPTIONS',
      'Access-Control-Allow-Headers': allowedHeaders.join(','),
      'Access-Control-Max-Age': '86400',
    },
  });
}
